"""Bounds and spans whose numbers are words, stand before or behind, or come in twos: none of them is lost."""

from __future__ import annotations

import pytest

from language.reading import read_words
from language.reading.eras_in_words import find_year
from musechat.brief import Brief
from musechat.wish import Facet, Force
from musechat.wish_values import PeriodValue
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES


@pytest.mark.parametrize(
    ("words", "facet", "low", "high"),
    [
        ("at least 120 bpm but under 140", Facet.TEMPO, 120, 140),
        ("mindestens 120 bpm, aber unter 140", Facet.TEMPO, 120, 140),
        ("al menos 120 bpm pero menos de 140", Facet.TEMPO, 120, 140),
        ("au moins 120 bpm mais moins de 140", Facet.TEMPO, 120, 140),
        ("120bpm以上140bpm以下", Facet.TEMPO, 120, 140),
        ("over 90 bpm and below 110 bpm", Facet.TEMPO, 90, 110),
        ("zwischen 100 und 120 bpm", Facet.TEMPO, 100, 120),
        ("entre 100 y 120 bpm", Facet.TEMPO, 100, 120),
        ("entre 100 et 120 bpm", Facet.TEMPO, 100, 120),
        ("100から120bpm", Facet.TEMPO, 100, 120),
        ("etwas schneller als 100 bpm", Facet.TEMPO, 100, None),
        ("un poco más rápido que 100 bpm", Facet.TEMPO, 100, None),
        ("un peu plus rapide que 100 bpm", Facet.TEMPO, 100, None),
        ("100bpmより少し速く", Facet.TEMPO, 100, None),
        ("between one and two minutes", Facet.LENGTH, 60, 120),
        ("zwischen einer und zwei Minuten", Facet.LENGTH, 60, 120),
        ("entre uno y dos minutos", Facet.LENGTH, 60, 120),
        ("entre une et deux minutes", Facet.LENGTH, 60, 120),
        ("at least 1 minute but under 3", Facet.LENGTH, 60, 180),
        ("mindestens eine Minute, höchstens drei", Facet.LENGTH, 60, 180),
        ("höchstens zwei Minuten", Facet.LENGTH, None, 120),
        ("nicht länger als drei Minuten", Facet.LENGTH, None, 180),
        ("que dure menos de dos minutos", Facet.LENGTH, None, 120),
        ("q no dure mas de 1 minuto", Facet.LENGTH, None, 60),
        ("max two and a half minutes", Facet.LENGTH, None, 150),
        ("máximo noventa segundos", Facet.LENGTH, None, 90),
        ("moins de deux minutes", Facet.LENGTH, None, 120),
        ("au moins une minute", Facet.LENGTH, 60, None),
        ("2分以内", Facet.LENGTH, None, 120),
        ("二分以内で", Facet.LENGTH, None, 120),
        ("90秒以上", Facet.LENGTH, 90, None),
    ],
)
def test_bounds_bind(words: str, facet: Facet, low: float | None, high: float | None) -> None:
    (change,) = read_words(words, LAST, Brief(), NAMES).events
    assert change.wish is not None
    assert (change.wish.force, change.wish.facet) == (Force.MUST, facet)
    assert (change.wish.range.min, change.wish.range.max) == (low, high)


@pytest.mark.parametrize(
    "words", ["un poco más rápido", "a bit faster", "etwas schneller", "un peu plus rapide", "もう少し速く"]
)
def test_a_bit_faster_is_measured_from_the_pick(words: str) -> None:
    (change,) = read_words(words, LAST, Brief(), NAMES).events
    assert change.wish is not None
    assert (change.wish.facet, change.wish.range.than) == (Facet.TEMPO, LAST.tempo_bpm)


@pytest.mark.parametrize("words", ["not too fast", "nicht zu schnell", "no muy rápido", "pas trop vite", "速すぎない"])
def test_not_too_fast_asks_for_slower(words: str) -> None:
    (change,) = read_words(words, LAST, Brief(), NAMES).events
    assert change.wish is not None
    assert (change.wish.facet, change.wish.range.than, change.wish.range.min) == (Facet.TEMPO, LAST.tempo_bpm, None)


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("not older than ten years", 10),
        ("from the last 5 years", 5),
        ("nicht älter als zehn Jahre", 10),
        ("de los últimos cinco años", 5),
        ("pas plus vieux que dix ans", 10),
        ("10年以内の曲", 10),
    ],
)
def test_ages_count_from_this_year(words: str, years: int) -> None:
    (change,) = read_words(words, LAST, Brief(), NAMES).events
    assert change.wish is not None
    assert change.wish.value == PeriodValue(find_year() - years, None)
