"""Decoded pictures as small RGB arrays: scaled and cropped."""

from __future__ import annotations

from typing import Any

from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from media.watch.limits import FRAME_LONG, FRAME_SIDE
from media.watch.tone_mapping import HdrFormat

_MAX_SIDE = 4096  # a ribbon of a picture is squeezed, not scaled up without bound


class PictureScaler:
    """Scales pictures to one size; keep one for each size, since it keeps its tables."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def scale_picture(self, frame: VideoFrame, size: tuple[int, int], hdr: HdrFormat | None) -> NDArray[Any]:
        """(height, width, 3) of ``frame`` at ``size`` (width, height): uint8, or where it is HDR uint16 codes of it."""
        kind = "rgb48le" if hdr else "rgb24"
        small = self._reformatter.reformat(frame, *size, kind, interpolation=Interpolation.AREA, threads=1)
        return small.to_ndarray()


def choose_frame_size(width: float, height: float) -> tuple[int, int]:
    """Size of a sampled frame: its shorter side is ``FRAME_SIDE``."""
    scale = FRAME_SIDE / min(width, height)
    size = (max(FRAME_SIDE, round(width * scale)), max(FRAME_SIDE, round(height * scale)))
    return (min(size[0], _MAX_SIDE), min(size[1], _MAX_SIDE))


def choose_thumb_size(width: float, height: float, longer: int) -> tuple[int, int]:
    """Size of a thumbnail: its longer side is ``longer``, no side is below 8."""
    scale = longer / max(width, height)
    return (max(8, round(width * scale)), max(8, round(height * scale)))


def crop_middle(picture: NDArray[Any]) -> NDArray[Any]:
    """The middle of a picture longer than 16:9; height and width at most ``FRAME_LONG``."""
    height, width = picture.shape[:2]
    top, left = max(0, height - FRAME_LONG) // 2, max(0, width - FRAME_LONG) // 2
    return picture[top : top + FRAME_LONG, left : left + FRAME_LONG]
