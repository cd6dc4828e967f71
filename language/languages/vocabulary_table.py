"""What a language's table holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from language.languages.phrase_kinds import PhraseKind
from musechat.wish import Facet


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """The words of one language: in each table a meaning, and what is said for it between commas."""

    terms: Mapping[str, str] = field(default_factory=dict)  # id of an instrument, a genre or a mood
    moves: Mapping[tuple[Facet, bool], str] = field(default_factory=dict)  # comparatives: the scale, whether upwards
    paces: Mapping[str, str] = field(default_factory=dict)  # id in musechat.concepts.PACES
    traits: Mapping[str, str] = field(default_factory=dict)  # name in language.vocabulary.traits
    said: Mapping[PhraseKind, str] = field(default_factory=dict)
    alone: Mapping[PhraseKind, str] = field(default_factory=dict)  # says so only where it stands alone
    leading: Mapping[PhraseKind, str] = field(default_factory=dict)  # says so only before another phrase
    voices: Mapping[str | None, str] = field(default_factory=dict)
    licences: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    # Whole phrases that ask for what is measured, and claim nothing in a reason: kind -> payload -> words.
    asked: Mapping[PhraseKind, Mapping[Any, str]] = field(default_factory=dict)
    stop: str = ""  # words that say nothing about music
    small: str = ""  # further small words by which the language is told
    before_alone: str = ""  # words and marks between which a phrase stands alone
    after_alone: str = ""


def split_phrases(text: str) -> tuple[str, ...]:
    """Split what stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def split_words(text: str) -> frozenset[str]:
    """Split a line of words."""
    return frozenset(text.split())
