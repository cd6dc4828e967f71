"""What a language's table holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from language.vocabulary.phrase_kinds import PhraseKind
from musechat.wish import Facet


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """The words of one language: in each table a meaning, and what is said for it between commas."""

    terms: Mapping[str, str]  # id of an instrument, a genre or a mood
    moves: Mapping[tuple[Facet, bool], str]  # comparatives: the scale, and whether upwards
    paces: Mapping[str, str]  # id in musechat.concepts.PACES
    said: Mapping[PhraseKind, str] = field(default_factory=dict)
    alone: Mapping[PhraseKind, str] = field(default_factory=dict)  # says so only where it stands alone
    leading: Mapping[PhraseKind, str] = field(default_factory=dict)  # says so only before another phrase
    voices: Mapping[str | None, str] = field(default_factory=dict)
    licences: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    stop: str = ""  # words that say nothing about music
    spaced: bool = True  # whether it puts spaces between words


def split_phrases(text: str) -> tuple[str, ...]:
    """Split what stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
