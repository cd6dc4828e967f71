"""Dissolves and fades: shots that turn into each other within 0.3 to 2 seconds.

In a dissolve every picture is a mixture of the last picture before it and the first one after it, and the share of the
later one rises steadily. A pan, a zoom or whatever moves shows the picture between at another place, which no mixture
of the two gives; light that changes keeps the structure. All windows are judged at once from the inner products of the
thumbnails, so that no window is computed by itself. A fade passes through a picture without structure.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from media.watch.block_motion import is_camera_motion

Floats = NDArray[np.float64]

_LENGTHS_S = (0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0)
_SHARES = (0.25, 0.5, 0.75)  # of a window, where pictures between its ends are looked at
_LEEWAY = 0.22  # of a mixture's share from where a steady dissolve would be
_DIFFERENT = 0.09  # root mean square of luma by which its ends differ
_KEPT = 0.45  # correlation of structure from which both ends show the same
_UNEXPLAINED = 0.3  # of the ends' difference that the mixtures may leave, root mean square
_GRID = (3, 4)  # parts of a picture that have to turn together, rows and columns
_PART_DIFFERENT = 0.03  # root mean square of luma by which a part's ends differ, to be asked
_PARTS_ASKED, _PARTS_AGREEING = 0.5, 0.75  # shares of the parts
_PART_LEEWAY = 0.25
_SIDE_S = 0.2  # what has to stand on either side
_STEPS = 4  # pictures of a span that are held against each other
_FLAT = 0.035  # standard deviation of luma of a picture without structure
_SOLID = 0.055  # the same of the ends of a dissolve: fog and bare ground turn into each other by themselves
_FADE_S = (0.06, 3.0)  # from the last structure before to the first after


@dataclass(frozen=True, slots=True)
class _Windows:
    """W candidate windows by the indices of their pictures."""

    first: NDArray[np.intp]
    last: NDArray[np.intp]
    between: NDArray[np.intp]  # (W, 3)


def find_transitions(times: Floats, light: NDArray[np.float32], cuts: Floats) -> Floats:
    """Middles of dissolves and fades, seconds, ascending.

    Args:
        times: (T,) of the pictures, ascending.
        light: (T, h, w) luma 0..1.
        cuts: hard cuts; a window across one is not looked at.

    """
    if len(times) < 4:
        return np.empty(0)
    small = _halve_pictures(light)
    flat = small.reshape(len(small), -1)
    found = [*_find_dissolves(times, small, flat, cuts), *_find_fades(times, flat)]
    spans = _merge_spans(found, cuts)
    return np.array(sorted((a + b) / 2 for a, b, mixed in spans if not mixed or not _is_pan(times, light, a, b)))


def _is_pan(times: Floats, light: NDArray[np.float32], start: float, end: float) -> bool:
    """Whether a span that looks mixed is a camera moving over detail too fine for thumbnails."""
    inside = np.flatnonzero((times >= start) & (times <= end))
    return is_camera_motion(
        light[inside[np.linspace(0, len(inside) - 1, min(len(inside), _STEPS)).round().astype(int)]]
    )


def _halve_pictures(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """(T, h / 2, w / 2): pictures at half the size: less to multiply, and less that mere shaking changes."""
    count, height, width = light.shape
    even = light[:, : height // 2 * 2, : width // 2 * 2].reshape(count, height // 2, 2, width // 2, 2)
    return np.asarray(even.mean(axis=(2, 4)))


def _find_dissolves(
    times: Floats, pictures: NDArray[np.float32], small: NDArray[np.float32], cuts: Floats
) -> list[tuple[float, float, float]]:
    """(start, end, unexplained part) of windows that look like a dissolve."""
    centred = small - small.mean()
    inner = (centred @ centred.T).astype(np.float64) / small.shape[1]
    shape = small - small.mean(axis=1, keepdims=True)
    spread = shape.std(axis=1)
    alike = (shape @ shape.T).astype(np.float64) / small.shape[1] / (np.outer(spread, spread) + 1e-4)
    windows = _list_windows(times, cuts)
    i, j = windows.first, windows.last
    apart = inner[i, i] + inner[j, j] - 2 * inner[i, j]
    solid = (spread[i] > _SOLID) & (spread[j] > _SOLID)
    maybe = (apart > _DIFFERENT**2) & (alike[i, j] < _KEPT) & solid
    i, j, between, apart = i[maybe], j[maybe], windows.between[maybe], apart[maybe]
    unexplained, steady = np.zeros(len(i)), np.ones(len(i), dtype=bool)
    for column in range(between.shape[1]):
        k = between[:, column]
        share = (inner[k, j] - inner[k, i] - inner[i, j] + inner[i, i]) / apart
        rest = inner[k, k] + inner[i, i] - 2 * inner[k, i] - share**2 * apart
        wanted = (times[k] - times[i]) / (times[j] - times[i])
        steady &= np.abs(share - wanted) < _LEEWAY
        unexplained += np.maximum(rest, 0.0) / apart / between.shape[1]
    good = steady & (unexplained < _UNEXPLAINED**2)
    good[good] = [
        _turns_everywhere(pictures[[a, *ks, b]]) for a, ks, b in zip(i[good], between[good], j[good], strict=True)
    ]
    return list(zip(times[i[good]], times[j[good]], unexplained[good], strict=True))


def _turns_everywhere(pictures: NDArray[np.float32]) -> bool:
    """Whether all parts of a picture turn by the same shares; something that passes changes only some of them.

    Args:
        pictures: (5, h, w): first, the three between, last.

    """
    rows, columns = (min(n, size) for n, size in zip(_GRID, pictures.shape[1:], strict=True))
    high, wide = pictures.shape[1] // rows, pictures.shape[2] // columns
    parts = pictures[:, : rows * high, : columns * wide].reshape(len(pictures), rows, high, columns, wide)
    parts = parts.transpose(0, 1, 3, 2, 4).reshape(len(pictures), rows * columns, -1)
    turn = parts[-1] - parts[0]
    power = (turn**2).mean(axis=1)
    asked = power > _PART_DIFFERENT**2
    if asked.mean() < _PARTS_ASKED:
        return False
    shares = ((parts[1:-1] - parts[0]) * turn).mean(axis=2)[:, asked] / power[asked]
    agreeing = np.abs(shares - np.array(_SHARES)[:, None]).max(axis=0) < _PART_LEEWAY
    return bool(agreeing.mean() >= _PARTS_AGREEING)


def _list_windows(times: Floats, cuts: Floats) -> _Windows:
    shot = np.searchsorted(cuts, times, side="right")
    firsts, lasts = [], []
    for length in _LENGTHS_S:
        last = np.searchsorted(times, times + length - 0.01)
        first = np.flatnonzero(last < len(times))
        last = last[first]
        kept = (shot[first] == shot[last]) & (last - first >= 3) & (times[last] - times[first] < 1.5 * length + 0.1)
        firsts.append(first[kept])
        lasts.append(last[kept])
    first, last = np.concatenate(firsts), np.concatenate(lasts)
    middle = times[first][:, None] + (times[last] - times[first])[:, None] * np.array(_SHARES)
    between = np.clip(np.searchsorted(times, middle), first[:, None] + 1, last[:, None] - 1)
    return _Windows(first, last, between)


def _find_fades(times: Floats, small: NDArray[np.float32]) -> list[tuple[float, float, float]]:
    """Stretches without structure between two that have some, entered or left gradually."""
    flat = small.std(axis=1) < _FLAT
    edges = np.flatnonzero(np.diff(flat.astype(int)))
    found = []
    for into, out in pairwise(edges.tolist()):
        if flat[into] or not flat[into + 1]:
            continue
        start, end = float(times[into]), float(times[min(out + 1, len(times) - 1)])
        before, after = (int(np.searchsorted(times, at)) for at in (start - _SIDE_S, end + _SIDE_S))
        sides = small[[before, min(after, len(times) - 1)]]
        if _FADE_S[0] <= end - start <= _FADE_S[1] and float(np.asarray(np.corrcoef(sides))[0, 1]) < _KEPT:
            found.append((start, end, 0.0))
    return found


def _merge_spans(found: list[tuple[float, float, float]], cuts: Floats) -> list[tuple[float, float, bool]]:
    """The best window of each transition and whether it is a mixture; none beside a hard cut."""
    kept: list[tuple[float, float, bool]] = []
    taken: list[tuple[float, float]] = []
    for start, end, unexplained in sorted(found, key=lambda span: span[2]):
        if any(start < other_end + _SIDE_S and end > other_start - _SIDE_S for other_start, other_end in taken):
            continue
        taken.append((start, end))
        middle = (start + end) / 2
        if not len(cuts) or np.abs(cuts - middle).min() > max(_SIDE_S, (end - start) / 2):
            kept.append((start, end, unexplained > 0))
    return kept
