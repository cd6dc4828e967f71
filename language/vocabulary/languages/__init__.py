"""Other languages in the same grammar: small tables of what people say most. English wins where two say the same."""

from __future__ import annotations

from language.vocabulary.languages import french, german, japanese, spanish
from language.vocabulary.languages.language_table import LanguageTable

TONGUES: tuple[LanguageTable, ...] = (german.GERMAN, spanish.SPANISH, french.FRENCH, japanese.JAPANESE)
STOP_ELSEWHERE = frozenset(word for tongue in TONGUES for word in tongue.stop.split())

__all__ = ["STOP_ELSEWHERE", "TONGUES", "LanguageTable"]
