"""The phrases that carry meaning, longest first: terms, comparatives, and the small words that bend them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from musechat.reading.said import AGES, LICENCES, MOVES, SAID, SCALES, VOICES, Kind
from musechat.reading.text import plain_line, tokens_of
from musechat.words import COMPARATIVES, GENRES, INSTRUMENTS, MOODS, PACES, Term


@dataclass(frozen=True, slots=True)
class Phrase:
    """One meaning and the words for it."""

    kind: Kind
    payload: Any = None


Phrases = dict[str, list[tuple[tuple[str, ...], Phrase]]]


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _entries() -> Iterable[tuple[str, Phrase]]:
    """Every phrase; where two say the same, the later one holds."""
    for kind, said in SAID.items():
        yield from ((words, Phrase(kind)) for words in _split(said))
    for table in (MOODS, GENRES, INSTRUMENTS):
        for term in table.values():
            yield from ((words, Phrase(Kind.TERM, term)) for words in term.said)
    yield from ((word, Phrase(Kind.COMPARATIVE, move)) for word, move in COMPARATIVES.items())
    yield from ((word, Phrase(Kind.PACE, span)) for word, span in PACES.items())
    groups: tuple[tuple[Kind, Mapping[Any, str]], ...] = (
        (Kind.SCALE, SCALES),
        (Kind.COMPARATIVE, MOVES),
        (Kind.VOCALS, VOICES),
        (Kind.LICENCE, LICENCES),
        (Kind.ERA, AGES),
    )
    for kind, group in groups:
        for payload, said in group.items():
            yield from ((words, Phrase(kind, payload)) for words in _split(said))


def _build() -> Phrases:
    by_words = {tuple(t.text for t in tokens_of(plain_line(words))): phrase for words, phrase in _entries()}
    table: Phrases = {}
    for words in sorted(by_words, key=len, reverse=True):
        table.setdefault(words[0], []).append((words, by_words[words]))
    return table


_PHRASES = _build()


def phrase_at(words: Sequence[str], start: int) -> tuple[int, Phrase] | None:
    """Find the longest phrase that begins at ``words[start]``: (how many words, the phrase)."""
    for said, phrase in _PHRASES.get(words[start], ()):
        if tuple(words[start : start + len(said)]) == said:
            return len(said), phrase
    return _derived(words[start])


def _derived(word: str) -> tuple[int, Phrase] | None:
    """Read an unlisted comparative ("groovier", "funkier") as more of the term it comes from."""
    if not word.endswith("er") or len(word) < 6:
        return None
    stem = word[:-3] + "y" if word.endswith("ier") else word[:-2]
    for said, phrase in _PHRASES.get(stem, ()):
        if said == (stem,) and phrase.kind is Kind.TERM:
            term: Term = phrase.payload
            move = (term.axis, term.upward) if term.axis else None
            return 1, Phrase(Kind.COMPARATIVE, move) if move else phrase
    return None
