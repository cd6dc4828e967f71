"""Words that nothing explains: the slips of a model that spells from pieces of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from language.claims.claim_lexicon import Lexicon
from language.claims.claim_tokens import ClaimToken, split_words
from language.languages import find_language
from models.writer.fact_check.text_form import Found
from models.writer.interface import ReasonFacts


def find_unknown_words(
    tokens: Sequence[ClaimToken], lexicon: Lexicon, facts: ReasonFacts, words: frozenset[str]
) -> Iterator[Found]:
    """Find words that neither the writer has learnt nor our own texts, the names or the member's words hold.

    Of a language without spaces between words nothing is found: a wrong sign in it makes no word that could be looked
    up. Single letters name keys and notes, which have a check of their own.

    Args:
        tokens: of the text, with the pick's names masked.
        lexicon: of its language; explains what claims and our texts say.
        facts: of the pick.
        words: those that the writer has learnt, folded.

    """
    if not find_language(lexicon.language).profile.spaced:
        return
    own = (facts.track.title, facts.track.artist, *(standing.wish.said for standing in facts.brief.standing))
    given = frozenset(word for text in own for word in split_words(text))
    for token in tokens:
        if not token.is_word or token.is_number or len(token.text) == 1:
            continue
        if not any(token.text in known for known in (words, lexicon.ordinary, given)):
            yield token.raw, f"“{token.raw}” is no known word."
