"""Find what a negation covers: "no drums, piano or strings", "vocals are absent", "drum-free"."""

from __future__ import annotations

from collections.abc import Iterator

from language.claims.claim_lexicon import PhraseMatch
from language.claims.sentence import BARRIERS, COMMAS, Sentence

_REACH = 4  # unknown words between "no" and what it denies
_DENIALS = frozenset({"none", "no-cuts", "silent", "no-credit", "non-commercial"})
_LIST = 10  # tokens within which a list goes on to its "or"


def find_denied(sentence: Sentence) -> dict[int, bool]:
    """Map the first token of each phrase that the sentence denies to whether something else replaces it."""
    found: dict[int, bool] = {}
    for hit in sentence.hits:
        if hit.has_role("no-after"):
            found.update(dict.fromkeys(_iter_denied_before(sentence, hit), False))
        elif hit.has_role("no") and not _is_before_number(sentence, hit):
            # Where nothing follows, the denial stands after its noun: "Gesang gibt es keinen".
            ahead = list(_iter_denied_ahead(sentence, hit.end))
            found.update(dict.fromkeys(ahead or _iter_denied_before(sentence, hit), hit.has_role("instead")))
    return found


def _is_before_number(sentence: Sentence, hit: PhraseMatch) -> bool:
    """Whether "instead of" or "not" stands before a number, which :mod:`claimed_numbers` reads."""
    return hit.has_role("instead") and hit.end < len(sentence.tokens) and sentence.tokens[hit.end].is_number


def _iter_denied_ahead(sentence: Sentence, at: int) -> Iterator[int]:
    """Iterate over the phrases that a "no" before ``at`` denies, by their first tokens."""
    seen, left = False, _REACH
    while at < len(sentence.tokens) and left:
        hit, raw = sentence.starting.get(at), sentence.tokens[at].raw
        if hit is not None and hit.entry.claims:
            if _is_negative(hit):
                return
            yield hit.first
            seen, at = True, hit.end
            continue
        if raw in BARRIERS or (raw in COMMAS and not (seen and _continues_list(sentence, at + 1))):
            return
        if hit is None:
            # Unknown words use up the reach of a "no"; punctuation does not.
            left -= sentence.tokens[at].is_word
        elif _ends_denial(sentence, hit, seen):
            return
        at = hit.end if hit is not None else at + 1


def _ends_denial(sentence: Sentence, hit: PhraseMatch, seen: bool) -> bool:
    """Whether a phrase that claims nothing ends what a "no" reaches."""
    if hit.has_role("no", "break"):
        return True
    if not seen or hit.has_role("or"):
        return False
    if hit.has_role("and"):
        follower = sentence.starting.get(hit.end)
        return follower is None or not follower.entry.claims or _is_negative(follower)
    return hit.has_role("stop", "clip", "last", "now")


def _is_negative(hit: PhraseMatch) -> bool:
    """Whether a phrase denies by itself: "no singing"."""
    return any(meant is not None and meant.value in _DENIALS for meant in (hit.entry.track, hit.entry.clip))


def _continues_list(sentence: Sentence, at: int) -> bool:
    """Whether a list goes on after a comma to an "or"."""
    for place in range(at, min(at + _LIST, len(sentence.tokens))):
        hit = sentence.covering.get(place)
        if hit is not None and hit.has_role("or"):
            return True
        if sentence.tokens[place].raw in BARRIERS or (
            hit is not None and hit.has_role("break", "stop", "no", "track", "clip")
        ):
            return False
    return False


def _iter_denied_before(sentence: Sentence, hit: PhraseMatch) -> Iterator[int]:
    """Iterate over the phrases that a denial after them denies: the nearest, and what "and" or "or" joins to it."""
    tight = sentence.tokens[hit.first].text in ("free", "less", "frei", "los")
    if tight and not sentence.tokens[hit.first].joined:
        return
    at, left, seen = hit.first - 1, _REACH, False
    while at >= 0 and left:
        known, raw = sentence.covering.get(at), sentence.tokens[at].raw
        if raw in COMMAS or raw in BARRIERS:
            return
        if known is not None and known.entry.claims:
            yield known.first
            if tight:
                return
            seen = True
        elif (seen and (known is None or not known.has_role("and", "or"))) or (
            known is not None and known.has_role("break", "no")
        ):
            return
        left -= known is None
        at = known.first - 1 if known is not None else at - 1
