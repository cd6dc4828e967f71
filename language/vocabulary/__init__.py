"""Concepts and their names and inflections, as the languages of :mod:`language.languages` have them.

English wins where two say the same; its names are also those by which tags and titles mention a concept.
"""

from __future__ import annotations

from collections.abc import Mapping

from language.languages import list_languages
from language.languages.registry import DEFAULT
from language.languages.vocabulary_table import LanguageTable, split_phrases, split_words
from language.vocabulary.names import (
    COMPARATIVES,
    ENGLISH,
    PACE_WORDS,
    find_named_concept,
    is_named_in,
    list_scale_ends,
    names_of,
)

_OTHERS = {language.code: language.vocabulary for language in list_languages() if language.code != DEFAULT}
# Where two say the same, the later one holds: English is last.
LANGUAGES: Mapping[str, LanguageTable] = {**_OTHERS, DEFAULT: ENGLISH}
STOP = split_words(ENGLISH.stop)
STOP_ELSEWHERE = frozenset(word for table in _OTHERS.values() for word in table.stop.split())

__all__ = [
    "COMPARATIVES",
    "ENGLISH",
    "LANGUAGES",
    "PACE_WORDS",
    "STOP",
    "STOP_ELSEWHERE",
    "LanguageTable",
    "find_named_concept",
    "is_named_in",
    "list_scale_ends",
    "names_of",
    "split_phrases",
]
