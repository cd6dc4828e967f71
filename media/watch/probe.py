"""What a clip is: its best picture and sound stream, and the truth about its length, read from every packet.

Headers lie and may be missing, so the packets are walked once without decoding (60 ms for 180 s of 1080p): their
times, sizes and key flags give duration, frame rate and, for long clips, hints at cuts and motion for free.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream
from numpy.typing import NDArray

from media.watch.limits import WatchLimits

_GRACE_SECONDS = 0.5  # a clip may pass its limit by this much: sound often ends a little after the picture
_MAX_PACKETS = 2_000_000
_SQUARE = 0.02  # pixels this near to square are square: scaling to even sizes leaves such crumbs


class ClipRefusedError(Exception):
    """The clip cannot be used; ``code`` and ``numbers`` as in :func:`media.watch.error_mapping.make_clip_error`."""

    def __init__(self, code: str, numbers: dict[str, float] | None = None) -> None:
        super().__init__(code)
        self.code, self.numbers = code, numbers or {}


@dataclass(frozen=True, slots=True)
class ProbedClip:
    """A clip as its packets describe it. Times in seconds from the first picture on."""

    picture_index: int
    sound_index: int | None
    start_s: float  # of the first picture, in the container's own time
    duration_s: float
    fps: float  # pictures per second on average
    width: int  # coded size, before rotation
    height: int
    aspect: float  # of one pixel, width / height
    times_s: NDArray[np.float64]  # (P,) of picture packets, ascending
    sizes: NDArray[np.int64]  # (P,) bytes
    keys: NDArray[np.bool_]  # (P,)


def open_clip(path: Path, demuxer: str, limits: WatchLimits) -> InputContainer:
    """Open ``path`` with this demuxer alone, local files alone, and no picture above ``limits.max_pixels``."""
    caps = {"protocol_whitelist": "file", "format_whitelist": demuxer, "max_pixels": str(limits.max_pixels)}
    if demuxer in ("mov", "matroska", "asf"):
        caps["probesize"] = "2000000"
    return av.open(f"file:{path}", format=demuxer, options=caps, metadata_errors="replace")


def probe_clip(path: Path, demuxer: str, limits: WatchLimits) -> ProbedClip:
    """Walk the clip's packets.

    Raises:
        ClipRefusedError: no picture, too many pixels, longer than the limit, or no picture packet at all.
        av.error.FFmpegError: the container cannot be opened.

    """
    with open_clip(path, demuxer, limits) as container:
        stream = _find_picture_stream(container)
        _refuse_size(*((stream.width, stream.height) if stream.width > 0 else read_stated_size(path, demuxer)), limits)
        sound = container.streams.best("audio", related=stream) if container.streams.audio else None
        walked = _walk_packets(container, stream.index, None if sound is None else sound.index, limits)
        return _make_clip(stream, None if sound is None else sound.index, walked)


def _find_picture_stream(container: InputContainer) -> VideoStream:
    """The largest moving picture; cover art counts as none."""
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not moving:
        raise ClipRefusedError("no-picture")
    known = [s for s in moving if s.codec_context is not None]
    if not known:
        raise ClipRefusedError("clip-codec")
    return max(known, key=lambda s: (s.width * s.height, -s.index))


def _refuse_size(width: int, height: int, limits: WatchLimits) -> None:
    if width * height > limits.max_pixels:
        raise ClipRefusedError("clip-too-big", {"width": width, "height": height})
    if width <= 0 or height <= 0:
        raise ClipRefusedError("clip-broken")


def read_stated_size(path: Path, demuxer: str) -> tuple[int, int]:
    """Width and height that a GIF's or an MP4's header states, read without FFmpeg; (0, 0) when it states none.

    FFmpeg refuses sizes beyond its own bounds and then reports none; the owner should still read that the picture is
    too large, not that the clip is damaged.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if demuxer == "gif" and len(data) >= 10:
            return (int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))
        at, sizes = data.find(b"tkhd") if demuxer == "mov" else -1, [(0, 0)]
        while at >= 0:
            end = at + (84 if data[at + 4 : at + 5] == b"\0" else 96)  # version 1 has longer times
            sizes.append((int.from_bytes(data[end - 4 : end - 2], "big"), int.from_bytes(data[end : end + 2], "big")))
            at = data.find(b"tkhd", at + 4)
        return max(sizes, key=lambda size: size[0] * size[1])


@dataclass(frozen=True, slots=True)
class _Walk:
    pictures: NDArray[np.float64]  # (P, 4): time, duration, size, key
    sound_end_s: float  # container time; -inf without sound


def _walk_packets(container: InputContainer, picture: int, sound: int | None, limits: WatchLimits) -> _Walk:
    rows: list[tuple[float, float, int, bool]] = []
    first, sound_end = None, -np.inf
    wanted = [i for i in (picture, sound) if i is not None]
    bases = {i: float(container.streams[i].time_base or 0) for i in wanted}  # fractions are slow, packets many
    for count, packet in enumerate(iter_packets(container, wanted)):
        stamp, base = packet.dts if packet.pts is None else packet.pts, bases[packet.stream_index]
        if stamp is None:
            continue
        at, length = stamp * base, (packet.duration or 0) * base
        first = at if first is None else first
        _refuse_length(at + length - first, container, limits, count)
        if packet.stream_index == picture:
            rows.append((at, length, packet.size, packet.is_keyframe))
        else:
            sound_end = max(sound_end, at + length)
    if not rows:
        raise ClipRefusedError("clip-broken")
    return _Walk(np.array(sorted(rows), dtype=np.float64), sound_end)


def iter_packets(container: InputContainer, streams: list[int]) -> Iterator[Packet[Any]]:
    """The packets of ``streams`` up to the end of the file, or to where a truncated file breaks off."""
    try:
        for packet in container.demux([container.streams[i] for i in streams]):
            if packet.size:
                yield packet
    except (av.error.InvalidDataError, av.error.EOFError, av.error.OSError):
        return


def _refuse_length(seconds: float, container: InputContainer, limits: WatchLimits, count: int) -> None:
    if seconds > limits.max_seconds + _GRACE_SECONDS or count > _MAX_PACKETS:
        header = (container.duration or 0) / av.time_base
        raise ClipRefusedError("clip-too-long", {"length": max(seconds, header), "limit": limits.max_seconds})


def _make_clip(stream: VideoStream, sound: int | None, walk: _Walk) -> ProbedClip:
    times, lengths = walk.pictures[:, 0], walk.pictures[:, 1]
    start = float(times[0])
    last = float(lengths[-1]) or _last_picture_duration(times, stream)
    fps = (len(times) - 1) / (times[-1] - start) if times[-1] > start else 1.0 / last
    ratio = float(stream.sample_aspect_ratio or 1.0)
    return ProbedClip(
        picture_index=stream.index,
        sound_index=sound,
        start_s=start,
        duration_s=max(float(times[-1]) + last, walk.sound_end_s) - start,
        fps=float(fps),
        width=stream.width,
        height=stream.height,
        aspect=ratio if 0.1 < ratio < 10 and abs(ratio - 1) > _SQUARE else 1.0,
        times_s=times - start,
        sizes=walk.pictures[:, 2].astype(np.int64),
        keys=walk.pictures[:, 3] > 0,
    )


def _last_picture_duration(times: NDArray[np.float64], stream: VideoStream) -> float:
    """How long the last picture stands when its packet does not say."""
    if len(times) > 1:
        return float(np.median(np.diff(times))) or 0.04
    return 1.0 / float(stream.average_rate) if stream.average_rate else 0.04
