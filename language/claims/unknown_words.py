"""Find words that no table knows where only a quality can stand: "your holiday clip", "a velvety piece".

What they say was not measured, whatever it is. Languages that put adjectives before their nouns only.
"""

from __future__ import annotations

from collections.abc import Iterator

from language.claims.claim_subjects import PRONOUNS
from language.claims.sentence import COMMAS, Sentence

_LONGEST = 8  # tokens between an article and its noun


def iter_unknown_words(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Iterate over unknown words within noun phrases of the pick or the clip, as (token, subject)."""
    for at, who in sentence.anchors:
        hit = sentence.starting.get(at)
        if who in ("track", "clip") and hit is not None and sentence.tokens[at].text not in PRONOUNS:
            yield from ((place, who) for place in _find_unknown_before(sentence, at))


def _find_unknown_before(sentence: Sentence, noun: int) -> list[int]:
    """Find unknown words between the nearest article and a noun; none where other than qualities lies between."""
    found: list[int] = []
    for at in range(noun - 1, max(noun - 1 - _LONGEST, -1), -1):
        hit, token = sentence.covering.get(at), sentence.tokens[at]
        if hit is not None and hit.has_role("article"):
            return found
        if hit is None:
            if token.is_word and not token.is_number:
                found.append(at)
            elif token.raw not in COMMAS:
                return []
        elif not (hit.entry.claims or hit.has_role("and", "neutral")):
            return []
    return []
