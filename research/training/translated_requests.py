"""Requests in other languages than the grammar's: the names of what is asked for, as the vocabulary has them.

They are lists of names ("ruhig, Klavier"), since the vocabulary has no sentences; the multilingual text encoder puts
them near the English ones, and the fusion learns that they mean the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from numpy.random import Generator

from language.languages import find_language
from language.languages.vocabulary_table import LanguageTable, split_phrases
from language.vocabulary import ENGLISH, LANGUAGES
from research.training.request_grammar import GrammarTerm
from research.training.scene_requests import CONCEPT_ASPECTS

TABLES: Mapping[str, LanguageTable] = {code: table for code, table in LANGUAGES.items() if table is not ENGLISH}


def phrase_in_language(rng: Generator, terms: Sequence[GrammarTerm], language: str) -> str:
    """Phrase what terms ask for outright in a language of :data:`TABLES`; "" where one of them has no name there."""
    names = _index_names(language)
    found = []
    for term in terms:
        options = names.get((term.aspect, term.direction), ())
        if term.relative or term.kept or not options:
            return ""
        found.append(options[int(rng.integers(len(options)))])
    return find_language(language).profile.comma.join(found)


@cache
def _index_names(language: str) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """By aspect and direction, what is said for it in the language."""
    found: dict[tuple[str, int], list[str]] = {}
    for concept, said in TABLES[language].terms.items():
        if concept in CONCEPT_ASPECTS:
            found.setdefault(CONCEPT_ASPECTS[concept], []).extend(split_phrases(said))
    return {key: tuple(names) for key, names in found.items()}
