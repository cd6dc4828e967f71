"""A few pictures of the clip, evenly spread over its time, for the top of a fit card."""

from __future__ import annotations

import bisect
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from media.watch.container_check import detect_container
from media.watch.frame_sampling import FrameSampler
from media.watch.limits import WatchLimits
from media.watch.opening import open_clip
from media.watch.probe import probe_clip
from media.watch.refusal import ClipRefusedError
from musechat.errors import BadInput

Picture = NDArray[np.uint8]  # (height, width, 3) RGB, upright

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FilmPiece:
    """A part of the strip; its picture is of the one shot that the part lies in."""

    from_s: float
    to_s: float
    picture: Picture


def cut_filmstrip(clip: Path, length_s: float, cuts_s: Sequence[float], width: int, height: int) -> list[FilmPiece]:
    """A strip of ``width`` x ``height`` pixels, in parts that end at cuts; none where the clip cannot be decoded."""
    try:
        frames, times = _sample(clip)
    except (ClipRefusedError, BadInput, av.FFmpegError, MemoryError, OSError):
        log.info("the clip cannot be decoded again; its fit card has no filmstrip", exc_info=True)
        return []
    usual_s = length_s * height * frames.shape[2] / frames.shape[1] / width  # of a part that shows a whole picture
    pieces = []
    for first, last in _split_shots(length_s, cuts_s, usual_s):
        at = _choose_frame(times, (first + last) / 2, cuts_s)
        aspect = (last - first) / length_s * width / height
        pieces.append(FilmPiece(first, last, _crop(frames[at], aspect)))
    return pieces


def _split_shots(length_s: float, cuts_s: Sequence[float], usual_s: float) -> Iterator[tuple[float, float]]:
    """From and to of each part: shots, the longer ones in parts of about ``usual_s`` seconds."""
    edges = [0.0, *(at for at in cuts_s if 0 < at < length_s), length_s]
    for first, last in pairwise(edges):
        count = max(1, round((last - first) / usual_s))
        yield from pairwise(float(at) for at in np.linspace(first, last, count + 1))


def _choose_frame(times: NDArray[np.float32], middle_s: float, cuts_s: Sequence[float]) -> int:
    """The frame nearest to a time, of the same shot where there is one."""
    shot = bisect.bisect(cuts_s, middle_s)
    distances = np.abs(times - middle_s)
    others = np.array([bisect.bisect(cuts_s, float(at)) != shot for at in times])
    return int((distances + 1e6 * others).argmin())


def _sample(clip: Path) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Pictures (N, h, w, 3), and their times in seconds."""
    limits = WatchLimits()
    found = detect_container(clip, limits)
    probed = probe_clip(clip, found.demuxer, limits)
    with open_clip(clip, found.demuxer, limits) as container:
        seen = FrameSampler(probed, lambda _share: None).sample_clip(container)
    return seen.frames, seen.frame_times_s


def _crop(picture: Picture, aspect: float) -> Picture:
    """The middle of a picture, so that it is ``aspect`` times as wide as high."""
    height, width = picture.shape[:2]
    wide, high = max(1, min(width, round(height * aspect))), max(1, min(height, round(width / aspect)))
    left, top = (width - wide) // 2, (height - high) // 2
    return picture[top : top + high, left : left + wide]
