"""Mockery turns the pick down and never wishes for what it names; praise and requests of the same words do."""

from __future__ import annotations

import pytest

from language.reading import read_words
from language.reading.mockery import find_mockery
from language.reading.results import Reading
from musechat.brief import Brief
from musechat.message import Intent, find_main_intent
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

MOCKED = (
    "oh great another ukulele",
    "oh wow, ukulele again",
    "not another ukulele",
    "wow so original, ukulele and whistling",
    "na super, schon wieder ukulele",
    "wie originell, ukulele",
    "ay qué bien, otro ukelele",
    "otra vez el ukelele?",
    "ah super, encore un ukulélé",
    "comme c'est original, un ukulélé",
    "うわー、またウクレレかよ",
)
BELITTLED = (
    "great, elevator music",
    "toll, fahrstuhlmusik",
    "genial, música de ascensor, justo lo que soñaba",
    "génial, on se croirait chez le dentiste",
    "さすが、葬式みたいで盛り上がるわー",
    "hm idk it's giving insurance commercial",
)
MEANT = (
    "great, another ukulele track please",
    "super, noch ein ukulelestück bitte",
    "genial, otra con ukelele",
    "encore du ukulélé stp",
    "またウクレレがいい",
)


def read(words: str) -> Reading:
    return read_words(words, LAST, Brief(), NAMES)


def wants_ukulele(reading: Reading) -> bool:
    return any(c.wish is not None and c.wish.wanted and "ukulele" in str(c.wish.to_json()) for c in reading.events)


@pytest.mark.parametrize("words", MOCKED)
def test_what_is_mocked_is_wanted_less_and_never_bound(words: str) -> None:
    reading = read(words)
    assert reading.rejected and not wants_ukulele(reading)
    assert all(c.wish is not None and not c.wish.hard and not c.wish.wanted for c in reading.events)


@pytest.mark.parametrize("words", BELITTLED)
def test_what_music_is_belittled_by_asks_for_nothing(words: str) -> None:
    reading = read(words)
    assert find_main_intent(reading.acts) is Intent.VERDICT_DOWN and reading.events == ()


@pytest.mark.parametrize("words", MEANT)
def test_a_request_in_such_words_is_meant(words: str) -> None:
    assert find_mockery(words) is None
    assert wants_ukulele(read(words))
