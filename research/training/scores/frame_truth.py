"""The truth of an excerpt frame by frame: which instrument families can be heard."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.encoders.analyser_spectra import PITCH_RATE
from models.encoders.instrument_families import FAMILIES
from research.training.scores.general_midi import DECAYING, DRUMS, NO_FAMILY, get_family
from research.training.scores.score_events import TimedScore

SILENT, SOUNDS, OPEN = 0, 1, 255  # OPEN: it plays, but so softly that one may miss it
RING_S, HIT_S = 2.5, 0.25  # how long a held note of a decaying instrument and a drum's stroke are heard
MASKED_DB = 22.0  # softer than the sum of all by more than this: may be missed


def mark_families(score: TimedScore, frames: int) -> NDArray[np.uint8]:
    """(frames, families) at 12.5 per second of :data:`SILENT`, :data:`SOUNDS` and :data:`OPEN`."""
    power = np.zeros((frames, len(FAMILIES)))
    other = np.zeros(frames)
    notes = score.notes
    for start, end, velocity, number in zip(notes.start_s, notes.end_s, notes.velocity, notes.part, strict=True):
        part = score.parts[number]
        family = DRUMS if part.is_drums else get_family(part.program)
        length = HIT_S if part.is_drums else min(end - start, RING_S) if part.program in DECAYING else end - start
        first = int(start * PITCH_RATE)
        rows = slice(first, max(first + 1, round((start + length) * PITCH_RATE)))
        # SoundFont levels: amplitude falls with the square of velocity and of volume.
        loud = (velocity / 127) ** 4 * (max(part.volume, 1) / 127) ** 4
        if family == NO_FAMILY:
            other[rows] += loud
        else:
            power[rows, family] += loud
    total = power.sum(1) + other
    faint = power < total[:, None] * 10 ** (-MASKED_DB / 10)
    marks = np.where(power > 0, np.where(faint, OPEN, SOUNDS), SILENT)
    return marks.astype(np.uint8)
