"""What energy and brightness are made of, frame by frame, from the shared mel spectrogram and the loudness meter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.listen.decode import Floats
from media.listen.loudness_meter import STEP_S
from media.listen.spectrum import FRAME_RATE, MELS, MelSpectrogram

REFERENCE_LUFS = -16.0  # flux is measured at this loudness, so that mastering level counts once, as loudness
_REGIONS = ((0, 8), (8, 24), (24, MELS))  # bass to 350 Hz, middle to 1.6 kHz, treble: a kick weighs as much as a cymbal
_LAG = 2  # frames over which a rise is measured, 23 ms


@dataclass(frozen=True, slots=True)
class Timbre:
    """Series over a track, (frames,) each but ``steps_lufs``, (n,) one per 100 ms."""

    amplitude: Floats  # how much each frame weighs in the means of the others
    flux: Floats  # mean rise, log units; bass, middle and treble count alike
    centroid: Floats  # 0..1 along the mel scale
    rolloff: Floats  # 0..1, below which 90 % of the power lies
    flatness: Floats  # 0 tone .. 1 noise over the mel bands
    steps_lufs: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TimbreMean:
    """One stretch of a track (or all of it) in five numbers."""

    loudness_lufs: float
    flux: float
    centroid: float
    rolloff: float
    flatness: float


def find_timbre(mel: MelSpectrogram, steps_lufs: NDArray[np.float64], loudness_lufs: float) -> Timbre:
    """The series of a track of the given integrated loudness."""
    power = mel.power
    amplitude = np.sqrt(power)
    total = amplitude.sum(axis=1)
    return Timbre(
        amplitude=total,
        flux=_measure_flux(power * np.float32(10 ** ((REFERENCE_LUFS - loudness_lufs) / 10))),
        centroid=(amplitude @ np.linspace(0, 1, MELS, dtype=np.float32)) / np.maximum(total, 1e-9),
        rolloff=_measure_rolloff(power),
        flatness=np.sqrt(np.exp(np.log(power + 1e-9).mean(axis=1)) / (power.mean(axis=1) + 1e-9)),
        steps_lufs=steps_lufs,
    )


def average_timbre(timbre: Timbre, start_s: float, end_s: float, loudness_lufs: float | None = None) -> TimbreMean:
    """Means between two times; loudness is the stretch's own power mean unless given."""
    part = slice(int(start_s * FRAME_RATE), max(int(start_s * FRAME_RATE) + 1, int(end_s * FRAME_RATE)))
    weights = timbre.amplitude[part].astype(np.float64) + 1e-9
    weights /= weights.sum()
    return TimbreMean(
        _measure_loudness(timbre, start_s, end_s) if loudness_lufs is None else loudness_lufs,
        float(timbre.flux[part].mean()),
        float(timbre.centroid[part] @ weights),
        float(timbre.rolloff[part] @ weights),
        float(timbre.flatness[part] @ weights),
    )


def _measure_flux(power: Floats) -> Floats:
    log = np.log10(1.0 + 1e4 * power)
    rise = np.maximum(log[_LAG:] - log[:-_LAG], 0)
    regions = [rise[:, low:high].mean(axis=1) for low, high in _REGIONS]
    return np.concatenate([np.zeros(_LAG, np.float32), np.mean(regions, axis=0)])


def _measure_rolloff(power: Floats) -> Floats:
    reached = np.cumsum(power, axis=1)
    share: Floats = ((reached < 0.9 * reached[:, -1:]).sum(axis=1) / MELS).astype(np.float32)
    return share


def _measure_loudness(timbre: Timbre, start_s: float, end_s: float) -> float:
    first = min(int(start_s / STEP_S), len(timbre.steps_lufs) - 1)
    steps = timbre.steps_lufs[first : max(first + 1, round(end_s / STEP_S))]
    return float(10 * np.log10(np.mean(10 ** (steps / 10))))
