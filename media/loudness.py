"""Loudness after ITU-R BS.1770-4 and EBU R128: its filters and its two gates. Needs numpy alone."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

SILENCE_LUFS = -70.0  # the absolute gate; nothing quieter is measured
STEP_S = 0.1
_BLOCK_STEPS = 4  # 400 ms, a new one every 100 ms
_OFFSET = -0.691

Doubles = NDArray[np.float64]


def integrate_loudness(powers: Doubles) -> float:
    """Loudness of a whole sound out of its K-weighted power per 100 ms, (n,), summed over channels.

    :data:`SILENCE_LUFS` for silence, and for less than one step.
    """
    if powers.size == 0:
        return SILENCE_LUFS
    width = min(_BLOCK_STEPS, powers.size)
    return _gate_blocks(np.convolve(powers, np.full(width, 1 / width), mode="valid"))


def power_to_lufs(power: Doubles) -> Doubles:
    """Loudness of K-weighted powers, ungated, never below :data:`SILENCE_LUFS`."""
    return np.maximum(_OFFSET + 10 * np.log10(np.maximum(power, 1e-12)), SILENCE_LUFS)


def make_k_weighting(rate: int) -> Doubles:
    """The two filters of the standard at a sample rate, as second-order sections (2, 6)."""
    # The standard lists coefficients for 48 kHz only; these are the analogue filters behind them, for any rate.
    return np.stack([_make_high_shelf(rate), _make_high_pass(rate)])


def _gate_blocks(blocks: Doubles) -> float:
    loud = blocks[power_to_lufs(blocks) > SILENCE_LUFS]
    if loud.size == 0:
        return SILENCE_LUFS
    kept = loud[loud >= loud.mean() / 10.0]  # the relative gate: 10 LU below the mean
    return float(power_to_lufs(np.array([kept.mean()]))[0])


def _make_high_shelf(rate: int) -> Doubles:
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    b = (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k)
    return np.array([*(x / a0 for x in b), 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0])


def _make_high_pass(rate: int) -> Doubles:
    k = math.tan(math.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    a0 = 1 + k / q + k * k
    return np.array([1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0])
