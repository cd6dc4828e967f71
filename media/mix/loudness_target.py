"""Bring a finished mix to its loudness, with no true peak above its ceiling."""

from __future__ import annotations

import numpy as np

from media.loudness import SILENCE_LUFS, Doubles, integrate_loudness
from media.preview.excerpt import RATE, Floats
from media.preview.levels import BLOCK, compute_k_powers, make_limiter_curve, measure_block_peaks

LOUDNESS_LUFS = -14.0
CEILING_DB = -2.0  # true peak before coding; AAC may add up to a decibel
_MOST_GAIN_DB = 40.0
_ROUNDS, _NEAR_ENOUGH = 8, 0.05  # of the search for the gain; LU
_PIECE = 10 * RATE  # samples that a gain is applied to at once, to keep memory low
_STEP_BLOCKS = RATE // 10 // BLOCK  # blocks of the limiter in one step of the loudness


def reach_loudness(sound: Floats, target_lufs: float = LOUDNESS_LUFS) -> tuple[float, float]:
    """Level and limit ``sound`` (2, n) in place; returns its loudness (LUFS) and true peak (dBTP) as they are then.

    Silence stays silence. The gain is searched for, since what the limiter takes is missing from the loudness.
    """
    powers, ceiling = compute_k_powers(sound), 10 ** (CEILING_DB / 20)
    before = integrate_loudness(powers)
    if before <= SILENCE_LUFS:
        return before, -np.inf
    gain_db = min(target_lufs - before, _MOST_GAIN_DB)
    # Peaks further below the ceiling than the limiter ever lifts them are left at what their samples say.
    peaks = measure_block_peaks(sound, 0.25 * ceiling / 10 ** (gain_db / 20))
    curve, reached = np.full(len(peaks), 1.0), before
    for _ in range(_ROUNDS):
        curve = make_limiter_curve(peaks, 10 ** (gain_db / 20), ceiling)
        reached = integrate_loudness(powers * _average_square(curve, len(powers)))
        missing = target_lufs - reached
        if abs(missing) < _NEAR_ENOUGH or gain_db + missing > _MOST_GAIN_DB:
            break
        gain_db += missing
    _apply_gain(sound, curve)
    return reached, float(20 * np.log10(max(float((peaks * curve).max(initial=0.0)), 1e-9)))


def _average_square(curve: Doubles, steps: int) -> Doubles:
    """(steps,) mean square of the gain in each step of the loudness."""
    return np.asarray(np.square(curve[: steps * _STEP_BLOCKS]).reshape(steps, _STEP_BLOCKS).mean(axis=1))


def _apply_gain(sound: Floats, curve: Doubles) -> None:
    centres = (np.arange(len(curve)) + 0.5) * BLOCK
    for at in range(0, sound.shape[1], _PIECE):
        part = sound[:, at : at + _PIECE]
        part *= np.interp(np.arange(at, at + part.shape[1]), centres, curve).astype(np.float32)
