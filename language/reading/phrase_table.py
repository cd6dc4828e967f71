"""The phrases that carry meaning, longest first: terms, comparatives, and the small words that bend them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from language.languages import gather_words, list_languages
from language.languages.phrase_kinds import PhraseKind
from language.reading.tokens import normalise_line, tokenise_line
from language.vocabulary import ENGLISH, LANGUAGES, LanguageTable, split_phrases
from musechat.concepts import ALL_TERMS, PACES, Concept


@dataclass(frozen=True, slots=True)
class Phrase:
    """One meaning and the words for it."""

    kind: PhraseKind
    payload: Any = None


_ALONE, _LEADING = "alone", "leading"
_BEFORE = gather_words(lambda language: language.vocabulary.before_alone)
_AFTER = gather_words(lambda language: language.vocabulary.after_alone)
Phrases = dict[str, list[tuple[tuple[str, ...], Phrase]]]


def _iter_entries() -> Iterable[tuple[str, Phrase]]:
    """Every phrase; where two say the same, the later one holds."""
    for table in LANGUAGES.values():
        for said, phrase in (*_iter_traits(table), *_iter_table(table)):
            yield said, phrase
            if table is not ENGLISH:
                yield _drop_accents(said), phrase


def _iter_traits(table: LanguageTable) -> Iterable[tuple[str, Phrase]]:
    for name, said in table.traits.items():
        yield from ((words, Phrase(PhraseKind.TRAIT, name)) for words in split_phrases(said))


def _drop_accents(said: str) -> str:
    """Write it as those do who leave the accents out; kana keep their marks, which are no accents."""
    apart = unicodedata.normalize("NFD", said)
    return "".join(c for c in apart if not "\u0300" <= c <= "\u036f")


def _iter_table(table: LanguageTable) -> Iterable[tuple[str, Phrase]]:
    terms = {term.id: term for term in ALL_TERMS.values()}
    groups: tuple[tuple[Mapping[Any, str], Callable[[Any], Phrase]], ...] = (
        (table.said, Phrase),
        (table.leading, lambda kind: Phrase(kind, _LEADING)),
        (table.alone, lambda kind: Phrase(kind, _ALONE)),
        (table.terms, lambda name: Phrase(PhraseKind.TERM, terms[name])),
        (table.paces, lambda pace: Phrase(PhraseKind.PACE, PACES[pace])),
        (table.moves, lambda move: Phrase(PhraseKind.COMPARATIVE, move)),
        (table.voices, lambda voice: Phrase(PhraseKind.VOCALS, voice)),
        (table.licences, lambda uses: Phrase(PhraseKind.LICENCE, uses)),
    )
    for meanings, phrase_of in groups:
        for meaning, said in meanings.items():
            yield from ((words, phrase_of(meaning)) for words in split_phrases(said))
    for kind, asked in table.asked.items():
        for payload, said in asked.items():
            yield from ((words, Phrase(kind, payload)) for words in split_phrases(said))


def _build_table() -> Phrases:
    by_words = {
        tuple(t.text for t in tokenise_line(normalise_line(words))): phrase for words, phrase in _iter_entries()
    }
    table: Phrases = {}
    for words in sorted(by_words, key=len, reverse=True):
        table.setdefault(words[0], []).append((words, by_words[words]))
    return table


_PHRASES = _build_table()


def find_phrase(words: Sequence[str], start: int) -> tuple[int, Phrase] | None:
    """Find the longest phrase that begins at ``words[start]``: (how many words, the phrase)."""
    for said, phrase in _PHRASES.get(words[start], ()):
        count = len(said)
        if tuple(words[start : start + count]) == said and _is_placed(phrase, words, start, count):
            return count, phrase
    return _derive_comparative(words[start])


@cache
def list_leading_words(code: str) -> frozenset[str]:
    """List the words with which a language's own phrases begin."""
    table = LANGUAGES[code]
    return frozenset(said.split()[0].casefold() for said, _ in (*_iter_traits(table), *_iter_table(table)))


def list_single_words() -> frozenset[str]:
    """List the single words that mean something by themselves."""
    kinds = {
        PhraseKind.TERM,
        PhraseKind.TRAIT,
        PhraseKind.COMPARATIVE,
        PhraseKind.PACE,
        PhraseKind.VOCALS,
        PhraseKind.INSTRUMENTAL,
        PhraseKind.NO,
    }
    entries = (entry for group in _PHRASES.values() for entry in group)
    return frozenset(words[0] for words, phrase in entries if len(words) == 1 and phrase.kind in kinds)


def _is_placed(phrase: Phrase, words: Sequence[str], start: int, count: int) -> bool:
    """Whether a phrase stands where it means what it says."""
    if phrase.payload == _ALONE:
        return _is_alone(words, start, count)
    if phrase.payload == _LEADING:
        return start + count < len(words) and find_phrase(words, start + count) is not None
    return True


def _is_alone(words: Sequence[str], start: int, count: int) -> bool:
    """Whether a phrase is a sentence, or nearly: between marks, small words or emoji."""
    before = words[start - 1] if start else "."
    after = words[start + count] if start + count < len(words) else "."
    return all(word in near or not word[0].isalnum() for word, near in ((before, _BEFORE), (after, _AFTER)))


def _derive_comparative(word: str) -> tuple[int, Phrase] | None:
    """Read an unlisted comparative ("groovier", "funkier") as more of the term it comes from."""
    if not word.endswith("er") or len(word) < 6:
        return None
    stem = word[:-3] + "y" if word.endswith("ier") else word[:-2]
    for said, phrase in _PHRASES.get(stem, ()):
        if said == (stem,) and phrase.kind is PhraseKind.TERM:
            term: Concept = phrase.payload
            move = (term.axis, term.upward) if term.axis else None
            return 1, Phrase(PhraseKind.COMPARATIVE, move) if move else phrase
    return None


def _unspaced_pattern() -> re.Pattern[str]:
    """Find the phrases of languages without spaces, longest first."""
    tables = (LANGUAGES[language.code] for language in list_languages() if not language.profile.spaced)
    found = {said for table in tables for said, _ in (*_iter_traits(table), *_iter_table(table))}
    return re.compile("|".join(map(re.escape, sorted(found - {"と"}, key=len, reverse=True))))


UNSPACED = _unspaced_pattern()
