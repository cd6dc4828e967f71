"""How sure a finding about a track is, and so how it may be said: plainly, hedged, or not at all.

This is the one place that decides it, for cards, reasons, their fact check, answers and lists. Findings of listening
carry a score that is no probability; ``calibration.toml`` says, per source and concept, what such a score was worth
against independent truth (written by ``musechat evaluate hearing --calibrate``). A concept that it does not name was
never shown to be right, and is not said. Searching and ranking go on with the soft scores.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from musechat.concepts import GENRES, INSTRUMENTS, MOODS
from musechat.owner_tags import AGREED
from musechat.track import Tag, TrackTraits

PLAIN_FROM = 0.95  # share of true ones from which a kind of claim is made plainly
HEDGED_FROM = 0.7  # … from which it is made as "sounds like"
TABLE = "calibration.toml"

ANY = "*"  # a name that stands for every one that a table does not name; none ships

Concept = tuple[str, str, str]  # source, kind, name: ("tagger", "instrument", "piano")


class Certainty(IntEnum):
    """How a finding may be said."""

    SILENT = 0
    HEDGED = 1
    PLAIN = 2


class CalibrationStep(NamedTuple):
    """From ``score`` on, ``estimate`` of such findings were true, and at least ``bound`` of all higher ones."""

    score: float
    estimate: float
    bound: float


@dataclass(frozen=True)
class Calibration:
    """What scores are worth, by concept; each with its steps in rising order. ``about`` says what was heard by whom."""

    steps: Mapping[Concept, Sequence[CalibrationStep]]
    about: Mapping[str, str] = field(default_factory=dict)

    def find_step(self, concept: Concept, score: float) -> CalibrationStep | None:
        """Find the step that a score lies on; None for a concept that nothing calibrated."""
        steps = self.steps.get(concept) or self.steps.get((*concept[:2], ANY), ())
        if not steps:
            return None
        place = bisect_right(steps, score, key=lambda step: step.score) - 1
        return steps[place] if place >= 0 else CalibrationStep(score, 0.0, 0.0)

    def bound_score(self, concept: Concept, score: float) -> float:
        """What may be counted on, 0..1; 0 for a concept that nothing calibrated."""
        step = self.find_step(concept, score)
        return 0.0 if step is None else step.bound


@cache
def load_calibration() -> Calibration:
    """Load the table that ships; empty where there is none, which leaves everything unsaid."""
    file = files("language").joinpath(TABLE)
    return parse_calibration(tomllib.loads(file.read_text("utf-8"))) if file.is_file() else Calibration({})


def parse_calibration(table: Mapping[str, Mapping[str, Mapping[str, Mapping[str, list[list[float]]]]]]) -> Calibration:
    """Parse a table: ``[calibrated.SOURCE.KIND]`` with a list of [score, estimate, bound] for each name."""
    steps = {
        (source, kind, name): tuple(CalibrationStep(*row) for row in rows)
        for source, kinds in table.get("calibrated", {}).items()
        for kind, names in kinds.items()
        for name, rows in names.items()
    }
    about = {name: str(value) for name, value in table.get("about", {}).items()}
    return Calibration(steps, about)


_other_table: ContextVar[Calibration | None] = ContextVar("calibration", default=None)


def get_calibration() -> Calibration:
    """The table that decides here: the shipped one, unless another is in use."""
    return _other_table.get() or load_calibration()


@contextmanager
def use_calibration(table: Calibration) -> Iterator[None]:
    """Let another table decide within a block, in this thread: for training and evaluation."""
    token = _other_table.set(table)
    try:
        yield
    finally:
        _other_table.reset(token)


def grade_probability(probability: float) -> Certainty:
    """Grade a probability that can be counted on."""
    if probability >= PLAIN_FROM:
        return Certainty.PLAIN
    return Certainty.HEDGED if probability >= HEDGED_FROM else Certainty.SILENT


def judge_tag(tag: Tag) -> Certainty:
    """How a tag may be said.

    What the file's owner wrote is known. What listening found is as sure as its concept proved to be; a tag that
    brings a probability of its own is taken at its word where the table has nothing on it.
    """
    if tag.source == "file":
        return Certainty.PLAIN
    return grade_probability(_bound_tag(tag))


def judge_tags(tags: Iterable[Tag], names: Iterable[str]) -> Certainty:
    """How something may be said that any of several tags stands for."""
    wanted = frozenset(names)
    return max((judge_tag(tag) for tag in tags if tag.name in wanted), default=Certainty.SILENT)


def judge_absence(source: str, kind: str, name: str) -> Certainty:
    """How it may be said that something is not there which a source knows and did not find."""
    return grade_probability(get_calibration().bound_score((source, f"no {kind}", name), 1.0))


def judge_tempo(traits: TrackTraits) -> Certainty:
    """How the tempo may be said: plainly where the file's owner wrote the same."""
    if traits.tempo_bpm is None:
        return Certainty.SILENT
    return _grade_measured("tempo", "exact", traits.tempo_confidence)


def judge_tempo_octave(traits: TrackTraits) -> Certainty:
    """How it may be said that the tempo is this one, or half or double of it."""
    if traits.tempo_bpm is None:
        return Certainty.SILENT
    return _grade_measured("tempo", "octave", traits.tempo_confidence)


def judge_key(traits: TrackTraits) -> Certainty:
    """How the key may be said: plainly where the file's owner wrote the same."""
    if traits.key is None or traits.mode is None:
        return Certainty.SILENT
    return _grade_measured("key", "exact", traits.key_confidence)


def judge_vocals(traits: TrackTraits) -> Certainty:
    """How it may be said that somebody sings, or (``vocals`` being False) that nobody does."""
    if traits.vocals is None:
        return Certainty.SILENT
    if traits.vocals:
        return _grade_trait("vocals", "any", traits.vocal_score)
    return _grade_trait("vocals", "none", 1 - traits.vocal_score)


def _grade_measured(kind: str, name: str, confidence: float) -> Certainty:
    return Certainty.PLAIN if confidence >= AGREED else _grade_trait(kind, name, confidence)


def _grade_trait(kind: str, name: str, score: float) -> Certainty:
    return grade_probability(get_calibration().bound_score(("analysis", kind, name), score))


def _bound_tag(tag: Tag) -> float:
    kind = find_kind(tag.name)
    score = tag.score if tag.probability is None else tag.probability
    step = get_calibration().find_step((tag.source, kind, tag.name), score)
    if step is None:
        return tag.probability or 0.0
    return step.bound


def find_kind(name: str) -> str:
    """Find what a tag names: "instrument", "genre", "mood", or "" for anything else."""
    if name in INSTRUMENTS:
        return "instrument"
    if name in GENRES:
        return "genre"
    return "mood" if name in MOODS else ""
