"""Finds names other than the pick's in a reason (quoted, after "by", or from the library), and its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from language.claims.catalogue_names import Catalogue
from language.claims.claim_lexicon import LANGUAGES, Lexicon, get_lexicon
from language.claims.claim_tokens import ARTIST_MARK, ENDS, TITLE_MARK, ClaimToken, is_unspaced
from language.languages import find_language
from models.writer.fact_check.text_form import Found

_QUOTED = re.compile(
    r"“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|「([^」]*)」|『([^』]*)』|\"([^\"]*)\"|‘([^’]*)’(?!\w)|(?<!\w)'([^']+)'(?!\w)"
)
_BEGINNERS = frozenset('“„«「『"(:;—–‘') | ENDS  # after these a capital says nothing
_SIGNS = _BEGINNERS | {TITLE_MARK, ARTIST_MARK}
_LEAST_WORDS = 8  # of a text whose language is told by its words
_NAMED = "names something else"


def find_untrue_quotes(text: str, untitled: str = "") -> Iterator[Found]:
    """What stands in quotes and is not the pick's title, nor what a pick without one is called."""
    for found in _QUOTED.finditer(text):
        quoted = next((each for each in found.groups() if each is not None), "")
        if quoted.strip(" \u00a0,.") not in (TITLE_MARK, ARTIST_MARK, untitled, ""):
            yield quoted, f"It quotes “{quoted}”; only the track's own title may stand in quotes."


def find_other_names(tokens: Sequence[ClaimToken], lexicon: Lexicon, catalogue: Catalogue) -> Iterator[Found]:
    """Names of the library, and names that we do not know."""
    tokens = [token for token in tokens if token.is_word or token.raw in _SIGNS]
    words = [token.text for token in tokens]
    found = [span for at in range(len(words)) for span in _iter_name_spans(tokens, words, at, lexicon, catalogue)]
    for first, end in found or list(_iter_unknown_names(tokens, lexicon)):
        named = " ".join(token.raw for token in tokens[first:end])
        yield named, f"It {_NAMED} than this track, “{named}”; name only the track and its artist."


def _iter_name_spans(
    tokens: Sequence[ClaimToken], words: Sequence[str], at: int, lexicon: Lexicon, catalogue: Catalogue
) -> Iterator[tuple[int, int]]:
    for length in catalogue.iter_name_lengths(words, at):
        if _is_meant_as_name(tokens[at : at + length], lexicon, first=_begins_sentence(tokens, at)):
            yield at, at + length
            return


def _is_meant_as_name(span: Sequence[ClaimToken], lexicon: Lexicon, *, first: bool) -> bool:
    """Whether words that spell a name are meant as one: by their capitals, and by not being everyday words."""
    everyday = all(token.text in lexicon.ordinary for token in span)
    if any(is_unspaced(token.text) for token in span):
        return not everyday
    capitals = sum(token.raw[:1].isupper() and token.raw != "I" for token in span[1 if first else 0 :])
    if everyday:
        return not _has_capital_nouns(lexicon) and not first and 1 < len(span) == capitals
    return capitals > 0


def _iter_unknown_names(tokens: Sequence[ClaimToken], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Capitals within a sentence that no word of the language explains; in German, which has many, two in a row."""
    at = 0
    while at < len(tokens):
        end = at
        while (
            end < len(tokens)
            and _is_unknown_name(tokens[end], lexicon)
            and (end > at or not _begins_sentence(tokens, at))
        ):
            end += 1
        if end - at >= (2 if _has_capital_nouns(lexicon) else 1):
            yield at, end
        at = max(end, at + 1)


def _is_unknown_name(token: ClaimToken, lexicon: Lexicon) -> bool:
    raw = token.raw
    if not raw[:1].isalpha() or token.text in lexicon.ordinary:
        return False
    if not find_language(lexicon.language).profile.spaced:
        return not is_unspaced(raw) and len(raw) > 1
    return raw[:1].isupper() and raw != "I"


def _has_capital_nouns(lexicon: Lexicon) -> bool:
    return find_language(lexicon.language).profile.capital_nouns


def _begins_sentence(tokens: Sequence[ClaimToken], at: int) -> bool:
    return at == 0 or tokens[at - 1].raw in _BEGINNERS


def find_other_language(tokens: Sequence[ClaimToken], lexicon: Lexicon) -> Iterator[Found]:
    """A text whose little words are another language's, which this lexicon would not understand."""
    words = [token.text for token in tokens if token.is_word]
    if len(words) < _LEAST_WORDS or not find_language(lexicon.language).profile.spaced:
        return
    counts = {
        language: sum(word in _load_function_words(language) for word in words)
        for language in LANGUAGES
        if find_language(language).profile.spaced
    }
    best = max(counts, key=lambda language: (counts[language], language == lexicon.language))
    if counts[lexicon.language] < counts[best] or counts[lexicon.language] * _LEAST_WORDS < len(words):
        yield "", "It is not written in the language asked for."


@cache
def _load_function_words(language: str) -> frozenset[str]:
    return get_lexicon(language).function_words
