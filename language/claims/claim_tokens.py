"""Tokenise a text into words, numbers and signs, folded so that spellings of one word agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

TITLE_MARK, ARTIST_MARK = "\ue000", "\ue001"  # stand where the pick's names stood
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f々〆ヶ"
_TOKEN = re.compile(rf"\d+(?::\d\d)?(?:[.,]\d+)?|[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W\d_])+|\S")
_HYPHENS = frozenset("-‐‑")  # "lo-fi" is "lo fi"
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_JOINERS = _HYPHENS | frozenset("'’`´・")  # "l'intro" is "l intro"
_ACCENTS = re.compile("[\u0300-\u036f]")
_KANA = re.compile("[\u30a0-\u30ff]")
ENDS = frozenset(".!?。!?")


@dataclass(frozen=True, slots=True)
class ClaimToken:
    """One word, number or sign.

    Attributes:
        text: folded.
        raw: as it stands.
        at: its place in the text, characters.
        joined: whether a hyphen joins it to the word before.

    """

    text: str
    raw: str
    at: int
    joined: bool = False

    @property
    def end(self) -> int:
        """Where it ends, characters."""
        return self.at + len(self.raw)

    @property
    def is_word(self) -> bool:
        """Whether it is letters or digits."""
        return self.raw[0].isalnum()

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.raw[0].isdigit()


@lru_cache(maxsize=1 << 14)
def fold_word(word: str) -> str:
    """Fold to lower case and drop the accents of Latin letters; kana keep their marks."""
    word = word.casefold()
    if word.isascii():
        return word
    # Kana are taken apart as well; their voicing marks are no Latin accents, and NFC puts them back.
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))


def normalise_text(text: str) -> str:
    """One spelling for what looks alike: full-width letters, ligatures, composed accents."""
    return unicodedata.normalize("NFKC", text)


def tokenise(text: str) -> list[ClaimToken]:
    """The tokens of a text (taken as :func:`normalise_text`); hyphens and apostrophes only part words."""
    return list(_iter_tokens(normalise_text(text)))


def _iter_tokens(text: str) -> Iterator[ClaimToken]:
    joined = False
    for found in _TOKEN.finditer(text):
        raw = found[0]
        if raw not in _JOINERS:
            yield ClaimToken(fold_word(raw), raw, found.start(), joined)
        joined = raw in _HYPHENS


def split_words(text: str) -> tuple[str, ...]:
    """The folded words and numbers of a text, as :func:`tokenise` finds them."""
    return tuple(fold_word(raw) for raw in _TOKEN.findall(normalise_text(text)) if raw[0].isalnum())


def split_sentences(tokens: list[ClaimToken]) -> list[list[ClaimToken]]:
    """Cut tokens into sentences, each with its end sign."""
    found: list[list[ClaimToken]] = [[]]
    for token in tokens:
        found[-1].append(token)
        if token.raw in ENDS:
            found.append([])
    return [sentence for sentence in found if sentence]


def is_unspaced(text: str) -> bool:
    """Whether a text holds letters of a script without spaces."""
    return _ANY_UNSPACED.search(text) is not None


def is_katakana(text: str) -> bool:
    """Whether every character is katakana."""
    return bool(text) and all(_KANA.match(character) for character in text)
