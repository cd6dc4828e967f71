"""The key of a score by its notes: correlation of pitch-class durations with key profiles."""

from __future__ import annotations

import numpy as np

from research.training.scores.score_events import Doubles, TimedScore

# How often listeners' corpora use each degree, tonic first: Albrecht and Shanahan (2013), from 982 classical pieces.
MAJOR = np.array([0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081])
MINOR = np.array([0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052])
LEAST_MARGIN = 0.02  # a key that leads by less is not taken for the truth


def estimate_key(score: TimedScore) -> int | None:
    """Tonic 0..11 for major, 12..23 for minor, where one leads clearly; else None."""
    fits = score_note_keys(count_pitch_classes(score))
    best, second = np.sort(fits)[[-1, -2]]
    return int(fits.argmax()) if best - second >= LEAST_MARGIN else None


def count_pitch_classes(score: TimedScore) -> Doubles:
    """(12,) seconds in which each pitch class sounds, drums aside."""
    notes = score.notes
    is_drum = np.array([part.is_drums for part in score.parts], bool)[notes.part] if len(notes) else np.zeros(0, bool)
    classes: Doubles = np.bincount(notes.pitch % 12, (notes.end_s - notes.start_s) * ~is_drum, 12).astype(np.float64)
    return classes


def score_note_keys(classes: Doubles) -> Doubles:
    """(24,) correlation with each key's profile, major keys first; zeros where no note sounds."""
    if classes.std() < 1e-9:
        return np.zeros(24)
    profiles = np.stack([np.roll(profile, tonic) for profile in (MAJOR, MINOR) for tonic in range(12)])
    return np.array([np.corrcoef(classes, profile)[0, 1] for profile in profiles])
