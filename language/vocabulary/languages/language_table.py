"""What a language's table holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from language.vocabulary.phrase_kinds import PhraseKind
from musechat.wish import Facet

Span = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """The words of one language, each table as in English: a meaning, and what is said for it between commas."""

    said: Mapping[PhraseKind, str]
    alone: Mapping[PhraseKind, str]  # says so only where it stands alone
    terms: Mapping[str, str]  # name of an instrument, a genre or a mood
    moves: Mapping[tuple[Facet, bool], str]
    voices: Mapping[str | None, str]
    paces: Mapping[Span, str]
    leading: Mapping[PhraseKind, str] = field(default_factory=dict)  # says so only before another phrase
    licences: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    stop: str = ""  # words that say nothing about music
    spaced: bool = True  # whether it puts spaces between words
