"""Whom a word is about: the pick, the clip or the pick before; where that cannot be told, pick and clip both."""

from __future__ import annotations

from collections.abc import Callable

from models.writer.claims_sentence import BARRIERS, COMMAS, Sentence
from models.writer.lexicon import Hit
from models.writer.lexicon_meanings import Trait

_STRANGERS = 2  # words we do not know within one noun phrase
_BOTH = "both"
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


def owner_of(sentence: Sentence, hit: Hit) -> str:
    """Say whom a phrase is about: "track", "clip", "last" or "both"."""
    return (
        _noun_after(sentence, hit)
        or _noun_before(sentence, hit)
        or _subject(sentence, hit)
        or ("track" if not any(who == "clip" for _, who in sentence.anchors) else _BOTH)
    )


def noun_of(sentence: Sentence, hit: Hit) -> str:
    """Whom the noun phrase of a word names, "" where it stands in none."""
    return _noun_after(sentence, hit) or _noun_before(sentence, hit)


def _noun_after(sentence: Sentence, hit: Hit) -> str:
    """The noun that an adjective stands before: "your slow, dark clip"."""
    at, left = hit.end, _STRANGERS
    while at < len(sentence.tokens) and left >= 0:
        if who := sentence.anchor(at):
            return who
        known, raw = sentence.covering.get(at), sentence.tokens[at].raw
        if raw in BARRIERS or (known is not None and not _within(known, "and", "neutral", "more", "less")):
            return ""
        left -= known is None and raw not in COMMAS
        at = known.end if known is not None else at + 1
    return ""


def _noun_before(sentence: Sentence, hit: Hit) -> str:
    """The noun that an adjective stands after, with or without a verb: "the clip is slow", "tu clip lento y oscuro"."""
    at, left, comma = hit.first - 1, _STRANGERS, False
    while at >= 0 and left >= 0:
        if who := sentence.anchor(at):
            return "" if comma else who
        known, raw = sentence.covering.get(at), sentence.tokens[at].raw
        if raw in BARRIERS or (
            known is not None and not _within(known, "and", "neutral", "link", "more", "less", "no")
        ):
            return ""
        comma = raw in COMMAS  # right after the noun it would part the two
        left -= known is None and not comma
        at = known.first - 1 if known is not None else at - 1
    return ""


def _within(known: Hit, *roles: str) -> bool:
    """Whether a phrase may stand within a noun phrase, or has one of the roles."""
    meant = (known.entry.track, known.entry.clip)
    return known.plays(*roles) or any(each is not None and each.trait in _QUALITIES for each in meant)


def _subject(sentence: Sentence, hit: Hit) -> str:
    """The nearest noun before it in its clause: the pick, or the clip where the clause begins with it."""
    clause = sentence.clauses[hit.first]
    here: Callable[[int], bool] = lambda at: sentence.clauses[at] == clause  # noqa: E731
    before = [(at, who) for at, who in sentence.anchors if at < hit.first and here(at)]
    if not before:
        return ""
    who = before[-1][1]
    if who == "clip":
        first = next(at for at in range(len(sentence.tokens)) if here(at) and sentence.tokens[at].is_word)
        return "clip" if before[0][0] - first <= 1 else _BOTH
    earlier = any(name == "clip" for at, name in sentence.anchors if at < before[-1][0])
    return _BOTH if earlier and sentence.tokens[before[-1][0]].text in ("it", "its", "es", "il") else who
