"""What moves in a clip, with the camera's own motion taken out: on pairs of thumbnails an eighth of a second apart.

The camera's motion between two pictures is a shift and a zoom: the shift by phase correlation of their gradients, both
refined by least squares over the pixels that agree (Lucas and Kanade 1981, robustly weighted). What is left between the
first picture and the second one moved back is what moves by itself. It is judged by block, relative to the block's own
contrast, and by the liveliest tenth of the blocks: a ball game on a still background is lively, however little of the
picture it fills, and a scene that only shakes in the hand is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_BLOCK, _STRIDE = 8, 4  # pixels of a thumbnail
_LIVELY_SHARE = 0.1  # of the blocks, by which a picture is judged
_CONTRAST_FLOOR = 0.05  # luma steps per pixel; below it a change is noise rather than motion
_NOISE = 0.004  # luma: mean change that coding alone makes
_SLACK = 0.3  # pixels of a thumbnail: a shift this small is what scaling leaves of a well aligned edge
_AGREES = 0.03  # luma: a pixel that differs by this weighs half in the camera's motion
_REFINEMENTS = 3
_UNDONE = 0.6  # of the change: less that remains is the camera's doing


@dataclass(frozen=True, slots=True)
class PairMotion:
    """Motion within each of N pairs of pictures."""

    own: NDArray[np.float64]  # (N,) change of the liveliest blocks over their contrast, 0 and up
    shift: NDArray[np.float64]  # (N, 2) of the camera, x and y, in picture widths
    zoom: NDArray[np.float64]  # (N,) relative growth


def is_camera_motion(pictures: Floats) -> bool:
    """Whether the steps between ``pictures`` (T, h, w) are mostly undone by moving and zooming the camera back."""
    first, second = pictures[:-1], pictures[1:]
    moved = _follow_camera(first, second)[0]  # where it has nothing to show, it shows the first
    return float(np.abs(first - moved).mean()) < _UNDONE * float(np.abs(first - second).mean())


def measure_pairs(first: Floats, second: Floats) -> PairMotion:
    """Motion from ``first`` to ``second``, both (N, h, w) luma 0..1; N may be 0."""
    if not len(first):
        return PairMotion(np.zeros(0), np.zeros((0, 2)), np.zeros(0))
    moved, camera = _follow_camera(first, second)
    width = first.shape[2]
    return PairMotion(_judge_blocks(first, moved), camera[:, :2] / width, camera[:, 2])


def _follow_camera(first: Floats, second: Floats) -> tuple[Floats, NDArray[np.float64]]:
    """``second`` moved back by the camera's motion, and that motion: (N, 3) shift in pixels and zoom.

    Where the moved picture ends it shows the first one: what a camera lets in at the edge does not move by itself.
    """
    second = second - (second.mean(axis=(1, 2)) - first.mean(axis=(1, 2)))[:, None, None]
    camera = _find_shifts(first, second)
    moved = _move_back(second, camera)
    for _ in range(_REFINEMENTS):
        camera = camera + _refine_camera(first, moved)
        moved = _move_back(second, camera)
    still = np.abs(first - second).mean(axis=(1, 2)) <= np.abs(first - moved).mean(axis=(1, 2))
    camera[still], moved[still] = 0.0, second[still]
    return np.where(_find_common_part(camera, first.shape), moved, first), camera


def _find_shifts(first: Floats, second: Floats) -> NDArray[np.float64]:
    """Whole pixels by which ``second`` is shifted, as (N, 3) with no zoom: the peak of the phase correlation.

    A peak counts only where undoing it makes most of the picture agree better.
    """
    count, height, width = first.shape
    window = np.outer(np.hanning(height + 2)[1:-1], np.hanning(width + 2)[1:-1]).astype(np.float32)
    one, two = (np.fft.rfft2(_compute_edges(x) * window) for x in (first, second))
    cross = two * np.conj(one)
    peaks = np.fft.irfft2(cross / (np.abs(cross) + 1e-6), s=(height, width))
    at = peaks.reshape(count, -1).argmax(axis=1)
    y, x = np.divmod(at, width)
    y, x = np.where(y > height // 2, y - height, y), np.where(x > width // 2, x - width, x)
    camera = np.stack([x, y, np.zeros(count)], axis=1).astype(np.float64)
    far = (np.abs(x) > width // 3) | (np.abs(y) > height // 3)
    better = _measure_agreement(first, _move_back(second, camera)) < 0.9 * _measure_agreement(first, second)
    camera[far | ~better] = 0.0
    return camera


def _compute_edges(light: Floats) -> Floats:
    across, down = np.gradient(light, axis=2), np.gradient(light, axis=1)
    edges = np.hypot(across, down)
    return np.asarray(edges - edges.mean(axis=(1, 2), keepdims=True), dtype=np.float32)


def _measure_agreement(first: Floats, second: Floats) -> NDArray[np.float64]:
    """(N,) mean difference in which a pixel counts for at most twice ``_AGREES``: what moves alone weighs little."""
    return np.asarray(np.minimum(np.abs(first - second), 2 * _AGREES).mean(axis=(1, 2)), dtype=np.float64)


def _move_back(second: Floats, camera: NDArray[np.float64]) -> Floats:
    """``second`` seen as the first picture's camera would see it; bilinear, edges repeated."""
    count, height, width = second.shape
    x, y = _locate_sources(camera, height, width)
    x, y = np.clip(x, 0, width - 1), np.clip(y, 0, height - 1)
    left, top = np.minimum(x.astype(int), width - 2), np.minimum(y.astype(int), height - 2)
    along, down = (x - left).astype(np.float32), (y - top).astype(np.float32)
    rows = np.arange(count)[:, None]
    upper, lower = second[rows, top], second[rows, top + 1]  # (N, h, w): shift and zoom keep rows rows
    mixed = upper + (lower - upper) * down[..., None]
    taken = mixed.transpose(0, 2, 1)
    ahead, behind = taken[rows, left], taken[rows, left + 1]
    return np.asarray((ahead + (behind - ahead) * along[..., None]).transpose(0, 2, 1), dtype=np.float32)


def _locate_sources(camera: NDArray[np.float64], height: int, width: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Columns (N, w) and rows (N, h) of the second picture from which the moved one is taken."""
    grow, middle_x, middle_y = 1.0 + camera[:, 2:], (width - 1) / 2, (height - 1) / 2
    x = (np.arange(width) - middle_x) * grow + middle_x + camera[:, :1]
    y = (np.arange(height) - middle_y) * grow + middle_y + camera[:, 1:2]
    return x, y


def _find_common_part(camera: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """(N, h, w) whether both pictures show a place, half a pixel at the edge left aside."""
    _, height, width = shape
    x, y = _locate_sources(camera, height, width)
    inside_x, inside_y = (np.abs(v - (n - 1) / 2) <= n / 2 for v, n in ((x, width), (y, height)))
    return np.asarray(inside_y[:, :, None] & inside_x[:, None, :])


def _refine_camera(first: Floats, moved: Floats) -> NDArray[np.float64]:
    """(N, 3) what is still missing in shift and zoom: weighted least squares on the brightness constancy equation."""
    _, height, width = first.shape
    across, down = np.gradient(moved, axis=2), np.gradient(moved, axis=1)
    x = (np.arange(width, dtype=np.float32) - (width - 1) / 2)[None, None]
    y = (np.arange(height, dtype=np.float32) - (height - 1) / 2)[None, :, None]
    slopes = np.stack([across, down, across * x + down * y], axis=1).reshape(len(first), 3, -1)
    wrong = (first - moved).reshape(len(first), -1)
    weighted = slopes / (1.0 + (wrong / _AGREES) ** 2)[:, None]
    normal = (weighted @ slopes.transpose(0, 2, 1)).astype(np.float64)
    normal += np.eye(3) * np.array([1e-2, 1e-2, 1.0])  # a flat picture moves nowhere
    step = np.linalg.solve(normal, (weighted @ wrong[..., None]).astype(np.float64))[..., 0]
    return np.asarray(np.clip(step, [-2.0, -2.0, -0.05], [2.0, 2.0, 0.05]))


def _judge_blocks(first: Floats, moved: Floats) -> NDArray[np.float64]:
    """(N,) change relative to contrast in the liveliest blocks."""
    slopes = np.abs(np.gradient(first, axis=2)) + np.abs(np.gradient(first, axis=1))
    change = np.maximum(_average_blocks(np.maximum(np.abs(first - moved) - _SLACK * slopes, 0.0)) - _NOISE, 0.0)
    lively = (change / (_average_blocks(slopes) + _CONTRAST_FLOOR)).reshape(len(first), -1)
    count = max(1, round(_LIVELY_SHARE * lively.shape[1]))
    return np.asarray(np.partition(lively, -count, axis=1)[:, -count:].mean(axis=1), dtype=np.float64)


def _average_blocks(values: Floats) -> Floats:
    """Means over overlapping blocks, (N, rows, columns); one block where the picture is smaller."""
    _, height, width = values.shape
    tall, wide = min(_BLOCK, height), min(_BLOCK, width)
    sums = np.pad(values.cumsum(axis=1, dtype=np.float32).cumsum(axis=2, dtype=np.float32), ((0, 0), (1, 0), (1, 0)))
    y, x = np.arange(0, height - tall + 1, _STRIDE)[:, None], np.arange(0, width - wide + 1, _STRIDE)
    total = sums[:, y + tall, x + wide] - sums[:, y, x + wide] - sums[:, y + tall, x] + sums[:, y, x]
    return np.asarray(total / (tall * wide))
