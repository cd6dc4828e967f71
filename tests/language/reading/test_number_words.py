"""Numbers in words: each of them, as a length and within its range."""

from __future__ import annotations

import pytest

from language.languages import find_language
from language.languages.vocabulary_table import split_phrases
from musechat.wish import Facet, Force
from musechat.wish_values import RangeValue
from tests.language.reading.test_reading import read

MINUTES = {
    "half a": 30, "one and a half": 90, "two and a half": 150, "a": 60, "one": 60, "two": 120, "three": 180, "four": 240, "five": 300, "six": 360,
    "seven": 420, "eight": 480, "nine": 540, "ten": 600, "fifteen": 900, "twenty": 1200,
}  # fmt: skip
SECONDS = {
    "thirty": 30,
    "forty": 40,
    "forty five": 45,
    "sixty": 60,
    "ninety": 90,
    "twenty": 20,
    "fifteen": 15,
    "ten": 10,
}


def longest(words: str) -> float | None:
    """The upper end of the one wish for a length in these words, seconds."""
    wishes = [wish for _, wish, _ in read(words).events if wish is not None and wish.facet is Facet.LENGTH]
    assert len(wishes) == 1, words
    assert wishes[0].force is Force.MUST
    assert isinstance(wishes[0].value, RangeValue)
    return wishes[0].value.max


@pytest.mark.parametrize(("count", "seconds"), MINUTES.items())
def test_minutes_in_words(count: str, seconds: int) -> None:
    unit = "minute" if count in {"half a", "a", "one"} else "minutes"
    assert longest(f"under {count} {unit}") == seconds


@pytest.mark.parametrize(("count", "seconds"), SECONDS.items())
def test_seconds_in_words(count: str, seconds: int) -> None:
    assert longest(f"under {count} seconds") == seconds


def test_every_english_count_is_tried() -> None:
    counts = find_language("en").reading.numbers.counts.values()
    said = {word for words in counts for word in split_phrases(words)}
    assert said - {"an"} == set(MINUTES) | set(SECONDS)
