"""Whether what a language model quotes stands in the message: words in any spelling that reading folds, and numbers."""

from __future__ import annotations

import re
import unicodedata

from language.reading.tokens import drop_accents, normalise_line

_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_CLOCK = re.compile(r"(\d{1,3}):(\d\d)|(\d{1,3})分(?:(\d{1,2})秒)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MINUTES = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:m|min|mins|minutes?|minuten?|minutos?|分)(?![^\W\d_])")
_DECADE = re.compile(r"(?<!\d)((?:19|20)?\d0)(?!\d)")


class SaidText:
    """A message as quotes are held against it: lower case, no accents, letters, digits and emoji alone."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._line = fold_quote(words)
        self._unspaced = is_unspaced(self._line)
        plain = unicodedata.normalize("NFKC", words).casefold()
        self._numbers = frozenset(float(n.replace(",", ".")) for n in _NUMBER.findall(plain))
        self._seconds = self._numbers | _list_seconds(plain)
        self._years = _list_years(plain)

    def find_quote(self, quote: str) -> str:
        """Find a quote in the message, at the bounds of words; gives it as the member wrote it, or "" without it."""
        folded = fold_quote(quote)
        if not folded:
            return ""
        if self._unspaced:
            found = folded.replace(" ", "") in self._line.replace(" ", "")
        else:
            found = f" {folded} " in f" {self._line} "
        if not found:
            return ""
        return quote.strip() if quote.strip() in self._words else folded

    def holds_number(self, number: float) -> bool:
        """Whether a number stands in the message."""
        return number in self._numbers

    def holds_seconds(self, number: float) -> bool:
        """Whether a time stands in the message: in seconds, in minutes or as 1:30."""
        return number in self._seconds

    def holds_year(self, number: float) -> bool:
        """Whether a year stands in the message, or is an end of a decade that does."""
        return number in self._years


def is_unspaced(line: str) -> bool:
    """Whether a line is of a language that puts no spaces between words."""
    return bool(_KANA.search(line))


def fold_quote(text: str) -> str:
    """Fold a message, or a part of it, to what quotes are compared by."""
    line = drop_accents(normalise_line(text))
    return " ".join("".join(c if _says_something(c) else " " for c in line).split())


def _says_something(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) == "So" or character == "ー"


def _list_seconds(line: str) -> frozenset[float]:
    clocks = (60 * int(m[1] or m[3]) + int(m[2] or m[4] or 0) for m in _CLOCK.finditer(line))
    minutes = (60 * float(m[1].replace(",", ".")) for m in _MINUTES.finditer(line))
    return frozenset(float(second) for second in (*clocks, *minutes))


def _list_years(line: str) -> frozenset[float]:
    years = {float(n) for n in re.findall(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", line)}
    for text in _DECADE.findall(line):
        short = int(text)
        first = short if short >= 1000 else 2000 + short if short < 30 else 1900 + short
        years |= {float(first), float(first + 9)}
    return frozenset(years)
