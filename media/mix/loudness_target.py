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
_PASSES, _GOOD_ENOUGH = 3, 0.2  # over the sound: one does, unless a few peaks hold most of its power; LU
_PIECE = 10 * RATE  # samples that a gain is applied to at once, to keep memory low
_STEP_BLOCKS = RATE // 10 // BLOCK  # blocks of the limiter in one step of the loudness


def reach_loudness(sound: Floats, target_lufs: float = LOUDNESS_LUFS) -> tuple[float, float]:
    """Level and limit ``sound`` (2, n) in place; returns its loudness (LUFS) and true peak (dBTP) as they are then.

    Silence stays silence.
    """
    powers = compute_k_powers(sound)
    loudness, peak = integrate_loudness(powers), -np.inf
    for _ in range(_PASSES):
        if loudness <= SILENCE_LUFS:
            break
        peak = _level_once(sound, powers, target_lufs - loudness, target_lufs)
        powers = compute_k_powers(sound)
        loudness = integrate_loudness(powers)
        if abs(target_lufs - loudness) < _GOOD_ENOUGH:
            break
    return loudness, peak


def lower_peaks(sound: Floats, ceiling_db: float) -> None:
    """Limit ``sound`` (2, n) in place: no true peak lies above ``ceiling_db`` then, and the rest keeps its level."""
    ceiling = 10 ** (ceiling_db / 20)
    _apply_gain(sound, make_limiter_curve(measure_block_peaks(sound, 0.5 * ceiling), 1.0, ceiling))


def _level_once(sound: Floats, powers: Doubles, gain_db: float, target_lufs: float) -> float:
    """Apply the gain that, by an estimate of what the limiter takes, leads to the target; returns the true peak."""
    ceiling, gain_db = 10 ** (CEILING_DB / 20), min(gain_db, _MOST_GAIN_DB)
    # Peaks further below the ceiling than the limiter ever lifts them are left at what their samples say.
    peaks = measure_block_peaks(sound, 0.25 * ceiling / 10 ** (gain_db / 20))
    curve, shares = np.full(len(peaks), 1.0), _measure_block_powers(sound, len(powers))
    for _ in range(_ROUNDS):
        curve = make_limiter_curve(peaks, 10 ** (gain_db / 20), ceiling)
        missing = target_lufs - integrate_loudness(powers * _average_gain(curve, shares))
        missing = min(missing, _MOST_GAIN_DB - gain_db)
        if abs(missing) < _NEAR_ENOUGH:
            break
        gain_db += missing
    _apply_gain(sound, curve)
    return float(20 * np.log10(max(float((peaks * curve).max(initial=0.0)), 1e-9)))


def _measure_block_powers(sound: Floats, steps: int) -> Doubles:
    """(steps, blocks) what each block of the limiter holds of the power of its step of the loudness."""
    count = steps * _STEP_BLOCKS
    power = np.zeros(count)
    for channel in sound:
        blocks = channel[: count * BLOCK].reshape(count, BLOCK)
        power += np.einsum("ij,ij->i", blocks, blocks)
    shares = power.reshape(steps, _STEP_BLOCKS) + 1e-15
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _average_gain(curve: Doubles, shares: Doubles) -> Doubles:
    """(steps,) power gain of each step: a peak that is taken down counts by the power it has."""
    return np.asarray((np.square(curve[: shares.size]).reshape(shares.shape) * shares).sum(axis=1))


def _apply_gain(sound: Floats, curve: Doubles) -> None:
    centres = (np.arange(len(curve)) + 0.5) * BLOCK
    for at in range(0, sound.shape[1], _PIECE):
        part = sound[:, at : at + _PIECE]
        part *= np.interp(np.arange(at, at + part.shape[1]), centres, curve).astype(np.float32)
