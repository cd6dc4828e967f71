"""The picture of an excerpt: its waveform as bars, tinted as far as it has played."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from media.preview.excerpt import Floats

WIDTH, HEIGHT = 640, 200
PER_SECOND = 6  # pictures
GROUND, QUIET, PLAYED = (22, 24, 31), (72, 78, 96), (255, 138, 76)

_BAR, _PITCH, _MARGIN = 4, 6, 20  # pixels; even, so that colour planes of half the size keep sharp edges
_TALLEST, _SHORTEST = 152, 6
_FINE = 4  # bars are drawn so much larger and averaged, for round ends

Bytes = NDArray[np.uint8]


def draw_frames(sound: Floats, seconds: float) -> Iterator[VideoFrame]:
    """Pictures of an excerpt, :data:`PER_SECOND` for each of its seconds; the last shows all of it played."""
    shape = _draw_bars(_measure_heights(sound))
    before, after = (_to_planes(_colour_bars(shape, colour)) for colour in (QUIET, PLAYED))
    count = max(2, round(seconds * PER_SECOND))
    shown = before.copy()
    played = 0
    for number in range(count):
        column = round((_MARGIN + (WIDTH - 2 * _MARGIN) * number / (count - 1)) / 2) * 2
        for old, new in zip(_split_planes(shown), _split_planes(after), strict=True):
            step = WIDTH // old.shape[1]
            old[:, played // step : column // step] = new[:, played // step : column // step]
        played = column
        frame = VideoFrame.from_ndarray(shown, format="yuv420p")
        frame.pts = number
        yield frame


def _measure_heights(sound: Floats) -> NDArray[np.float64]:
    """Height of each bar, pixels: the loudness of its stretch, so that quiet passages still show."""
    count = (WIDTH - 2 * _MARGIN) // _PITCH
    power = np.square(sound, dtype=np.float32).sum(axis=0)
    edges = np.linspace(0, len(power), count + 1).astype(int)
    level = np.sqrt(np.add.reduceat(power, edges[:-1]) / np.maximum(np.diff(edges), 1)).astype(np.float64)
    share = (level / max(float(level.max()), 1e-6)) ** 1.2
    return _SHORTEST + (_TALLEST - _SHORTEST) * share


def _draw_bars(heights: NDArray[np.float64]) -> Floats:
    """(HEIGHT, WIDTH) how much of each pixel is bar, 0..1."""
    cover = np.zeros((HEIGHT, WIDTH), np.float32)
    x = (np.arange(_BAR * _FINE) + 0.5) / _FINE - _BAR / 2
    y = np.abs((np.arange(HEIGHT * _FINE) + 0.5) / _FINE - HEIGHT / 2)[:, None]
    radius = _BAR / 2
    for number, height in enumerate(heights):
        inside = np.hypot(x, np.maximum(y - (height / 2 - radius), 0)) <= radius
        left = _MARGIN + number * _PITCH
        cover[:, left : left + _BAR] = inside.reshape(HEIGHT, _FINE, _BAR, _FINE).mean(axis=(1, 3))
    return cover


def _colour_bars(cover: Floats, colour: tuple[int, int, int]) -> Bytes:
    ground, ink = np.array(GROUND, np.float32), np.array(colour, np.float32)
    return np.rint(ground + cover[..., None] * (ink - ground)).astype(np.uint8)


def _to_planes(picture: Bytes) -> Bytes:
    """(HEIGHT * 3 / 2, WIDTH) brightness and colour planes of a picture (HEIGHT, WIDTH, 3)."""
    frame = VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p", dst_colorspace="ITU709")
    return np.ascontiguousarray(frame.to_ndarray())


def _split_planes(planes: Bytes) -> tuple[Bytes, Bytes, Bytes]:
    """Views of the three planes."""
    quarter = HEIGHT // 4
    blue, red = planes[HEIGHT : HEIGHT + quarter], planes[HEIGHT + quarter :]
    half = (HEIGHT // 2, WIDTH // 2)
    return planes[:HEIGHT], blue.reshape(half), red.reshape(half)
