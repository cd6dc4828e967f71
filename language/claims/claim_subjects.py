"""Which subject a word is about: the pick, the clip or the pick before; pick and clip both where that is ambiguous."""

from __future__ import annotations

from collections.abc import Callable

from language.claims.claim_lexicon import PhraseMatch
from language.claims.meanings import Trait
from language.claims.sentence import BARRIERS, COMMAS, Sentence
from language.languages import list_languages

_MAX_UNKNOWN = 2  # unknown words within one noun phrase
_BOTH = "both"
PRONOUNS = frozenset(word for each in list_languages() if each.claims for word in each.claims.pronouns)
_QUALITIES = frozenset(
    {
        Trait.LEVEL,
        Trait.TEMPO,
        Trait.LOOK,
        Trait.CUTS,
        Trait.MOOD,
        Trait.GENRE,
        Trait.INSTRUMENT,
        Trait.VOCALS,
        Trait.SOLO,
    }
    | {Trait.ERA, Trait.KEY, Trait.SOUND, Trait.EXPLICIT}
)


def find_owner(sentence: Sentence, hit: PhraseMatch) -> str:
    """Find the subject of a phrase: "track", "clip", "last" or "both"."""
    return (
        _find_noun_after(sentence, hit)
        or _find_noun_before(sentence, hit)
        or _find_subject(sentence, hit)
        or ("track" if not any(who == "clip" for _, who in sentence.anchors) else _BOTH)
    )


def find_noun(sentence: Sentence, hit: PhraseMatch) -> str:
    """Find the subject that the noun phrase around a word names, "" where it stands in none."""
    return _find_noun_after(sentence, hit) or _find_noun_before(sentence, hit)


def _find_noun_after(sentence: Sentence, hit: PhraseMatch) -> str:
    """Find the noun that an adjective stands before: "your slow, dark clip"."""
    # A few unknown words are let through: noun phrases hold adjectives that no table has.
    at, left = hit.end, _MAX_UNKNOWN
    while at < len(sentence.tokens) and left >= 0:
        if (who := sentence.find_anchor(at)) and at in sentence.covering and sentence.tokens[at].text not in PRONOUNS:
            return who
        known, raw = sentence.covering.get(at), sentence.tokens[at].raw
        if who and _opens_sentence(sentence, hit):
            return who
        if (
            who
            or raw in BARRIERS
            or (known is not None and not _is_within_noun_phrase(known, "and", "neutral", "more", "less"))
        ):
            return _find_played_noun(sentence, hit)
        left -= known is None and raw not in COMMAS
        at = known.end if known is not None else at + 1
    return _find_played_noun(sentence, hit)


def _opens_sentence(sentence: Sentence, hit: PhraseMatch) -> bool:
    """Whether a sentence opens with the phrase, and so with a word for what comes next: "Calm and slow, this …"."""
    before = (sentence.covering.get(at) for at in range(hit.first) if sentence.tokens[at].raw not in COMMAS)
    return all(known is not None and _is_within_noun_phrase(known, "and", "neutral", "stop") for known in before)


def _find_played_noun(sentence: Sentence, hit: PhraseMatch) -> str:
    """Return "track" where the very next word is something that is played or sung: "soft piano"."""
    follower = sentence.starting.get(hit.end)
    track = follower.entry.track if follower is not None else None
    return "track" if track is not None and track.trait in (Trait.INSTRUMENT, Trait.VOCALS, Trait.GENRE) else ""


def _find_noun_before(sentence: Sentence, hit: PhraseMatch) -> str:
    """Find the noun that an adjective follows, with or without a verb: "the clip is slow", "tu clip lento y oscuro"."""
    at, left, comma = hit.first - 1, _MAX_UNKNOWN, False
    while at >= 0 and left >= 0:
        if who := sentence.find_anchor(at):
            return "" if comma else who
        known, raw = sentence.covering.get(at), sentence.tokens[at].raw
        if raw in BARRIERS or (
            known is not None and not _is_within_noun_phrase(known, "and", "neutral", "link", "more", "less", "no")
        ):
            return ""
        comma = raw in COMMAS  # right after the noun it would part the two
        left -= known is None and not comma
        at = known.first - 1 if known is not None else at - 1
    return ""


def _is_within_noun_phrase(known: PhraseMatch, *roles: str) -> bool:
    """Whether a phrase may stand within a noun phrase, or has one of the roles."""
    meant = known.entry.track or known.entry.clip
    return known.has_role(*roles) or (meant is not None and meant.trait in _QUALITIES)


def _find_first_noun(sentence: Sentence, clause: int) -> str:
    """Find the noun that the sentence begins with, where a clause continues it: "…, and keeps things quiet"."""
    at = next((at for at, number in enumerate(sentence.clauses) if number == clause and sentence.tokens[at].is_word), 0)
    opening = sentence.starting.get(at)
    goes_on = opening is not None and opening.has_role("and") and bool(sentence.anchors)
    return sentence.anchors[0][1] if goes_on else ""


def _find_subject(sentence: Sentence, hit: PhraseMatch) -> str:
    """Find the nearest noun before a phrase in its clause: the pick, or the clip where the clause begins with it."""
    clause = sentence.clauses[hit.first]
    here: Callable[[int], bool] = lambda at: sentence.clauses[at] == clause  # noqa: E731
    before = [(at, who) for at, who in sentence.anchors if at < hit.first and here(at)]
    if not before:
        return _find_first_noun(sentence, clause)
    who = before[-1][1]
    if who == "clip":
        first = next(at for at in range(len(sentence.tokens)) if here(at) and sentence.tokens[at].is_word)
        return "clip" if before[0][0] - first <= 1 else _BOTH
    # After a clip was named, "it" may be the clip or the pick.
    earlier = any(name == "clip" for at, name in sentence.anchors if at < before[-1][0])
    return _BOTH if earlier and sentence.tokens[before[-1][0]].text in PRONOUNS else who
