"""Words that ask for picks side by side open a comparison, in every language, and are no wish."""

from __future__ import annotations

import pytest

from language.reading import LastPick, read_words
from language.reading.intents import read_acts
from language.reading.library_names import LibraryWords
from musechat.brief import Brief
from musechat.message import Intent
from tests.store.made import track

ALL = (
    "compare them",
    "let's compare",
    "can I see them side by side",
    "A/B these",
    "blind test",
    "put these next to each other please",
    "vergleich die mal",
    "kann ich die nebeneinander hören?",
    "Blindvergleich bitte",
    "compáralas",
    "¿puedo escucharlas lado a lado?",
    "prueba a ciegas",
    "on peut les comparer ?",
    "je veux les écouter côte à côte",
    "test à l’aveugle",
    "聴き比べできますか",
    "並べて聞きたい",
    "比べてみて",
)
FIRST = (
    ("compare the first two", 2),
    ("compare both", 2),
    ("compare the top 3 picks", 3),
    ("vergleich die drei", 3),
    ("lass uns die ersten zwei vergleichen", 2),
    ("compara las dos primeras", 2),
    ("compare les deux premiers", 2),
    ("écouter les trois côte à côte", 3),
    ("3曲を聴き比べたい", 3),
    ("この二つを比べて", 2),
)
NAMED = (
    ("compare 1 and 2", (1, 2)),
    ("compare the first and the third", (1, 3)),
    ("compare this with number 2", (2,)),
    ("vergleich 1 mit 3", (1, 3)),
    ("compara la 1 con la 2", (1, 2)),
    ("compare le premier et le deuxième", (1, 2)),
    ("1と2を比較して", (1, 2)),
)
OTHERS = (
    "louder compared to the first one",
    "compare this to Hans Zimmer",
    "I want two guitars side by side",
    "das ist schneller im Vergleich zum ersten",
    "más lento comparado con la primera",
    "plus rapide comparé au premier",
    "前の曲と比べて遅い",
    "compare with something calmer",
)


@pytest.mark.parametrize("words", ALL)
def test_all_of_a_card_are_meant_where_none_is_named(words: str) -> None:
    (act,) = read_acts(words).acts
    assert (act.intent, act.compare, act.compare_first) == (Intent.COMPARE, (), None)


@pytest.mark.parametrize(("words", "count"), FIRST)
def test_so_many_are_meant_as_are_counted(words: str, count: int) -> None:
    (act,) = read_acts(words).acts
    assert (act.intent, act.compare, act.compare_first) == (Intent.COMPARE, (), count)


@pytest.mark.parametrize(("words", "numbers"), NAMED)
def test_those_are_meant_that_are_named(words: str, numbers: tuple[int, ...]) -> None:
    (act,) = read_acts(words).acts
    assert (act.intent, act.compare, act.compare_first) == (Intent.COMPARE, numbers, None)


@pytest.mark.parametrize("words", OTHERS)
def test_a_comparison_in_a_wish_is_none(words: str) -> None:
    assert not [act for act in read_acts(words).acts if act.intent is Intent.COMPARE]


@pytest.mark.parametrize("words", ["compare the first two", "vergleich die drei", "聴き比べたい"])
def test_it_wishes_for_nothing(words: str) -> None:
    reading = read_words(words, LastPick.from_track(track(1)), Brief(), LibraryWords())
    assert reading.smalltalk
    assert not reading.events
    assert not reading.another


def test_a_wish_beside_it_is_followed_instead() -> None:
    reading = read_words("compare these and make it calmer", LastPick.from_track(track(1)), Brief(), LibraryWords())
    assert reading.events
    assert not reading.smalltalk
