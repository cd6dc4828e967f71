"""Certainty by fixed scores, as before calibration: what training simulates, and evaluation compares with."""

from __future__ import annotations

from collections.abc import Collection

from language.certainty import ANY, PLAIN_FROM, Calibration, CalibrationStep

TAG_FROM, TEMPO_FROM, KEY_FROM = 0.15, 0.5, 0.5
_SOUNDS = tuple(("tagger", kind) for kind in ("instrument", "genre", "mood", ""))
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


def keep_sounds(table: Calibration, names: Collection[str]) -> Calibration:
    """Keep of a tagger's sounds in a table of :func:`make_fixed_thresholds` only ``names``."""
    kept = {concept: steps for concept, steps in table.steps.items() if concept[:2] not in _SOUNDS}
    kept |= {(*sounds, name): table.steps[*sounds, ANY] for sounds in _SOUNDS for name in names}
    return Calibration(kept, table.about)


def find_proved_names(table: Calibration) -> frozenset[str]:
    """The instruments, genres and moods that some source proved to hear surely enough to be said plainly."""
    return frozenset(
        name
        for (_, kind, name), steps in table.steps.items()
        if kind in ("instrument", "genre", "mood") and max(step.bound for step in steps) >= PLAIN_FROM
    )


def _step_at(score: float) -> tuple[CalibrationStep, ...]:
    return (CalibrationStep(score, 1.0, 1.0),)
