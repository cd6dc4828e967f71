"""Cuts and motion of a clip: hard cuts, dissolves and fades, and how much moves besides the camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.watch.block_motion import PairMotion, measure_pairs
from media.watch.frame_sampling import SampledClip
from media.watch.hard_cuts import find_hard_cuts
from media.watch.probe import ProbedClip
from media.watch.transitions import find_transitions
from media.watch.visual_features import compute_luma, crop_black_bars

Floats = NDArray[np.float64]

PAIR_SECONDS = 0.125  # between the two pictures of a pair
_MAX_LAG_SECONDS = 1.5  # pictures farther apart say nothing about motion
_PAIR_STEP_SECONDS = 0.1  # between the beginnings of two pairs
_BURSTS, _BURST_PAIRS = 16, 8  # of a long clip: stretches of nearly a second, dense enough to tell a pan from a shake
_OWN_SCALE = 0.35  # change over contrast at which what moves by itself reaches 1 - 1/e
_CAMERA_SCALE = 0.2  # picture widths a second at which the camera's way reaches 1 - 1/e of its share
_CAMERA_SHARE = 0.5  # what a camera alone can reach: a drive is motion, but not a fight
_ZOOM_WEIGHT = 0.25  # of growth per second, against widths per second
_STEADY_SECONDS = 0.5  # over which the camera's way is averaged: a shake comes to nothing
_TURNING_SECONDS = 0.5  # around the middle of a dissolve, where what changes is no motion


@dataclass(frozen=True, slots=True)
class MotionTraits:
    """Cuts and motion over time."""

    cuts_s: tuple[float, ...]
    motion_times_s: Floats  # (M,) ascending, M >= 1
    motion: Floats  # (M,) 0..1


def measure_motion(clip: ProbedClip, seen: SampledClip) -> MotionTraits:
    """Cuts and motion of one clip.

    Motion is judged by what moves: the change of the liveliest tenth of the picture once the camera's motion is taken
    out (:mod:`media.watch.block_motion`), to which the camera's own steady way adds at most half. Pairs of pictures
    across a cut do not count. Dissolves and fades need pictures in a row, so none are found in a clip of which only
    keyframes are seen.
    """
    thumbs = crop_black_bars(seen.thumbs)
    light = compute_luma(thumbs)
    hard = find_hard_cuts(clip, seen, thumbs, light)
    gradual = find_transitions(seen.times_s, light, hard) if seen.in_a_row else np.empty(0)
    times, motion = _measure_over_time(seen.times_s, light, hard, gradual)
    return MotionTraits(tuple(float(t) for t in np.sort(np.concatenate([hard, gradual]))), times, motion)


def _measure_over_time(
    times: Floats, light: NDArray[np.float32], hard: Floats, gradual: Floats
) -> tuple[Floats, Floats]:
    """Times and motion of pairs of pictures; 0 at time 0 when no pair qualifies."""
    first, second = _choose_pairs(times, hard, gradual)
    if not len(first):
        return np.zeros(1), np.zeros(1)
    lags = times[second] - times[first]
    middles = (times[first] + times[second]) / 2
    moved = measure_pairs(light[first], light[second])
    # Beyond the usual lag a change is shrunk by the root: things come back, and leave the picture.
    own = moved.own * np.sqrt(PAIR_SECONDS / np.maximum(lags, PAIR_SECONDS))
    lively = 1.0 - np.exp(-own / _OWN_SCALE)
    carried = 1.0 - np.exp(-_measure_camera_speed(moved, middles, lags) / _CAMERA_SCALE)
    return middles, 1.0 - (1.0 - lively) * (1.0 - _CAMERA_SHARE * carried)


def _choose_pairs(times: Floats, hard: Floats, gradual: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indices of the pictures of each pair, within one shot; all over a short clip, in bursts over a long one."""
    later = np.searchsorted(times, times + PAIR_SECONDS - 0.02)
    first = np.flatnonzero(later < len(times))
    second = later[first]
    shot = np.searchsorted(hard, times, side="right")
    good = (times[second] - times[first] <= _MAX_LAG_SECONDS) & (shot[first] == shot[second])
    middles = (times[first] + times[second]) / 2
    calm = good.copy()
    for at in gradual:
        calm &= np.abs(middles - at) > _TURNING_SECONDS
    good = calm if calm.any() else good
    first, second = first[good], second[good]
    kept = _space_out(times[first])
    if len(kept) > _BURSTS * _BURST_PAIRS:
        starts = np.linspace(0, len(kept) - _BURST_PAIRS, _BURSTS).round().astype(int)
        kept = kept[np.unique(starts[:, None] + np.arange(_BURST_PAIRS))]
    return first[kept], second[kept]


def _space_out(starts: Floats) -> NDArray[np.intp]:
    """Indices of ``starts`` (ascending) that are at least a step apart."""
    kept, last = [], -np.inf
    for index, at in enumerate(starts):
        if at - last >= _PAIR_STEP_SECONDS - 1e-6:
            kept.append(index)
            last = at
    return np.array(kept, dtype=np.intp)


def _measure_camera_speed(moved: PairMotion, middles: Floats, lags: Floats) -> Floats:
    """(M,) steady speed of the camera, picture widths per second: what is left of its way after averaging over time."""
    near = np.exp(-((middles[:, None] - middles[None]) ** 2) / (2 * _STEADY_SECONDS**2))
    near /= near.sum(axis=1, keepdims=True)
    shift, zoom = near @ (moved.shift / lags[:, None]), near @ (moved.zoom / lags)
    return np.asarray(np.hypot(shift[:, 0], shift[:, 1]) + _ZOOM_WEIGHT * np.abs(zoom))
