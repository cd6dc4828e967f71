"""Ways back to an earlier turn, and what only sounds like one."""

from __future__ import annotations

import pytest

from language.reading import LastPick, LibraryWords, Reading, read_words
from musechat.brief import Brief
from musechat.wish import Facet

LAST = LastPick("t1", "Mira Sol", tempo_bpm=120.0, energy=0.6, brightness=0.5, valence=0.5, length_s=150.0)


def read(words: str, last: LastPick | None = LAST) -> Reading:
    return read_words(words, last, Brief(), LibraryWords())


BACK = [
    ("undo", None),
    ("Undo that, please!", None),
    ("go back", None),
    ("the previous one was better", None),
    ("I liked the last one better", None),
    ("go back to what we had before", None),
    ("go back one", None),
    ("go back two", -2),
    ("three steps back", -3),
    ("back to the first one", 1),
    ("the original was better", 1),
    ("start over", 1),
    ("return to the second pick", 2),
    ("I'll take the second song", 2),
    ("back to turn 3", 3),
    ("back to #12", 12),
    ("zurück", None),
    ("元に戻して", None),
]


@pytest.mark.parametrize(("words", "to"), BACK, ids=[words for words, _ in BACK])
def test_a_way_back_is_heard_and_nothing_else(words: str, to: int | None) -> None:
    assert read(words) == Reading(back=True, back_to=to)


def test_a_change_can_ride_along() -> None:
    found = read("go back to the first one but slower")
    assert (found.back, found.back_to) == (True, 1)
    assert [e.wish.facet for e in found.events if e.wish] == [Facet.TEMPO]


@pytest.mark.parametrize(
    "words",
    ["take me back to the 80s", "walking back home", "she has my back", "return of the king", "back to 90 bpm"],
)
def test_not_every_back_is_a_way_back(words: str) -> None:
    assert not read(words).back


def test_on_the_first_turn_there_is_no_way_back() -> None:
    assert not read("go back to the first one", last=None).back
