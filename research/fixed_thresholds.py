"""Certainty by fixed scores, as before calibration: what training simulates, and evaluation compares with."""

from __future__ import annotations

from language.certainty import ANY, Calibration, CalibrationStep

TAG_FROM, TEMPO_FROM, KEY_FROM = 0.15, 0.5, 0.5
_ALWAYS = (CalibrationStep(0.0, 1.0, 1.0),)


def make_fixed_thresholds(tags: float = TAG_FROM, tempo: float = TEMPO_FROM, key: float = KEY_FROM) -> Calibration:
    """Make a table that takes every finding from a score on for sure.

    Args:
        tags: of a tagger's instruments, genres and moods.
        tempo: confidence of a tempo.
        key: confidence of a key.

    """
    steps = {
        **{("tagger", kind, ANY): _step_at(tags) for kind in ("instrument", "genre", "mood", "")},
        **{("tagger", f"no {kind}", ANY): _ALWAYS for kind in ("instrument", "genre", "mood")},
        ("analysis", "tempo", ANY): _step_at(tempo),
        ("analysis", "key", ANY): _step_at(key),
        ("analysis", "vocals", ANY): _ALWAYS,  # listening had left the unsure ones open itself
    }
    return Calibration(steps, {"by": "fixed thresholds"})


def _step_at(score: float) -> tuple[CalibrationStep, ...]:
    return (CalibrationStep(score, 1.0, 1.0),)
