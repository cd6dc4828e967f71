"""Concepts and their names and inflections, a module for each language.

A new language is one more module with a :class:`LanguageTable`, listed in :data:`LANGUAGES`. English wins where two
say the same; its names are also those by which tags and titles mention a concept.
"""

from __future__ import annotations

from collections.abc import Mapping

from language.vocabulary.english import ENGLISH
from language.vocabulary.french import FRENCH
from language.vocabulary.german import GERMAN
from language.vocabulary.japanese import JAPANESE
from language.vocabulary.names import (
    COMPARATIVES,
    PACE_WORDS,
    find_named_concept,
    is_named_in,
    list_scale_ends,
    names_of,
)
from language.vocabulary.spanish import SPANISH
from language.vocabulary.table import LanguageTable, split_phrases

# Where two say the same, the later one holds: English is last.
LANGUAGES: Mapping[str, LanguageTable] = {"de": GERMAN, "es": SPANISH, "fr": FRENCH, "ja": JAPANESE, "en": ENGLISH}
STOP_ELSEWHERE = frozenset(word for table in LANGUAGES.values() for word in table.stop.split())

__all__ = [
    "COMPARATIVES",
    "ENGLISH",
    "LANGUAGES",
    "PACE_WORDS",
    "STOP_ELSEWHERE",
    "LanguageTable",
    "find_named_concept",
    "is_named_in",
    "list_scale_ends",
    "names_of",
    "split_phrases",
]
