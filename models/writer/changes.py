"""Differences between a pick and the last one, as measured, where they are large enough to be audible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from language.certainty import Certainty, judge_tempo
from language.descriptions import find_sure_vocals, format_clock
from language.vocabulary import find_named_concept
from models.writer.interface import ReasonFacts
from models.writer.tag_confidence import list_instruments, list_styles
from musechat.matching import TAG_PRESENT, score_term
from musechat.track import Track
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import VocalsValue

# What must lie between two picks before one is called calmer, brighter or happier than the other.
NOTABLE = 0.04
NOTABLE_BPM = 2.0
NOTABLE_S = 5.0
UNASKED = 0.15  # least difference that is mentioned although nobody asked for it

_LEVELS = frozenset({Facet.ENERGY, Facet.BRIGHTNESS, Facet.VALENCE})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference from the last pick.

    Attributes:
        name: "slower", "longer", "energy.less", "sung"; "instrument" or "genre" for one that is there as wished for.
        new, old: both values where there are numbers, the instrument's or genre's name in ``new``; else empty.
        asked: whether this turn asked for just that.

    """

    name: str
    new: str = ""
    old: str = ""
    asked: bool = True


def find_changes(facts: ReasonFacts) -> list[Change]:
    """Find the differences from the last pick, those asked for first; empty on the first turn."""
    if facts.last is None:
        return []
    asked = {s.wish.facet: s.wish for s in facts.brief.standing if s.turn_seq >= facts.turn_seq}
    found = [
        replace(change, asked=_keeps_wish(wish, facts.track))
        for facet, wish in asked.items()
        for change in _iter_scale_change(facet, facts.last, facts.track, 0.0)
    ]
    found += _iter_named_changes(facts)
    if not found:
        unasked = (Facet.ENERGY, Facet.VALENCE)
        found = [
            replace(change, asked=False)
            for facet in unasked
            for change in _iter_scale_change(facet, facts.last, facts.track, UNASKED)
        ]
    return list(dict.fromkeys(found))


def find_kept_wishes(facts: ReasonFacts) -> list[Change]:
    """Wishes of this turn for an instrument, a style or the vocals that are kept, apart from :func:`find_changes`."""
    said = {(change.name, change.new) for change in find_changes(facts)}
    found = [
        change
        for standing in facts.brief.standing
        if standing.turn_seq >= facts.turn_seq and (change := _find_kept_wish(standing.wish, facts.track)) is not None
    ]
    return [change for change in dict.fromkeys(found) if (change.name, change.new) not in said]


def _find_kept_wish(wish: Wish, track: Track) -> Change | None:
    if wish.facet is Facet.VOCALS and find_sure_vocals(track.traits) is not None and _keeps_wish(wish, track):
        return Change("sung" if track.traits.vocals else "unsung")
    list_names = {Facet.INSTRUMENT: list_instruments, Facet.GENRE: list_styles}.get(wish.facet)
    name = wish.name
    if list_names is None or not wish.wanted or name not in list_names(track):
        return None
    return Change(wish.facet.value, name)


def _keeps_wish(wish: Wish, track: Track) -> bool:
    """Whether the track keeps a wish, so that a difference along it was asked for."""
    if isinstance(wish.value, VocalsValue):
        return track.traits.vocals is (wish.value.present is not (wish.force is Force.NEVER))
    level = {
        Facet.TEMPO: track.traits.tempo_bpm,
        Facet.LENGTH: track.traits.duration_s,
        Facet.ENERGY: track.traits.energy,
        Facet.BRIGHTNESS: track.traits.brightness,
        Facet.VALENCE: track.traits.valence,
    }.get(wish.facet)
    if level is None:
        return False
    return wish.range.contains(level) is not (wish.force is Force.NEVER)


def _iter_scale_change(facet: Facet, last: Track, track: Track, least: float) -> Iterator[Change]:
    """Yield the difference on one scale, where it is large enough to mention."""
    old, new = last.traits, track.traits
    if facet is Facet.TEMPO:
        yield from _iter_tempo_change(last, track)
    elif facet is Facet.LENGTH and abs(new.duration_s - old.duration_s) >= NOTABLE_S:
        name = "shorter" if new.duration_s < old.duration_s else "longer"
        yield Change(name, format_clock(new.duration_s), format_clock(old.duration_s))
    elif facet in _LEVELS:
        gap = getattr(new, facet.value) - getattr(old, facet.value)
        if abs(gap) >= max(NOTABLE, least):
            yield Change(f"{facet.value}.{'more' if gap > 0 else 'less'}")
    elif facet is Facet.VOCALS:
        before, after = find_sure_vocals(old), find_sure_vocals(new)
        if before is not after and None not in (before, after):
            yield Change("sung" if after else "unsung")


def _iter_tempo_change(last: Track, track: Track) -> Iterator[Change]:
    old, new = last.traits, track.traits
    if old.tempo_bpm is None or new.tempo_bpm is None:
        return
    sure = all(judge_tempo(traits) is Certainty.PLAIN for traits in (old, new))
    if not sure or abs(new.tempo_bpm - old.tempo_bpm) < NOTABLE_BPM:
        return
    name = "slower" if new.tempo_bpm < old.tempo_bpm else "faster"
    yield Change(name, f"{new.tempo_bpm:.0f}", f"{old.tempo_bpm:.0f}")


def _iter_named_changes(facts: ReasonFacts) -> Iterator[Change]:
    """Instruments asked for this turn that the pick has and the last one lacked."""
    for standing in facts.brief.list_wishes(Facet.INSTRUMENT):
        wish = standing.wish
        if standing.turn_seq < facts.turn_seq or not wish.wanted or facts.last is None:
            continue
        term = find_named_concept(Facet.INSTRUMENT, wish.name)
        named = term.concept.id in list_instruments(facts.track)
        if named and score_term(facts.last, term) < TAG_PRESENT:
            yield Change("instrument", term.concept.id)
