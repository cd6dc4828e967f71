"""Scoring of the claims in a reason, by judges independent of the writer and by the stored metadata.

* Instruments, genres, moods, singing: the taggers. What they have no word for (a trumpet, an orchestra, a bass) they
  cannot judge; such claims are counted as not judged. "Sung" or "not sung" is right by which of the two scores higher.
* Tempo: librosa's where it is sure, within 4 % of it, of half or of double it; how often without the octave is counted
  apart. Key: librosa's where one stands out (:mod:`research.evaluation.writer.judge_signal`).
* Energy, brightness, valence: the half of the library in which the judges place the track; a word that is also a tag
  ("mellow") is right too if a tagger finds it. "Steady" describes a middle, which halves cannot judge.
* All else (clip, times, sections, changes, licences): the stored metadata, as in the fact check.
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
# Hyponyms: a tag for the kind also confirms the broader claim.
_KINDS = {
    "strings": ("violin", "cello"),
    "electronic": ("techno", "house"),
    "rock": ("classic rock", "hard rock", "alternative", "punk", "progressive rock"),
    "metal": ("heavy metal",),
    "beat": ("drums",),
}


@dataclass(frozen=True)
class ScoredClaim:
    """One claim and its verdicts.

    Attributes:
        kind: subject: "instrument", "genre", "tempo", "clip", "times", …
        words: as in the text.
        judge: "taggers", "signal", or "facts".
        right: the judge's verdict; None where it cannot tell.
        stored: the verdict by stored metadata; None where it is unknown.
        strict: of a tempo, the verdict without octave tolerance.

    """

    kind: str
    words: str
    judge: str
    right: bool | None
    stored: bool | None
    strict: bool | None = None


@dataclass(frozen=True)
class ClaimedText:
    """The scored claims of a text, and those of the track's top tags that it names."""

    claims: tuple[ScoredClaim, ...]
    named: tuple[str, ...] = ()


def score_claims(text: str, facts: ReasonFacts, heard: JudgedTrack | None) -> ClaimedText:
    """Extract the claims of a text and judge them.

    Args:
        text: in ``facts.language``.
        facts: metadata of the pick.
        heard: the judges' result for the track; None without judges, so that only metadata can judge.

    """
    claims = list(_iter_claims(text, facts))
    named = dict.fromkeys(name for claim in claims for name in _iter_named_families(claim)) if heard else {}
    return ClaimedText(
        tuple(_judge_claim(claim, facts, heard) for claim in claims),
        tuple(name for name in named if heard and name in heard.top),
    )


def _iter_claims(text: str, facts: ReasonFacts) -> Iterator[Claim]:
    """Yield each claim of a text once, except those that state a wish as not fulfilled."""
    track, language = facts.track, facts.language
    admitted = {claim.same_as for phrase in facts.broken for claim in extract_claims(phrase, language)}
    for phrase in filter(str.strip, facts.broken):
        # An admission of an unfulfilled wish is checked as a phrase of its own, not as a claim.
        text = re.sub(re.escape(phrase), " ", text, flags=re.IGNORECASE)
    found = extract_claims(text, language, track.title, track.artist)
    yield from {claim.same_as: claim for claim in found if claim.same_as not in admitted}.values()


def _judge_claim(claim: Claim, facts: ReasonFacts, judged: JudgedTrack | None) -> ScoredClaim:
    stored = is_claim_true(claim, facts)
    if claim.about is not About.TRACK or claim.trait not in _OF_TRACK:
        return ScoredClaim(name_claim_kind(claim), claim.words, FACTS, stored is True, stored)
    judge = TAGGERS if claim.trait in _FACETS or claim.trait is Trait.VOCALS else SIGNAL
    if judged is None:
        return ScoredClaim(name_claim_kind(claim), claim.words, judge, None, stored)
    right = _ask_judges(claim, judged)
    strict = _judge_tempo(claim, judged, (1.0,)) if claim.trait is Trait.BPM else None
    return ScoredClaim(name_claim_kind(claim), claim.words, judge, right, stored, strict)


def name_claim_kind(claim: Claim) -> str:
    """Name the subject of a claim."""
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


def _ask_judges(claim: Claim, judged: JudgedTrack) -> bool | None:
    """Judge a claim about the track by taggers or signal; None where they cannot tell."""
    if claim.trait is Trait.BPM:
        return _judge_tempo(claim, judged)
    if claim.trait is Trait.VOCALS:
        return _judge_vocals(claim, judged)
    true = {
        Trait.LEVEL: _judge_level,
        Trait.TEMPO: _judge_pace,
        Trait.KEY: _judge_key,
    }.get(claim.trait, _judge_presence)(claim, judged)
    return true if true is None else true != claim.denied


def _judge_tempo(claim: Claim, judged: JudgedTrack, octaves: Sequence[float] = OCTAVES) -> bool | None:
    if judged.bpm is None or not claim.value[:1].isdigit():
        return None
    return is_near_tempo(float(claim.value.replace(",", ".")), judged.bpm, TEMPO_OFF, octaves)


def _judge_presence(claim: Claim, judged: JudgedTrack) -> bool | None:
    meant = set(_find_families(claim.trait, claim.value))
    kinds = {each for kind in _KINDS.get(claim.value, ()) for each in _find_families(claim.trait, kind)}
    return not judged.there.keys().isdisjoint(meant | kinds) if meant else None


@cache
def _find_families(trait: Trait, name: str) -> tuple[str, ...]:
    """Return the tag families of an instrument, a genre or a mood; empty if no tagger has such a tag."""
    term = find_named_concept(_FACETS[trait], name)
    return tuple(dict.fromkeys(load_families()[tag].name for tag in TAGS if term.is_named_in(tag)))


def _judge_vocals(claim: Claim, judged: JudgedTrack) -> bool | None:
    if claim.value in ("female", "male"):
        return (f"{claim.value} vocals" in judged.there) != claim.denied
    # Compared with each other, not with a threshold: vocal tags score low even in sung music.
    sung, unsung = judged.score_strongest("vocals+"), judged.score_strongest("vocals-")
    return None if sung == unsung else (sung > unsung) == ((claim.value == "any") != claim.denied)


def _judge_level(claim: Claim, judged: JudgedTrack) -> bool | None:
    """Judge a level by the half in which the track lies, or by a tag of the same word."""
    halves = [(scale, low > 0.0) for scale, low, high in claim.meaning.ranges if low == 0.0 or high > 1.0]
    placed = [None if (up := judged.upper[scale]) is None else up == upper for scale, upper in halves]
    tagged = [
        name in judged.there for name in (_find_families(Trait.MOOD, claim.meaning.term) if claim.meaning.term else ())
    ]
    if any(placed) or any(tagged):
        return True
    return None if None in placed or not placed + tagged else False


def _judge_pace(claim: Claim, judged: JudgedTrack) -> bool | None:
    (_, low, high), *_ = claim.meaning.ranges
    if claim.value in ("slow", "fast") and claim.value in judged.there:
        return True
    return None if judged.bpm is None else low * (1 - TEMPO_OFF) <= judged.bpm <= high * (1 + TEMPO_OFF)


def _judge_key(claim: Claim, judged: JudgedTrack) -> bool | None:
    if not judged.key:
        return None
    return claim.value in (judged.key, *judged.key.split())


def _iter_named_families(claim: Claim) -> Iterator[str]:
    """Yield the tag families that a claim names."""
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
    """Return the families whose wording is exactly ``words``: "gentle" belongs to "soft"."""
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
