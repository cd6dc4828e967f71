"""The clip's picture coded once, as H.264 of at most 720p, upright and in the colours of a standard screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.filter
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from media.mix.hdr_table import estimate_clip_white, write_table
from media.packets import decode_frames
from media.watch.orientation import Orientation, read_orientation, swaps_sides
from media.watch.probe import ProbedClip
from media.watch.tone_mapping import find_hdr_format

SHORT_SIDE, LONG_SIDE = 720, 1280
_SHORT_SIDES = ((1_200_000, 720), (600_000, 540), (300_000, 360), (0, 270))  # bit rate from which, pixels
_TICKS = Fraction(1, 90_000)
_X264 = {"preset": "veryfast", "crf": "23", "threads": "2", "profile": "high"}
# Rows of a display matrix as FFmpeg's filters do them.
_TURNS: dict[Orientation, tuple[tuple[str, str], ...]] = {
    (1, 0, 0, 1): (),
    (-1, 0, 0, 1): (("hflip", ""),),
    (1, 0, 0, -1): (("vflip", ""),),
    (-1, 0, 0, -1): (("hflip", ""), ("vflip", "")),
    (0, 1, 1, 0): (("transpose", "cclock_flip"),),
    (0, 1, -1, 0): (("transpose", "clock"),),
    (0, -1, 1, 0): (("transpose", "cclock"),),
    (0, -1, -1, 0): (("transpose", "clock_flip"),),
}


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """How a picture is coded."""

    size: tuple[int, int]  # before it is turned upright; even
    way: Orientation
    table: Path | None  # the mapping from HDR, where it is HDR
    bits_per_s: int | None  # at most, on average; None: as quality asks


def plan_picture(
    container: InputContainer, clip: ProbedClip, folder: Path, *, bits_per_s: int | None, short_side: int = SHORT_SIDE
) -> PicturePlan:
    """How the clip's picture is to be coded; for HDR a table is written into ``folder``. Reads the container's start.

    Raises:
        av.FFmpegError: no picture can be decoded.

    """
    stream = container.streams[clip.picture_index]
    assert isinstance(stream, VideoStream)  # noqa: S101 - the probe chose it
    first = next(iter(container.decode(stream)))
    hdr, table = find_hdr_format(first), None
    if hdr is not None:
        container.seek(0)
        table = folder / "sdr.cube"
        write_table(table, hdr, estimate_clip_white(container, stream, hdr))
    size = fit_size(first.width * clip.aspect, first.height, short_side)
    return PicturePlan(size, read_orientation(first), table, bits_per_s)


def fit_size(width: float, height: float, short_side: int = SHORT_SIDE) -> tuple[int, int]:
    """Even width and height of a picture shrunk to fit; it is never enlarged."""
    scale = min(1.0, short_side / min(width, height), short_side * LONG_SIDE / SHORT_SIDE / max(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def choose_short_side(bits_per_s: int | None) -> int:
    """Pixels of a picture's short side that a bit rate suffices for; None: there is no limit."""
    return next(side for least, side in _SHORT_SIDES if bits_per_s is None or bits_per_s >= least)


def add_picture_stream(out: OutputContainer, plan: PicturePlan, fps: float) -> VideoStream:
    """Add the stream for a planned picture."""
    rate = Fraction(min(max(fps, 1.0), 120.0)).limit_denominator(1001)
    limits = {"maxrate": str(plan.bits_per_s), "bufsize": str(plan.bits_per_s // 2)} if plan.bits_per_s else {}
    stream: Any = out.add_stream("libx264", rate=rate, options=_X264 | limits)
    turned = swaps_sides(plan.way)
    stream.width, stream.height = plan.size[::-1] if turned else plan.size
    stream.pix_fmt = "yuv420p"
    codec = stream.codec_context
    codec.time_base = stream.time_base = _TICKS
    codec.color_primaries = codec.color_trc = codec.colorspace = 1  # BT.709, which the filters convert to
    codec.color_range = 1
    assert isinstance(stream, VideoStream)  # noqa: S101 - FFmpeg's encoder is one of pictures
    return stream


def encode_packets(
    container: InputContainer, clip: ProbedClip, into: VideoStream, plan: PicturePlan, length_s: float
) -> Iterator[tuple[float, Packet[Any]]]:
    """Packets of the coded picture, each with its time (s); the first picture is at 0."""
    stream = container.streams[clip.picture_index]
    assert isinstance(stream, VideoStream)  # noqa: S101 - the probe chose it
    stream.codec_context.thread_type = "AUTO"
    graph = _build_graph(stream, plan)
    last = -1
    for frame in decode_frames(container, stream):
        at = round(((frame.time or 0.0) - clip.start_s) / _TICKS)
        if at < 0 or at <= last:
            continue
        if at * _TICKS >= length_s:
            break
        last = at
        graph.push(frame)
        ready = graph.pull()
        assert isinstance(ready, VideoFrame)  # noqa: S101 - the graph has one sink, of pictures
        ready.pts, ready.time_base, ready.pict_type = at, _TICKS, 0
        yield from _time_packets(into.encode(ready))
    yield from _time_packets(into.encode(None))


def _time_packets(packets: list[Packet[Any]]) -> Iterator[tuple[float, Packet[Any]]]:
    for packet in packets:
        yield float((packet.dts or 0) * (packet.time_base or _TICKS)), packet


def _build_graph(stream: VideoStream, plan: PicturePlan) -> av.filter.Graph:
    graph = av.filter.Graph()
    wide, high = plan.size
    steps = [("scale", f"{wide}:{high}:flags=area")]
    if plan.table is not None:
        steps += [("format", "gbrp16le"), ("lut3d", f"file='{plan.table}':interp=tetrahedral")]
    steps += [
        ("scale", "out_color_matrix=bt709:out_range=tv"),
        ("format", "yuv420p"),
        *_TURNS[plan.way],
        ("setsar", "1"),
    ]
    nodes = [graph.add_buffer(template=stream, time_base=stream.time_base)]
    nodes += [graph.add(name, words) if words else graph.add(name) for name, words in steps]
    graph.link_nodes(*nodes, graph.add("buffersink")).configure()
    return graph
