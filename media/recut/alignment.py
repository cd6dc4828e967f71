"""Aligns two versions of a clip by the hashes of their pictures: one path through both that never goes back.

Both are laid on one grid of time. A cell says how alike two pictures are; the best path runs along diagonals, which are
stretches that were kept, and pays for each jump between two of them (Gotoh 1982, with gaps of any length at one
price). Where a version was seen at some keyframes only, each of these stands for the time around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.watch.picture_hashes import PictureHashes
from musechat.recut import KeptStretch, Recut

Floats = NDArray[np.float64]

GRID_S, MOST_CELLS = 0.1, 1800
ALIKE_BITS = 44.0  # of 255; pictures that differ by fewer speak for one another, by more against
JUMP_S = 0.8  # what a jump costs: that many seconds of equal pictures
STANDS_FOR_S = 1.0  # that a single picture stands for at most
LEAST_EVIDENCE_S = 0.4  # of equal pictures in a stretch
SNAP_S = 0.3  # an edge of a stretch moves to a cut or an end that is as near as this
_FINE_S = 0.01
_NONE = -1


@dataclass(frozen=True, slots=True)
class ClipVersion:
    """A version of a clip, as far as it is needed here."""

    length_s: float
    cuts_s: Sequence[float]
    pictures: PictureHashes


@dataclass(frozen=True, slots=True)
class _Strip:
    """A version on the grid: the hash at each cell, and the seconds that it stands for (0: nothing was seen)."""

    words: NDArray[np.uint64]  # (n, 4)
    weights: Floats  # (n,)
    blank: NDArray[np.bool_]  # (n,) nothing is shown there, as at the end of a fade


@dataclass(frozen=True, slots=True)
class _Diagonal:
    """A diagonal of the path, in cells: the first one of the new and of the earlier version, its length."""

    new: int
    old: int
    count: int
    evidence_s: float


def align_versions(old: ClipVersion, new: ClipVersion) -> Recut:
    """Find which stretches of a new version were in the earlier one; none where it is another clip."""
    step = max(GRID_S, max(old.length_s, new.length_s) / MOST_CELLS)
    runs = _find_runs(_lay_strip(old, step), _lay_strip(new, step))
    kept: list[KeptStretch] = []
    for run in runs:
        if run.evidence_s < LEAST_EVIDENCE_S:
            continue
        stretch = _measure_stretch(run, old, new, step)
        follows = bool(kept) and stretch.from_s - kept[-1].to_s <= SNAP_S
        if follows and abs(kept[-1].shift_s - stretch.shift_s) <= 1.5 * step:
            kept[-1] = KeptStretch(kept[-1].from_s, stretch.to_s, kept[-1].shift_s)
        else:
            kept.append(stretch)
    return Recut(old.length_s, new.length_s, _snap_edges(kept, old, new))


def _lay_strip(version: ClipVersion, step: float) -> _Strip:
    times = version.pictures.times_s.astype(np.float64)
    count = max(1, int(np.ceil(version.length_s / step)))
    middles = (np.arange(count) + 0.5) * step
    nearest = np.abs(times[None] - middles[:, None]).argmin(axis=1)
    seen = np.abs(times[nearest] - middles) <= 0.75 * step
    edges = np.concatenate([[0.0], (times[1:] + times[:-1]) / 2, [version.length_s]])
    stands = np.minimum(np.diff(edges), STANDS_FOR_S)
    words = np.ascontiguousarray(version.pictures.hashes[nearest]).view(np.uint64)
    weights = np.where(seen, np.maximum(stands[nearest], step), 0.0)
    return _Strip(words, weights, ~np.asarray(version.pictures.hashes.any(axis=1))[nearest])


def _score_row(new: _Strip, i: int, old: _Strip, columns: slice) -> Floats:
    """(n,) for a cell of the new version and some of the earlier one, what they say for one another, in seconds.

    Alike is 1 for the same hash, 0 at :data:`ALIKE_BITS`, at least -1. Two pictures that show nothing say nothing.
    """
    bits = np.bitwise_count(old.words[columns] ^ new.words[i]).sum(axis=1)
    alike = np.clip(1.0 - bits / ALIKE_BITS, -1.0, 1.0)
    blank = old.blank[columns]
    alike = np.where(blank | new.blank[i], np.where(blank & new.blank[i], 0.0, -1.0), alike)
    seen = (new.weights[i] > 0) & (old.weights[columns] > 0)
    return np.asarray(np.where(seen, np.maximum(new.weights[i], old.weights[columns]), 0.0) * alike)


def _find_runs(old: _Strip, new: _Strip) -> list[_Diagonal]:
    """The diagonals of the best path, first to last. Cells: rows are the new version, columns the earlier one."""
    rows, columns = len(new.weights), len(old.weights)
    value = np.full(columns, -np.inf)  # of the best path that ends on a cell of the row above
    gap, gap_from = np.full(columns, -JUMP_S), np.full(columns, _NONE, np.int64)
    came = np.empty((rows, columns), np.int32)  # the cell before: -2 the one diagonally before
    best, best_at = 0.0, _NONE
    for i in range(rows):
        shifted = np.concatenate([[-np.inf], value[:-1]])
        opened = np.concatenate([[0.0 if i == 0 else -JUMP_S], gap[:-1]])
        opened_from = np.concatenate([[_NONE], gap_from[:-1]])
        jumps = opened > shifted
        value = np.where(jumps, opened, shifted) + _score_row(new, i, old, slice(None))
        came[i] = np.where(jumps, opened_from, -2)
        if value.max() > best:
            best, best_at = float(value.max()), i * columns + int(value.argmax())
        gap, gap_from = _widen_gap(gap, gap_from, value - JUMP_S, i * columns)
    return _trace_runs(came, best_at, old, new)


def _widen_gap(gap: Floats, gap_from: NDArray[np.int64], left: Floats, base: int) -> tuple[Floats, NDArray[np.int64]]:
    """The best end of a stretch so far, at or before each column, after one more row."""
    cells = base + np.arange(len(left))
    better = left > gap
    gap, gap_from = np.where(better, left, gap), np.where(better, cells, gap_from)
    highest = np.maximum.accumulate(gap)
    holder = np.maximum.accumulate(np.where(gap >= highest, np.arange(len(gap)), 0))
    return highest, gap_from[holder]


def _trace_runs(came: NDArray[np.int32], at: int, old: _Strip, new: _Strip) -> list[_Diagonal]:
    columns = came.shape[1]
    runs: list[_Diagonal] = []
    while at >= 0:
        i, j = divmod(at, columns)
        count, evidence = 1, _weigh(old, new, i, j)
        while came[i, j] == -2:
            i, j, count = i - 1, j - 1, count + 1
            evidence += _weigh(old, new, i, j)
        runs.append(_Diagonal(i, j, count, evidence))
        at = int(came[i, j])
    return runs[::-1]


def _weigh(old: _Strip, new: _Strip, i: int, j: int) -> float:
    return float(_score_row(new, i, old, slice(j, j + 1))[0])


def _measure_stretch(run: _Diagonal, old: ClipVersion, new: ClipVersion, step: float) -> KeptStretch:
    """A diagonal in seconds; its shift is found where the pictures of both agree best, between cells as well."""
    from_s, to_s = run.new * step, min((run.new + run.count) * step, new.length_s)
    rough = (run.old - run.new) * step
    tried = rough + np.arange(-1.5 * step, 1.5 * step + _FINE_S / 2, _FINE_S)
    few, many, sign = _choose_sides(old.pictures, new.pictures, from_s, to_s, rough)
    distances = np.array([_mean_distance(few, many, sign * shift) for shift in tried])
    low = tried[distances <= distances.min() + 0.5]
    shift = float(np.median(low))
    cuts = [o - n for n in new.cuts_s for o in old.cuts_s if from_s <= n <= to_s and abs(o - n - shift) <= step]
    return KeptStretch(from_s, to_s, float(np.median(cuts)) if cuts else shift)


def _choose_sides(
    old: PictureHashes, new: PictureHashes, from_s: float, to_s: float, shift: float
) -> tuple[PictureHashes, PictureHashes, int]:
    """The version with fewer pictures in a stretch, cut down to it, the other, and the sign of a shift between them."""
    in_new = (new.times_s >= from_s) & (new.times_s <= to_s) & new.hashes.any(axis=1)
    in_old = (old.times_s >= from_s + shift) & (old.times_s <= to_s + shift) & old.hashes.any(axis=1)
    if in_new.sum() <= in_old.sum():
        return PictureHashes(new.times_s[in_new], new.hashes[in_new], new.gapless), old, 1
    return PictureHashes(old.times_s[in_old], old.hashes[in_old], old.gapless), new, -1


def _mean_distance(few: PictureHashes, many: PictureHashes, shift: float) -> float:
    """Mean bits between pictures and those of the other version nearest in time, ``shift`` seconds later."""
    if not len(few.times_s):
        return 0.0
    wanted = few.times_s + shift
    nearest = np.abs(many.times_s[None] - wanted[:, None]).argmin(axis=1)
    return float(np.bitwise_count(few.hashes ^ many.hashes[nearest]).sum(axis=1).mean())


def _snap_edges(kept: Sequence[KeptStretch], old: ClipVersion, new: ClipVersion) -> tuple[KeptStretch, ...]:
    """Stretches with their edges on ends of the clips and on cuts, where these are near."""
    snapped: list[KeptStretch] = []
    for each in kept:
        first, last = max(0.0, -each.shift_s), min(new.length_s, old.length_s - each.shift_s)
        from_s = _snap(each.from_s, [first, *new.cuts_s], first, last)
        to_s = _snap(each.to_s, [last, *new.cuts_s], first, last)
        if snapped:
            from_s = max(from_s, snapped[-1].to_s)
        if to_s > from_s:
            snapped.append(KeptStretch(round(from_s, 3), round(to_s, 3), round(each.shift_s, 3)))
    return tuple(snapped)


def _snap(at: float, places: Sequence[float], first: float, last: float) -> float:
    near = min(places, key=lambda place: abs(place - at))
    return min(max(near if abs(near - at) <= SNAP_S else at, first), last)
