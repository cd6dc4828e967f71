"""What energy and brightness are made of, frame by frame, from the shared mel spectrogram and the loudness meter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.listen.decode import Floats
from media.listen.levelling import REFERENCE_LUFS
from media.listen.loudness_meter import STEP_S
from media.listen.spectrum import FRAME_RATE, MELS, MelSpectrogram

_REGIONS = ((0, 8), (8, 24), (24, MELS))  # bass to 350 Hz, middle to 1.6 kHz, treble: a kick weighs as much as a cymbal
_FLUX_GAIN = 10 ** ((-16.0 - REFERENCE_LUFS) / 10)  # flux is measured as at -16 LUFS, where its scale was set
_PEAK_SHARE, _DEEPEST_DB = 95, -20.0  # the loud moments that density is measured against, and how far down it counts
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
    loudness_lufs: float  # of the whole track
    density_db: float  # mean level of the steps against the track's own loud moments: -1 dense .. -10 sparse


@dataclass(frozen=True, slots=True)
class TimbreMean:
    """One stretch of a track (or all of it) in five numbers."""

    relative_db: float  # loudness of the stretch against its whole track
    density_db: float  # of the whole track
    flux: float
    centroid: float
    rolloff: float
    flatness: float


def find_timbre(mel: MelSpectrogram, steps_lufs: NDArray[np.float64], loudness_lufs: float) -> Timbre:
    """The series of a track.

    Args:
        mel: its spectrogram, of sound brought to :data:`~media.listen.levelling.REFERENCE_LUFS`.
        steps_lufs: loudness per 100 ms, (n,).
        loudness_lufs: integrated loudness, on the same scale as the steps.

    """
    power = mel.power
    amplitude = np.sqrt(power)
    total = amplitude.sum(axis=1)
    return Timbre(
        amplitude=total,
        flux=_measure_flux(power * np.float32(_FLUX_GAIN)),
        centroid=(amplitude @ np.linspace(0, 1, MELS, dtype=np.float32)) / np.maximum(total, 1e-9),
        rolloff=_measure_rolloff(power),
        flatness=np.sqrt(np.exp(np.log(power + 1e-9).mean(axis=1)) / (power.mean(axis=1) + 1e-9)),
        steps_lufs=steps_lufs,
        loudness_lufs=loudness_lufs,
        density_db=_measure_density(steps_lufs),
    )


def average_timbre(timbre: Timbre, start_s: float, end_s: float, *, is_whole: bool = False) -> TimbreMean:
    """Means between two times; the whole track is by definition as loud as itself."""
    part = slice(int(start_s * FRAME_RATE), max(int(start_s * FRAME_RATE) + 1, int(end_s * FRAME_RATE)))
    weights = timbre.amplitude[part].astype(np.float64) + 1e-9
    weights /= weights.sum()
    return TimbreMean(
        0.0 if is_whole else _measure_loudness(timbre, start_s, end_s) - timbre.loudness_lufs,
        timbre.density_db,
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


def _measure_density(steps_lufs: NDArray[np.float64]) -> float:
    below = steps_lufs - np.percentile(steps_lufs, _PEAK_SHARE)
    return float(np.clip(below, _DEEPEST_DB, 0.0).mean())


def _measure_rolloff(power: Floats) -> Floats:
    reached = np.cumsum(power, axis=1)
    share: Floats = ((reached < 0.9 * reached[:, -1:]).sum(axis=1) / MELS).astype(np.float32)
    return share


def _measure_loudness(timbre: Timbre, start_s: float, end_s: float) -> float:
    first = min(int(start_s / STEP_S), len(timbre.steps_lufs) - 1)
    steps = timbre.steps_lufs[first : max(first + 1, round(end_s / STEP_S))]
    return float(10 * np.log10(np.mean(10 ** (steps / 10))))
