"""Where instruments come in, out of the families' curves: the beginnings of the stretches in which each is heard."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.encoders.claim_calibration import AnalyserCalibration
from models.encoders.instrument_families import FAMILIES, TAG_FAMILIES
from models.encoders.instrument_naming import SOUNDS, measure_presence
from musechat.track import SoundEntries

Doubles = NDArray[np.float64]

STEPS_PER_SECOND = 12.5
SMOOTHED_S = 1.5  # a single note is no entry
BRIDGED_S = 4.0  # a rest shorter than this is part of the playing
LEAST_S = 4.0  # shorter stretches are not told
LEAST_SURE = 0.7  # probability of being in the track at all, below which no entry is told
MOST_ENTRIES = 12  # of one instrument


def find_entries(families: Doubles, calibration: AnalyserCalibration) -> tuple[SoundEntries, ...]:
    """Find where each instrument that is surely in a track comes in.

    Args:
        families: their probabilities over the track, (steps, families), 12.5 steps a second.
        calibration: tells how sure it is that an instrument is in the track.

    """
    found = []
    for name, members in TAG_FAMILIES.items():
        curve = calibration.tags.get(name)
        if curve is not None and curve.estimate(*measure_presence(families, name)) >= LEAST_SURE:
            best = families[:, [FAMILIES.index(member) for member in members]].max(axis=1)
            starts = _list_starts(best)
            found += [SoundEntries(name, starts)] if starts else []
    return tuple(found)


def _list_starts(sounding: Doubles) -> tuple[float, ...]:
    """Seconds at which stretches begin in which a curve (steps,) stays above :data:`SOUNDS`."""
    width = round(SMOOTHED_S * STEPS_PER_SECOND)
    smooth = np.convolve(np.pad(sounding, width // 2, mode="edge"), np.ones(width) / width, "same")
    on = np.r_[0, smooth[width // 2 : len(sounding) + width // 2] >= SOUNDS, 0].astype(np.int8)
    edges = np.flatnonzero(np.diff(on)).reshape(-1, 2) / STEPS_PER_SECOND
    merged: list[list[float]] = []
    for start, end in edges.tolist():
        if merged and start - merged[-1][1] < BRIDGED_S:
            merged[-1][1] = end
        else:
            merged.append([start, end])
    return tuple(round(start, 2) for start, end in merged if end - start >= LEAST_S)[:MOST_ENTRIES]
