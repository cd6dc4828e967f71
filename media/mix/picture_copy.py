"""The clip's picture as it is: which may be copied into an MP4 that plays everywhere, and its packets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from media.watch.packet_walk import PacketReader
from media.watch.probe import ProbedClip

DEMUXERS = ("mov", "matroska", "flv", "mpegts")  # whose packets say when they are decoded and when shown
_PIXELS = ("yuv420p", "yuvj420p")
_MOST_UNTIMED = 32  # packets at the start that do not say when they are decoded: as many as a coder reorders
_LONGEST_SIDE = 4096  # of H.264 that phones decode


class CopyRefusedError(Exception):
    """The packets are such that no MP4 can be made of them: the picture must be coded anew."""


def can_copy(stream: VideoStream, demuxer: str) -> bool:
    """Whether a picture plays wherever H.264 does: 8 bit, 4:2:0, of a size that phones decode."""
    codec = stream.codec_context
    return (
        demuxer in DEMUXERS
        and codec is not None
        and codec.name == "h264"
        and codec.pix_fmt in _PIXELS
        and bool(codec.extradata)
        and max(codec.width, codec.height) <= _LONGEST_SIDE
    )


def copy_packets(
    container: InputContainer, clip: ProbedClip, into: VideoStream, length_s: float
) -> Iterator[tuple[float, Packet[Any]]]:
    """Packets of the clip's picture for the stream ``into``, each with its time (s); the first picture is at 0.

    What an edit list hides before the first picture stays, at negative times: later pictures are decoded from it. What
    it hides behind the last one is left out.

    Raises:
        CopyRefusedError: a packet has no time.

    """
    source = container.streams[clip.picture_index]
    assert source.time_base is not None  # noqa: S101 - the clip was probed
    base = source.time_base
    shift = round(clip.start_s / base)
    hidden: list[Packet[Any]] = []
    for packet in _complete_times(PacketReader(container).read_packets([clip.picture_index])):
        assert packet.pts is not None  # noqa: S101 - they were completed
        assert packet.dts is not None  # noqa: S101
        at = float((packet.dts - shift) * base)
        if at >= length_s:
            return
        packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
        packet.stream = into
        hidden.append(packet)
        if packet.is_discard:
            continue
        for each in hidden:
            yield float((each.dts or 0) * base), each
        hidden.clear()


def _complete_times(packets: Iterator[Packet[Any]]) -> Iterator[Packet[Any]]:
    """Packets with all their times: Matroska says of the first ones only when they are shown."""
    untimed: list[Packet[Any]] = []
    for packet in packets:
        if packet.pts is None or len(untimed) > _MOST_UNTIMED:
            raise CopyRefusedError
        if packet.dts is None:
            untimed.append(packet)
            continue
        for number, each in enumerate(untimed):
            each.dts = packet.dts - len(untimed) + number
            if each.pts is None or each.dts > each.pts:
                raise CopyRefusedError
            yield each
        untimed.clear()
        yield packet
    if untimed:
        raise CopyRefusedError
