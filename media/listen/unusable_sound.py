"""What plays and is no music: silence, the hum below it, an offset, a test tone; and the silences within music."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.listen.decode import Floats
from media.listen.loudness_meter import STEP_S

SILENT_LUFS = -60.0  # a whole file below it holds at most the noise of a converter
PAUSE_LU = 42.0  # a step so far below the track's loudness is silence
LEAST_PAUSE_S = 1.0
_FRAME, _FRAMES = 8_192, 48
_NEAR_BINS = 4
_PEAKS = 3  # tones sounding together, as of a dial or of mains hum
_TONAL_SHARE = 0.985  # of the power within those peaks
_STEADY_DB = 0.5  # standard deviation of the level


def find_silences(steps_lufs: NDArray[np.float64], reference_lufs: float) -> tuple[tuple[float, float], ...]:
    """Stretches of silence, from and to in seconds, of a track whose 100 ms steps (n,) have these loudnesses."""
    quiet = np.concatenate([[False], steps_lufs < reference_lufs - PAUSE_LU, [False]])
    edges = np.flatnonzero(quiet[1:] != quiet[:-1]).reshape(-1, 2)
    spans = [
        (round(a * STEP_S, 1), round(b * STEP_S, 1)) for a, b in edges.tolist() if (b - a) * STEP_S >= LEAST_PAUSE_S
    ]
    return tuple(spans)


def is_steady_tone(wave: Floats) -> bool:
    """Whether a wave (n,) is one tone, or a few, of constant pitch and level from beginning to end."""
    if len(wave) < 4 * _FRAME:
        return False
    starts = np.linspace(0, len(wave) - _FRAME, _FRAMES).astype(np.intp)[1:-1]  # not where it fades in and out
    frames = wave[starts[:, None] + np.arange(_FRAME)] * np.hanning(_FRAME).astype(np.float32)
    power = np.square(np.abs(np.fft.rfft(frames, axis=1)))
    power[:, :_NEAR_BINS] = 0  # an offset is no tone
    level = 10 * np.log10(power.sum(axis=1) + 1e-20)
    if float(level.std()) > _STEADY_DB:
        return False
    return float(_share_in_peaks(power.mean(axis=0))) >= _TONAL_SHARE


def _share_in_peaks(power: NDArray[np.floating]) -> float:
    total, rest = float(power.sum()), power.copy()
    if total <= 0:
        return 0.0
    for _ in range(_PEAKS):
        at = int(rest.argmax())
        rest[max(0, at - _NEAR_BINS) : at + _NEAR_BINS + 1] = 0
    return 1 - float(rest.sum()) / total
