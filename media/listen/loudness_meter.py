"""A loudness meter that takes a sound in blocks, see :mod:`media.loudness`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import sosfilt

from media.loudness import SILENCE_LUFS, STEP_S, integrate_loudness, make_k_weighting, power_to_lufs

__all__ = ["SILENCE_LUFS", "STEP_S", "LoudnessMeter"]


class LoudnessMeter:
    """Takes a sound block by block; memory grows by one number per 100 ms."""

    def __init__(self, rate: int, channels: int) -> None:
        self._sections = make_k_weighting(rate)
        self._state = np.zeros((len(self._sections), channels, 2))
        self._step = round(rate * STEP_S)
        self._rest: NDArray[np.float64] = np.zeros((channels, 0))
        # A mono file plays on both loudspeakers, so it counts twice (the "dual mono" reading of R128).
        self._gain = 2.0 if channels == 1 else 1.0
        self._powers: list[NDArray[np.float64]] = []

    def add_block(self, block: NDArray[np.float32]) -> None:
        """Take the next (channels, n) samples."""
        weighted, self._state = sosfilt(self._sections, block, axis=1, zi=self._state)
        sound = np.concatenate([self._rest, weighted], axis=1)
        whole = sound.shape[1] // self._step * self._step
        steps = sound[:, :whole].reshape(sound.shape[0], -1, self._step)
        self._powers.append(np.square(steps).mean(axis=2).sum(axis=0) * self._gain)
        self._rest = sound[:, whole:]

    def measure_steps(self) -> NDArray[np.float64]:
        """(n,) loudness of each 100 ms, ungated, never below :data:`SILENCE_LUFS`."""
        return power_to_lufs(self._join_blocks())

    def measure_integrated(self) -> float:
        """Loudness of the whole; :data:`SILENCE_LUFS` for silence."""
        return integrate_loudness(self._join_blocks())

    def _join_blocks(self) -> NDArray[np.float64]:
        return np.concatenate(self._powers) if self._powers else np.zeros(0)
