"""One stretch of a clip, coded once: the picture that all candidates of a comparison share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame

from media.mix.mp4_writing import open_bare_mp4
from media.mix.opened_clip import OpenedClip
from media.mix.picture_encode import add_picture_stream, encode_packets, plan_picture
from media.watch.probe import ProbedClip

_LATE_S = 0.05  # a seek that lands later than this after the start has missed
_TO_TICKS = 1_000_000  # of a container's own clock in a second


def write_stretch(
    clip: OpenedClip, from_s: float, length_s: float, into: Path, *, bits_per_s: int | None, short_side: int
) -> None:
    """Code the picture between two times of a clip as an MP4 without sound, whose first picture is at 0.

    Raises:
        av.FFmpegError: no picture can be decoded.

    """
    with clip.open() as source:
        plan = plan_picture(source, clip.probed, into.parent, bits_per_s=bits_per_s, short_side=short_side)
    probed = replace(clip.probed, start_s=clip.probed.start_s + from_s)
    with clip.open() as source, open_bare_mp4(into) as out:
        if from_s > 0 and _lands_before(clip, probed):
            _seek_to(source, probed)
        stream = add_picture_stream(out, plan, clip.probed.fps)
        for _, packet in encode_packets(source, probed, stream, plan, length_s):
            out.mux(packet)


def _lands_before(clip: OpenedClip, probed: ProbedClip) -> bool:
    """Whether a seek to the stretch's start leads to a picture that is not behind it."""
    with clip.open() as container:
        try:
            _seek_to(container, probed)
            first = next(iter(container.decode(container.streams[probed.picture_index])), None)
        except (av.FFmpegError, StopIteration):
            return False
        return isinstance(first, VideoFrame) and (first.time or 0.0) <= probed.start_s + _LATE_S


def _seek_to(container: InputContainer, probed: ProbedClip) -> None:
    container.seek(int(probed.start_s * _TO_TICKS))
