"""Truth of claimed times and sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from language.claims.extraction import Claim
from language.claims.meanings import Trait
from language.descriptions import format_clock
from models.writer.interface import ReasonFacts
from models.writer.template import AT_START_S

ABOUT_S = 15.0  # how far a length in whole minutes may lie from the truth
RISE = 0.1  # how much a track's energy must rise for it to build up


def is_time_true(value: str, facts: ReasonFacts) -> bool:
    """Whether a moment ("start 0:40", "clip 0:12", "any 1:05") or a length ("30 s", "2 min") is one of the facts."""
    first, second = value.split(" ", 1)
    if second in ("s", "min"):
        return _is_length_true(float(first.replace(",", ".")), second, facts)
    known = _STARTS[first](facts) if first in _STARTS else _iter_all_times(facts)
    return second in {spelt for seconds in known for spelt in (format_clock(seconds), format_clock(seconds + 0.5))}


def is_section_true(claim: Claim, facts: ReasonFacts) -> bool | None:
    """Whether the pick has a section, or starts in it or with it."""
    at, label = facts.moment.start_s, claim.value
    if label == "beginning":
        return at <= AT_START_S
    sections = [section for section in facts.track.traits.sections if section.label == label]
    if not facts.track.traits.sections:
        return None
    if claim.trait is Trait.STARTS:
        return any(abs(section.start_s - at) <= AT_START_S for section in sections)
    if claim.trait is Trait.PLACE:
        return any(section.start_s - AT_START_S <= at <= section.end_s for section in sections)
    return bool(sections) or (label == "build" and _has_rising_energy(facts))


def _has_rising_energy(facts: ReasonFacts) -> bool:
    curve = facts.track.traits.energy_curve
    third = len(curve) // 3
    return bool(third) and sum(curve[-third:]) / third - sum(curve[:third]) / third >= RISE


def _is_length_true(value: float, unit: str, facts: ReasonFacts) -> bool:
    if unit == "min":
        return abs(facts.track.traits.duration_s - 60 * value) <= ABOUT_S
    return any(abs(seconds - value) <= 1.0 for seconds in _iter_all_times(facts))


def _iter_climax_times(facts: ReasonFacts) -> Iterator[float]:
    if facts.moment.hits_s is not None:
        yield facts.moment.hits_s


def _iter_clip_times(facts: ReasonFacts) -> Iterator[float]:
    yield from _iter_climax_times(facts)
    if facts.clip is not None:
        yield facts.clip.duration_s


def _iter_end_times(facts: ReasonFacts) -> Iterator[float]:
    yield facts.track.traits.duration_s
    yield facts.moment.end_s
    if facts.last is not None:
        yield facts.last.traits.duration_s


def _iter_section_times(facts: ReasonFacts) -> Iterator[float]:
    yield from (section.start_s for section in facts.track.traits.sections)


def _iter_all_times(facts: ReasonFacts) -> Iterator[float]:
    yield facts.moment.start_s
    yield from _iter_clip_times(facts)
    yield from _iter_end_times(facts)
    yield from _iter_section_times(facts)


_STARTS: dict[str, Callable[[ReasonFacts], Iterator[float]]] = {
    "start": lambda facts: iter((facts.moment.start_s,)),
    "end": _iter_end_times,
    "clip": _iter_clip_times,
    "section": lambda facts: iter((facts.moment.start_s, *_iter_section_times(facts))),
}
