"""From the families' curves to tags of the vocabulary with a probability."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.encoders.claim_calibration import AnalyserCalibration
from models.encoders.instrument_families import FAMILIES, TAG_FAMILIES
from musechat.track import Tag

Doubles = NDArray[np.float64]

SOURCE = "analyser"
SOUNDS = 0.5  # probability from which a family counts as sounding in a frame
LEAST_SCORE = 0.08  # of a tag that is kept


def name_instruments(families: Doubles, calibration: AnalyserCalibration) -> tuple[Tag, ...]:
    """Tags of what sounds in a track, (steps, families), best first.

    ``score`` is the share of the time in which it sounds times how clearly it is heard then; ``probability`` is that of
    the instrument being in the track, where the calibration knows the tag.
    """
    found = []
    for name in TAG_FAMILIES:
        share, clearness = measure_presence(families, name)
        score = share * clearness
        if score >= LEAST_SCORE:
            curve = calibration.tags.get(name)
            sure = None if curve is None else round(curve.estimate(share, clearness), 4)
            found.append(Tag(name, round(score, 4), SOURCE, sure))
    return tuple(sorted(found, key=lambda tag: (-tag.score, tag.name)))


def measure_presence(families: Doubles, tag: str) -> tuple[float, float]:
    """Share of the steps in which a tag's families sound, and their mean probability in those steps (0 for none)."""
    rows = [FAMILIES.index(name) for name in TAG_FAMILIES[tag]]
    best = families[:, rows].max(axis=1)
    sounding = best >= SOUNDS
    return float(sounding.mean()), float(best[sounding].mean()) if sounding.any() else 0.0
