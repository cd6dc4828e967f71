"""What changed since the last pick, as measured: "slower than the last pick, 84 instead of 122 bpm"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.writer.base import ReasonFacts
from musechat.describe import SURE_TAG, SURE_TEMPO, clock
from musechat.rules import term_score
from musechat.texts import Texts
from musechat.track import Track
from musechat.wish import Facet
from musechat.words import find_term

# What must lie between two picks before one is called calmer, brighter or happier than the other.
NOTABLE = 0.04
NOTABLE_BPM = 2.0
NOTABLE_S = 5.0
UNASKED = 0.15  # a difference that nobody asked for is only named when it is large

_LEVELS = frozenset({Facet.ENERGY, Facet.BRIGHTNESS, Facet.VALENCE})


def differences(facts: ReasonFacts, texts: Texts) -> list[str]:
    """Phrases for what is different from the last pick, what was asked for first; empty on the first turn."""
    if facts.last is None:
        return []
    asked = [s.wish.facet for s in facts.brief.standing if s.turn_seq >= facts.turn_seq]
    found = [p for facet in dict.fromkeys(asked) for p in _along(facet, facts.last, facts.track, 0.0, texts)]
    found += _named(facts, texts)
    if not found:
        unasked = (Facet.ENERGY, Facet.VALENCE)
        found = [p for facet in unasked for p in _along(facet, facts.last, facts.track, UNASKED, texts)]
    return list(dict.fromkeys(found))


def _along(facet: Facet, last: Track, track: Track, least: float, texts: Texts) -> Iterator[str]:
    """The difference on one scale, where there is one worth naming."""
    old, new = last.traits, track.traits
    if facet is Facet.TEMPO:
        yield from _tempo(last, track, texts)
    elif facet is Facet.LENGTH and abs(new.duration_s - old.duration_s) >= NOTABLE_S:
        key = "reasons.change.shorter" if new.duration_s < old.duration_s else "reasons.change.longer"
        yield texts(key, new=clock(new.duration_s), old=clock(old.duration_s))
    elif facet in _LEVELS:
        gap = getattr(new, facet.value) - getattr(old, facet.value)
        if abs(gap) >= max(NOTABLE, least):
            yield texts(f"reasons.change.{facet.value}.{'more' if gap > 0 else 'less'}")
    elif facet is Facet.VOCALS and old.vocals is not new.vocals and None not in (old.vocals, new.vocals):
        yield texts("reasons.change.sung" if new.vocals else "reasons.change.unsung")


def _tempo(last: Track, track: Track, texts: Texts) -> Iterator[str]:
    old, new = last.traits, track.traits
    if old.tempo_bpm is None or new.tempo_bpm is None:
        return
    if min(old.tempo_confidence, new.tempo_confidence) < SURE_TEMPO or abs(new.tempo_bpm - old.tempo_bpm) < NOTABLE_BPM:
        return
    key = "reasons.change.slower" if new.tempo_bpm < old.tempo_bpm else "reasons.change.faster"
    yield texts(key, new=f"{new.tempo_bpm:.0f}", old=f"{old.tempo_bpm:.0f}")


def _named(facts: ReasonFacts, texts: Texts) -> Iterable[str]:
    """Instruments asked for this turn that the pick has and the last one lacked."""
    for standing in facts.brief.of(Facet.INSTRUMENT):
        wish = standing.wish
        if standing.turn_seq < facts.turn_seq or not wish.wanted or facts.last is None:
            continue
        term = find_term(Facet.INSTRUMENT, str(wish.value.get("name")))
        if term_score(facts.track, term) >= SURE_TAG > term_score(facts.last, term):
            yield texts("reasons.change.instrument", name=texts.term_after_with(term.name))
