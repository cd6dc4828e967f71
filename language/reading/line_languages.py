"""Guess which language a line is in, by its small words."""

from __future__ import annotations

import re
from functools import cache

from language.languages import list_languages
from language.languages.vocabulary_table import split_words
from language.scenes.matching import UNSPACED

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def guess_languages(line: str) -> tuple[str, ...]:
    """Guess a line's language by its small words: several where these tell no more, () where there are none."""
    if _KANA.search(line):
        return tuple(UNSPACED)
    words = set(_WORD.findall(line.casefold()))
    counts = {language: len(words & small) for language, small in _list_small_words().items()}
    most = max(counts.values())
    return tuple(language for language, count in counts.items() if count == most) if most else ()


@cache
def _list_small_words() -> dict[str, frozenset[str]]:
    """The small words by which each language is told."""
    tables = {each.code: each.vocabulary for each in list_languages() if each.profile.spaced and each.vocabulary.stop}
    return {code: split_words(f"{table.stop} {table.small}") for code, table in tables.items()}


def is_small_word_of(word: str, line: str) -> bool:
    """Whether ``word`` is a small word of the language that the rest of the line is in, or of any where it tells none.

    "chanson" is a song in French, and a kind of song elsewhere.
    """
    owners = {code for code, small in _list_small_words().items() if word in small}
    rest = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", line.casefold())
    guessed = guess_languages(rest)
    return bool(owners) and (not guessed or bool(owners & set(guessed)))
