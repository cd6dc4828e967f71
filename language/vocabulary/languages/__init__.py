"""Other languages in the same grammar: small tables of what people say most. English wins where two say the same."""

from __future__ import annotations

from language.vocabulary.languages import french, german, japanese, spanish
from language.vocabulary.languages.language_table import LanguageTable

LANGUAGE_TABLES: tuple[LanguageTable, ...] = (german.GERMAN, spanish.SPANISH, french.FRENCH, japanese.JAPANESE)
STOP_ELSEWHERE = frozenset(word for tongue in LANGUAGE_TABLES for word in tongue.stop.split())

__all__ = ["LANGUAGE_TABLES", "STOP_ELSEWHERE", "LanguageTable"]
