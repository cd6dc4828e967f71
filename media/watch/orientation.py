"""Which way up a picture is shown: the display matrix of its track, as one of the eight ways to lay a picture.

A frame's angle alone cannot say it: front cameras write mirrored matrices, whose angle FFmpeg gives as 180 degrees.
"""

from __future__ import annotations

from itertools import product
from typing import Any, cast

import numpy as np
from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame
from numpy.typing import NDArray

Orientation = tuple[int, int, int, int]  # a, b, c, d: column x of the picture goes to a*x + c*y, row y to b*x + d*y

UPRIGHT: Orientation = (1, 0, 0, 1)
_WAYS: tuple[Orientation, ...] = tuple(
    way for p, q in product((1, -1), repeat=2) for way in ((p, 0, 0, q), (0, p, q, 0))
)


def read_orientation(frame: VideoFrame) -> Orientation:
    """The way ``frame`` is to be shown; upright without a matrix, or with one that has no angle."""
    try:
        data = bytes(cast(Any, frame.side_data)[Type.DISPLAYMATRIX])  # PyAV's types call it a plain dictionary
    except KeyError:
        return UPRIGHT
    return choose_orientation(np.frombuffer(data, dtype=np.int32)) if len(data) == 36 else UPRIGHT


def choose_orientation(matrix: NDArray[np.int32]) -> Orientation:
    """The one of the eight ways that is nearest to a display matrix (9,) in 16.16 fixed point."""
    a, b, c, d = (float(matrix[k]) for k in (0, 1, 3, 4))
    along, across = np.hypot(a, c), np.hypot(b, d)
    if not along or not across:  # no angle at all
        return UPRIGHT
    unit = np.array([a / along, b / across, c / along, d / across])
    return max(_WAYS, key=lambda way: (float(unit @ np.array(way)), way == UPRIGHT))


def swaps_sides(way: Orientation) -> bool:
    """Whether width and height change places."""
    return way[0] == 0


def turn_picture(picture: NDArray[Any], way: Orientation) -> NDArray[Any]:
    """``picture`` (height, width, 3) as it is shown."""
    a, b, c, d = way
    if swaps_sides(way):
        picture, across, down = picture.swapaxes(0, 1), c, b
    else:
        across, down = a, d
    return picture[:: down or 1, :: across or 1]
