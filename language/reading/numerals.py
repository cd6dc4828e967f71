"""What numbers in a line come to, and the words for numbers of all languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from language.languages import join_patterns, list_languages
from language.languages.number_words import NumberWords
from language.languages.vocabulary_table import split_phrases
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import RangeValue

COUNTS = {
    word: number
    for language in list_languages()
    for number, words in language.reading.numbers.counts.items()
    for word in split_phrases(words)
}
COUNT = "|".join(sorted(COUNTS, key=len, reverse=True))
NEAR_BPM = 6.0


def join_numbers(part: Callable[[NumberWords], str], *, spaced: bool | None = None) -> str:
    """Join what each language says beside a number, as :func:`language.languages.join_patterns`."""
    return join_patterns(lambda language: part(language.reading.numbers), spaced=spaced)


@dataclass(frozen=True, slots=True)
class ComparativeStep:
    """A comparative whose step was named: "10 bpm slower"; the step is a share of the reference where ``share``."""

    facet: Facet
    upward: bool
    step: float
    share: bool = False


@dataclass(frozen=True, slots=True)
class Numeral:
    """A stretch of the line with a number in it: a wish, a shift, or an era whose force the grammar decides."""

    start: int
    end: int
    wish: Wish | None = None
    shift: ComparativeStep | None = None
    era: tuple[int | None, int | None] | None = None


def parse_amount(text: str) -> float:
    """Parse a number in digits or in words."""
    text = text.strip()
    return float(COUNTS[text]) if text in COUNTS else float(text.replace(",", "."))


def make_range_wish(facet: Facet, force: Force, low: float | None, high: float | None, said: str) -> Wish:
    """Make a wish for a range."""
    return Wish(force, facet, RangeValue(low, high), said.strip())


def is_tempo_range(low: str, high: str) -> bool:
    """Whether two bare numbers are bounds of a tempo: no place in a track or decade is named by such ones."""
    return low.isdigit() and high.isdigit() and 60 <= int(low) < int(high) <= 220
