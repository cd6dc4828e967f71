"""German, Spanish, French and Japanese: what people say most, in the same grammar."""

from __future__ import annotations

import pytest

from language.languages.phrase_kinds import PhraseKind
from language.reading.phrase_table import find_phrase
from tests.language.reading.test_reading import read, short

READINGS = [
    ("kein Gesang", ["must vocals present=False"]),
    ("etwas ruhiger", ["prefer energy min=0.35 max=0.55"]),
    ("ohne Schlagzeug und Gitarre", ["never instrument name=drums", "never instrument name=guitar"]),
    ("mehr Klavier, unter 2 Minuten", ["prefer instrument name=piano", "must length max=120"]),
    ("80er Jahre", ["prefer era min=1980 max=1989"]),
    ("sin voces", ["must vocals present=False"]),
    ("más lento", ["prefer tempo max=108"]),
    ("mas lento", ["prefer tempo max=108"]),
    ("música de los años 80", ["prefer era min=1980 max=1989"]),
    ("sans voix", ["must vocals present=False"]),
    ("plus calme", ["prefer energy max=0.5"]),
    ("pas de batterie", ["never instrument name=drums"]),
    ("もう少し速く", ["prefer tempo min=124.8 max=144"]),
    ("ボーカルなしで、ピアノの曲", ["must vocals present=False", "prefer instrument name=piano"]),
]


@pytest.mark.parametrize(("words", "expected"), READINGS, ids=[w for w, _ in READINGS])
def test_reading(words: str, expected: list[str]) -> None:
    assert short(read(words)) == expected


@pytest.mark.parametrize("words", ["danke!", "muchas gracias", "merci beaucoup", "ありがとう"])
def test_thanks_ask_for_nothing(words: str) -> None:
    assert read(words).smalltalk


def test_a_word_that_is_english_too_needs_company() -> None:
    assert short(read("sin city at night")) == ["prefer scene name=city-night", "prefer words text=sin"]


def test_english_wins_where_two_languages_say_the_same() -> None:
    found = find_phrase(["plus"], 0)
    assert found is not None
    assert found[1].kind is PhraseKind.WITH
