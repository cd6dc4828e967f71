"""Loudness after ITU-R BS.1770-4 and EBU R128: K-weighting, 400 ms blocks, two gates."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.signal import sosfilt

from media.listen.decode import Floats

SILENCE_LUFS = -70.0  # the absolute gate; nothing quieter is measured
STEP_S = 0.1
_BLOCK_STEPS = 4  # 400 ms, a new one every 100 ms
_OFFSET = -0.691


class LoudnessMeter:
    """Takes a sound block by block; memory grows by one number per 100 ms."""

    def __init__(self, rate: int, channels: int) -> None:
        self._sections = _k_weighting(rate)
        self._state = np.zeros((len(self._sections), channels, 2))
        self._step = round(rate * STEP_S)
        self._rest: NDArray[np.float64] = np.zeros((channels, 0))
        # A mono file plays on both loudspeakers, so it counts twice (the "dual mono" reading of R128).
        self._gain = 2.0 if channels == 1 else 1.0
        self._powers: list[NDArray[np.float64]] = []

    def feed(self, block: Floats) -> None:
        """Take the next (channels, n) samples."""
        weighted, self._state = sosfilt(self._sections, block, axis=1, zi=self._state)
        sound = np.concatenate([self._rest, weighted], axis=1)
        whole = sound.shape[1] // self._step * self._step
        steps = sound[:, :whole].reshape(sound.shape[0], -1, self._step)
        self._powers.append(np.square(steps).mean(axis=2).sum(axis=0) * self._gain)
        self._rest = sound[:, whole:]

    def steps_lufs(self) -> NDArray[np.float64]:
        """(n,) loudness of each 100 ms, ungated, never below :data:`SILENCE_LUFS`."""
        return _lufs(self._all())

    def integrated_lufs(self) -> float:
        """Loudness of the whole; :data:`SILENCE_LUFS` for silence."""
        powers = self._all()
        if powers.size == 0:
            return SILENCE_LUFS
        width = min(_BLOCK_STEPS, powers.size)
        blocks = np.convolve(powers, np.full(width, 1 / width), mode="valid")
        return _gated(blocks)

    def _all(self) -> NDArray[np.float64]:
        return np.concatenate(self._powers) if self._powers else np.zeros(0)


def _gated(blocks: NDArray[np.float64]) -> float:
    loud = blocks[_lufs(blocks) > SILENCE_LUFS]
    if loud.size == 0:
        return SILENCE_LUFS
    kept = loud[loud >= loud.mean() / 10.0]  # the relative gate: 10 LU below the mean
    return float(_lufs(np.array([kept.mean()]))[0])


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.maximum(_OFFSET + 10 * np.log10(np.maximum(power, 1e-12)), SILENCE_LUFS)


def _k_weighting(rate: int) -> NDArray[np.float64]:
    # The standard lists coefficients for 48 kHz only; these are the analogue filters behind them, for any rate.
    return np.stack([_shelf(rate), _high_pass(rate)])


def _shelf(rate: int) -> NDArray[np.float64]:
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    b = (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k)
    return np.array([*(x / a0 for x in b), 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0])


def _high_pass(rate: int) -> NDArray[np.float64]:
    k = math.tan(math.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    a0 = 1 + k / q + k * k
    return np.array([1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0])
