"""Excerpts of scores at other keys and tempi, with other instruments, fewer parts and softer or louder playing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from models.encoders.instrument_families import FAMILIES
from research.training.scores.general_midi import DRUM_KITS, NO_FAMILY, PROGRAMS, get_family
from research.training.scores.score_events import PlayedPart, TimedScore

SLOWEST, FASTEST = 52.0, 210.0  # beats a minute of an altered score
SAME_FAMILY_SHARE, OTHER_FAMILY_SHARE = 0.6, 0.12
FEWEST_NOTES = 8


def draw_excerpt(score: TimedScore, seconds: float, rng: Generator) -> TimedScore:
    """Cut an excerpt that has some notes in it, changed at random."""
    changed = score.scale_tempo(_draw_speed(score, rng)).transpose_notes(int(rng.integers(-6, 6)))
    changed = _change_programs(_drop_parts(changed, rng), rng)
    for _ in range(20):
        start = float(rng.uniform(0, max(0.0, changed.duration_s - seconds)))
        excerpt = changed.cut_excerpt(start, seconds)
        if len(excerpt.notes) >= FEWEST_NOTES:
            break
    return _scale_velocities(excerpt, rng)


def _draw_speed(score: TimedScore, rng: Generator) -> float:
    speed = float(2 ** rng.uniform(-0.45, 0.4))
    if len(score.beats_s) < 2:
        return speed
    tempo = 60 / float(np.median(np.diff(score.beats_s)))
    return float(np.clip(speed, SLOWEST / tempo, FASTEST / tempo)) if SLOWEST < tempo < FASTEST else 1.0


def _drop_parts(score: TimedScore, rng: Generator) -> TimedScore:
    """Keep all parts, or only some: without drums, one alone, two, the drums, a random half."""
    used = sorted({int(p) for p in score.notes.part})
    drums = {p for p in used if score.parts[p].is_drums}
    melodic = [p for p in used if p not in drums]
    kind = rng.random()
    if kind < 0.5 or not melodic:
        return score
    if kind < 0.62:
        return score.keep_parts(set(melodic))
    if kind < 0.74:
        return score.keep_parts({int(rng.choice(melodic))})
    if kind < 0.83:
        return score.keep_parts({int(p) for p in rng.choice(melodic, min(2, len(melodic)), replace=False)})
    if kind < 0.87 and drums:
        return score.keep_parts(drums)
    kept = {p for p in used if rng.random() < 0.6}
    return score.keep_parts(kept or set(used))


def _change_programs(score: TimedScore, rng: Generator) -> TimedScore:
    if rng.random() < 0.12:  # a reduction: one family plays all
        family = str(rng.choice([name for name in PROGRAMS if name != "bass"]))
        program = int(rng.choice(PROGRAMS[family]))
        parts = [p if p.is_drums else replace(p, program=program) for p in score.parts]
    else:
        parts = [_change_part(part, rng) for part in score.parts]
    return replace(score, parts=tuple(parts))


def _change_part(part: PlayedPart, rng: Generator) -> PlayedPart:
    if part.is_drums:
        return replace(part, program=int(rng.choice(DRUM_KITS))) if rng.random() < 0.6 else part
    family = get_family(part.program)
    if rng.random() < OTHER_FAMILY_SHARE and family != FAMILIES.index("bass"):
        family = FAMILIES.index(str(rng.choice([name for name in PROGRAMS if name != "bass"])))
    elif family == NO_FAMILY or rng.random() > SAME_FAMILY_SHARE:
        return part
    return replace(part, program=int(rng.choice(PROGRAMS[FAMILIES[family]])))


def _scale_velocities(score: TimedScore, rng: Generator) -> TimedScore:
    """Played softer or louder as a whole, and each part a little more or less than written."""
    whole = rng.uniform(0.55, 1.15)
    each = rng.uniform(0.75, 1.1, max(1, len(score.parts)))
    scaled = np.clip(np.round(score.notes.velocity * whole * each[score.notes.part]), 1, 127).astype(np.int64)
    return replace(score, notes=replace(score.notes, velocity=scaled))
