"""Claims of a reason, each held against those who had no part in writing it, and against the store's own facts.

* Instruments, genres, moods, singing: the taggers. What they have no word for (a trumpet, an orchestra, a bass) they
  cannot judge; such claims are counted as not judged. "Sung" or "not sung" is right by which of the two they hear more.
* Tempo: librosa's where it is sure, within 4 % of it, of half or of double it; how often without the octave is counted
  apart. Key: librosa's where one stands out (:mod:`research.evaluation.writer.judge_signal`).
* Energy, brightness, glad or sad: the half of the library in which the judges place the track; a word that is a tag as
  well ("mellow") is also right where a tagger hears that. "Steady" says a middle, which halves cannot judge.
* All else (the clip, times, sections, what changed, licences): the stored facts themselves, as the fact check has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from language.claims.extraction import About, Claim, extract_claims
from language.claims.meanings import Trait
from language.vocabulary import find_named_concept
from models.writer.fact_check.claim_truth import is_claim_true
from models.writer.interface import ReasonFacts
from musechat.concepts import fold_name
from musechat.wish import Facet
from research.datasets.tags import TAGS, load_families
from research.evaluation.writer.judge_signal import OCTAVES, is_near_tempo
from research.evaluation.writer.judge_tags import JudgedTrack

TAGGERS, SIGNAL, FACTS = "taggers", "signal", "facts"
TEMPO_OFF = 0.04
_FACETS = {Trait.INSTRUMENT: Facet.INSTRUMENT, Trait.GENRE: Facet.GENRE, Trait.MOOD: Facet.MOOD}
_OF_TRACK = frozenset({*_FACETS, Trait.VOCALS, Trait.LEVEL, Trait.TEMPO, Trait.BPM, Trait.KEY})
# Where one thing is a kind of the other, hearing the kind is hearing the thing.
_KINDS = {
    "strings": ("violin", "cello"),
    "electronic": ("techno", "house"),
    "rock": ("classic rock", "hard rock", "alternative", "punk", "progressive rock"),
    "metal": ("heavy metal",),
    "beat": ("drums",),
}


@dataclass(frozen=True)
class ScoredClaim:
    """One claim and what was made of it.

    Attributes:
        kind: what it is about: "instrument", "genre", "tempo", "clip", "times", …
        words: as they stand in the text.
        judge: who is to say: "taggers", "signal", or "facts".
        right: what the judge says; None where it cannot tell.
        stored: what the store's own facts say; None where they do not know.
        strict: of a tempo, whether it is right without taking it an octave apart.

    """

    kind: str
    words: str
    judge: str
    right: bool | None
    stored: bool | None
    strict: bool | None = None


@dataclass(frozen=True)
class ClaimedText:
    """What a text claims, and which of the track's surest tags it names."""

    claims: tuple[ScoredClaim, ...]
    named: tuple[str, ...] = ()


def score_claims(text: str, facts: ReasonFacts, heard: JudgedTrack | None) -> ClaimedText:
    """Read the claims out of a text and judge them.

    Args:
        text: in ``facts.language``.
        facts: of the pick.
        heard: the track as the judges heard it; None where there are no judges, so that only facts can judge.

    """
    claims = list(_iter_claims(text, facts))
    named = dict.fromkeys(name for claim in claims for name in _iter_named_families(claim)) if heard else {}
    return ClaimedText(
        tuple(_judge_claim(claim, facts, heard) for claim in claims),
        tuple(name for name in named if heard and name in heard.top),
    )


def _iter_claims(text: str, facts: ReasonFacts) -> Iterator[Claim]:
    """The claims of a text, once each, but for what it owns up to as not kept."""
    track, language = facts.track, facts.language
    owned = {claim.same_as for phrase in facts.broken for claim in extract_claims(phrase, language)}
    for phrase in filter(str.strip, facts.broken):
        text = re.sub(re.escape(phrase), " ", text, flags=re.IGNORECASE)
    found = extract_claims(text, language, track.title, track.artist)
    yield from {claim.same_as: claim for claim in found if claim.same_as not in owned}.values()


def _judge_claim(claim: Claim, facts: ReasonFacts, heard: JudgedTrack | None) -> ScoredClaim:
    stored = is_claim_true(claim, facts)
    if claim.about is not About.TRACK or claim.trait not in _OF_TRACK:
        return ScoredClaim(name_claim_kind(claim), claim.words, FACTS, stored is True, stored)
    judge = TAGGERS if claim.trait in _FACETS or claim.trait is Trait.VOCALS else SIGNAL
    if heard is None:
        return ScoredClaim(name_claim_kind(claim), claim.words, judge, None, stored)
    right = _ask_judges(claim, heard)
    strict = _judge_tempo(claim, heard, (1.0,)) if claim.trait is Trait.BPM else None
    return ScoredClaim(name_claim_kind(claim), claim.words, judge, right, stored, strict)


def name_claim_kind(claim: Claim) -> str:
    """What a claim is about, in one word."""
    if claim.about is About.CLIP:
        return "clip"
    if claim.about is About.LAST:
        return "last pick"
    if claim.trait is Trait.LEVEL:
        return claim.meaning.ranges[0][0]
    return _NAMES.get(claim.trait, claim.trait.value)


_NAMES = {
    Trait.BPM: "tempo",
    Trait.TIME: "times",
    Trait.PLACE: "times",
    Trait.STARTS: "times",
    Trait.SECTION: "times",
    Trait.MEETS: "times",
    Trait.OUTLASTED: "times",
    Trait.LENGTH: "times",
    Trait.PACE: "pace beside the clip",
    Trait.TWICE: "change",
    Trait.USE: "licence",
}


def _ask_judges(claim: Claim, heard: JudgedTrack) -> bool | None:
    """What taggers or signal say of a claim about the track."""
    if claim.trait is Trait.BPM:
        return _judge_tempo(claim, heard)
    if claim.trait is Trait.VOCALS:
        return _judge_vocals(claim, heard)
    true = {
        Trait.LEVEL: _judge_level,
        Trait.TEMPO: _judge_pace,
        Trait.KEY: _judge_key,
    }.get(claim.trait, _judge_presence)(claim, heard)
    return true if true is None else true != claim.denied


def _judge_tempo(claim: Claim, heard: JudgedTrack, octaves: Sequence[float] = OCTAVES) -> bool | None:
    if heard.bpm is None or not claim.value[:1].isdigit():
        return None
    return is_near_tempo(float(claim.value.replace(",", ".")), heard.bpm, TEMPO_OFF, octaves)


def _judge_presence(claim: Claim, heard: JudgedTrack) -> bool | None:
    meant = set(_find_families(claim.trait, claim.value))
    kinds = {each for kind in _KINDS.get(claim.value, ()) for each in _find_families(claim.trait, kind)}
    return not heard.there.keys().isdisjoint(meant | kinds) if meant else None


@cache
def _find_families(trait: Trait, name: str) -> tuple[str, ...]:
    """The families of the tags that name an instrument, a genre or a mood; empty where no tagger has a word for it."""
    term = find_named_concept(_FACETS[trait], name)
    return tuple(dict.fromkeys(load_families()[tag].name for tag in TAGS if term.is_named_in(tag)))


def _judge_vocals(claim: Claim, heard: JudgedTrack) -> bool | None:
    if claim.value in ("female", "male"):
        return (f"{claim.value} vocals" in heard.there) != claim.denied
    sung, unsung = heard.score_strongest("vocals+"), heard.score_strongest("vocals-")
    return None if sung == unsung else (sung > unsung) == ((claim.value == "any") != claim.denied)


def _judge_level(claim: Claim, heard: JudgedTrack) -> bool | None:
    """Whether the judges place the track in the half that a word says, or hear the word as a tag."""
    halves = [(scale, low > 0.0) for scale, low, high in claim.meaning.ranges if low == 0.0 or high > 1.0]
    placed = [None if (up := heard.upper[scale]) is None else up == upper for scale, upper in halves]
    tagged = [
        name in heard.there for name in (_find_families(Trait.MOOD, claim.meaning.term) if claim.meaning.term else ())
    ]
    if any(placed) or any(tagged):
        return True
    return None if None in placed or not placed + tagged else False


def _judge_pace(claim: Claim, heard: JudgedTrack) -> bool | None:
    (_, low, high), *_ = claim.meaning.ranges
    if claim.value in ("slow", "fast") and claim.value in heard.there:
        return True
    return None if heard.bpm is None else low * (1 - TEMPO_OFF) <= heard.bpm <= high * (1 + TEMPO_OFF)


def _judge_key(claim: Claim, heard: JudgedTrack) -> bool | None:
    if not heard.key:
        return None
    return claim.value in (heard.key, *heard.key.split())


def _iter_named_families(claim: Claim) -> Iterator[str]:
    """The families of tags that a claim names."""
    if claim.denied or claim.about is not About.TRACK:
        if claim.trait is Trait.VOCALS and claim.about is About.TRACK and claim.value == "any":
            yield "instrumental"
        return
    if claim.trait in _FACETS:
        yield from _find_families(claim.trait, claim.value)
    elif claim.trait is Trait.VOCALS:
        yield from _VOICES[claim.value]
    elif claim.trait in (Trait.LEVEL, Trait.TEMPO):
        yield from _find_families_by_words(fold_name(claim.words))


@cache
def _find_families_by_words(words: str) -> tuple[str, ...]:
    """The families that are said by just these words: "gentle" says "soft"."""
    return tuple(
        name
        for name, family in {each.name: each for each in load_families().values()}.items()
        if words in map(fold_name, (*family.say, *family.tags))
    )


_VOICES = {
    "any": ("vocals", "female vocals", "male vocals", "choir"),
    "none": ("instrumental",),
    "female": ("female vocals", "vocals"),
    "male": ("male vocals", "vocals"),
}
