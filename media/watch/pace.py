"""The pace of a clip: motion, cuts and loud sound, taken together and over time.

The weights are set by hand, so that pace rises with each part and no part alone reaches the top. They are checked, not
fitted, against the pace that one person gave 22 clips (benchmarks/bench_watch.py).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.watch.audio_features import SoundtrackTraits
from media.watch.motion import MotionTraits
from media.watch.probe import ProbedClip
from media.watch.visual_features import clamp_to_unit
from musechat.clip import ENERGY_POINTS

Floats = NDArray[np.float64]

MOTION_WEIGHT, CUTS_WEIGHT, SOUND_WEIGHT = 0.6, 0.25, 0.15
_BUSY_CUTS = 20.0  # cuts per minute at which their part reaches 1 - 1/e
_QUIET_LUFS, _LOUD_LUFS = -45.0, -10.0


def estimate_energy(motion: float, cuts_per_minute: float, loudness_lufs: float | None) -> float:
    """Overall pace, 0..1, rising in each argument; without sound its weight falls to the other two."""
    cuts = 1.0 - float(np.exp(-max(cuts_per_minute, 0.0) / _BUSY_CUTS))
    seen = MOTION_WEIGHT * motion + CUTS_WEIGHT * cuts
    if loudness_lufs is None:
        return clamp_to_unit(seen / (MOTION_WEIGHT + CUTS_WEIGHT))
    return clamp_to_unit(seen + SOUND_WEIGHT * float(_scale_loudness(np.array([loudness_lufs]))[0]))


def _scale_loudness(lufs: Floats) -> Floats:
    return np.clip((lufs - _QUIET_LUFS) / (_LOUD_LUFS - _QUIET_LUFS), 0.0, 1.0)


def compute_energy_curve(clip: ProbedClip, moved: MotionTraits, soundtrack: SoundtrackTraits) -> tuple[float, ...]:
    """Pace at ENERGY_POINTS equal steps; cuts count as the rate around a step, sound as momentary loudness."""
    step = clip.duration_s / ENERGY_POINTS
    at = np.asarray((np.arange(ENERGY_POINTS) + 0.5) * step, dtype=np.float64)
    motion = _smooth_values(at, moved.motion_times_s, moved.motion, max(step, 0.5))
    cuts = _local_cut_rate(at, np.array(moved.cuts_s), max(2.0, step))
    seen = MOTION_WEIGHT * motion + CUTS_WEIGHT * (1.0 - np.exp(-cuts / _BUSY_CUTS))
    if soundtrack.has_sound:
        loud = _smooth_values(at, soundtrack.level_times_s, _scale_loudness(soundtrack.level_lufs), max(step, 0.5))
        curve = seen + SOUND_WEIGHT * loud
    else:
        curve = seen / (MOTION_WEIGHT + CUTS_WEIGHT)
    return tuple(round(clamp_to_unit(float(v)), 4) for v in curve)


def _smooth_values(at: Floats, times: Floats, values: Floats, width: float) -> Floats:
    """Gaussian-weighted means of ``values`` around each time in ``at``; far from all samples, the nearest one."""
    far = (at[:, None] - times[None]) ** 2 / (2 * (width / 2) ** 2)
    weights = np.exp(-(far - far.min(axis=1, keepdims=True)))
    return np.asarray((weights * values).sum(axis=1) / weights.sum(axis=1))


def _local_cut_rate(at: Floats, cuts: Floats, width: float) -> Floats:
    """Cuts per minute around each time, under a Gaussian of standard deviation ``width`` seconds."""
    kernel = np.exp(-((at[:, None] - cuts[None]) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return np.asarray(60.0 * kernel.sum(axis=1))
