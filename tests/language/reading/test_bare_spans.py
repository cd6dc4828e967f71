"""A span of time: how long the music is to be, which part of it is used, or, said alone, one that is asked about."""

from __future__ import annotations

import pytest

from language.reading import Reading, read_words
from musechat.brief import Brief
from musechat.message import EditKind, Intent
from musechat.wish import Facet, Force
from musechat.wish_values import RangeValue
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

MINUTES = [(Force.MUST, Facet.LENGTH, RangeValue(60.0, 120.0))]


def read(words: str) -> Reading:
    return read_words(words, LAST, Brief(), NAMES)


def list_wishes(reading: Reading) -> list[tuple[Force, Facet, object]]:
    return [(c.wish.force, c.wish.facet, c.wish.value) for c in reading.events if c.wish is not None]


@pytest.mark.parametrize(
    "words",
    [
        "1分から2分",
        "1分から2分で",
        "from 1 to 2 minutes",
        "von 1 bis 2 Minuten",
        "de 1 a 2 minutos",
        "de 1 à 2 minutes",
    ],
)
def test_a_bare_span_is_asked_about(words: str) -> None:
    reading = read(words)
    assert reading.unsure
    assert list_wishes(reading) == MINUTES
    assert [(act.edit, act.at_s, act.end_s) for act in reading.acts] == [(EditKind.ONLY_RANGE, 60.0, 120.0)]


@pytest.mark.parametrize(
    "words",
    [
        "1分から2分の曲",
        "1分から2分くらいの長さ",
        "between 1 and 2 minutes",
        "1 bis 2 Minuten",
        "entre 1 y 2 minutos",
        "entre 1 et 2 minutes",
    ],
)
def test_a_length_is_one(words: str) -> None:
    reading = read(words)
    assert not reading.unsure
    assert list_wishes(reading) == MINUTES


@pytest.mark.parametrize(
    "words",
    [
        "1:00から2:00",
        "1分から2分まで使って",
        "1分から2分だけ",
        "von 0:10 bis 0:25",
        "from 0:10 to 0:25",
        "de 0:10 à 0:25",
    ],
)
def test_a_part_of_the_pick_is_one(words: str) -> None:
    reading = read(words)
    assert not reading.unsure
    assert [(act.intent, act.edit) for act in reading.acts] == [(Intent.EDIT, EditKind.ONLY_RANGE)]


@pytest.mark.parametrize("words", ["90 bis 110 bpm", "de 90 a 110 bpm", "90から110bpm", "entre 90 et 110 bpm"])
def test_a_tempo_is_no_part_of_the_pick(words: str) -> None:
    assert list_wishes(read(words)) == [(Force.MUST, Facet.TEMPO, RangeValue(90.0, 110.0))]


def test_one_end_alone_is_a_start() -> None:
    assert [act.edit for act in read("1分から").acts] == [EditKind.START_AT]
