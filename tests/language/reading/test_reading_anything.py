"""The reader on what nobody would say: it reads so much and no more, and nothing breaks it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from language.reading import MAX_WORDS, Reading, read_words
from musechat.brief import Brief
from musechat.wish import Facet, Force, Wish
from tests.language.reading.test_reading import LAST, NAMES, brief_with, read, short
from tests.musechat.made import wish_of


@pytest.mark.slow
def test_only_so_much_is_read() -> None:
    assert short(read("x " * MAX_WORDS + "piano"))[-1].startswith("prefer words text=x x")
    assert len(read("calm, jazz, " * 2000).events) <= 26


@given(st.text(max_size=200))
@example("under 1:99")
@example("by by by like like")
@example("80s80s by ٣٠ bpm")
@example("back to # ٣ one, ² steps back, go back ½")
@example("plus plus sin sin ohne ボーカルなしなしと")
@example("similar to, as than to by them from her")
@example("this is so so so not not good good but but")
@example("no no no or and but / & , . '")
@example("between 9999 and 1 bpm, half a seconds long")
def test_no_words_break_the_reader(words: str) -> None:
    for last in (LAST, None):
        events = read_words(words, last, Brief(), NAMES).events
        standing = brief_with(*(e.wish for e in events if e.wish is not None))
        assert all(Wish.from_json(s.wish.to_json()) == s.wish for s in standing.standing)


PIECES = st.sampled_from(
    [
        "no",
        "not",
        "without",
        "less",
        "more",
        "calmer",
        "slower",
        "piano",
        "jazz",
        "vocals",
        ",",
        "and",
        "or",
        "but",
        "like",
        "this",
        "by",
        "Mira",
        "Sol",
        "80s",
        "90",
        "bpm",
        "under",
        "2",
        "minutes",
        "instead",
        "only",
        "a",
        "bit",
        "too",
        "sad",
        "thanks",
        "something",
        "else",
        "forget",
        "any",
        "tempo",
        "fine",
    ]
)


@given(st.lists(PIECES, max_size=14))
def test_no_order_of_known_words_breaks_the_reader(pieces: list[str]) -> None:
    brief = brief_with(wish_of(Force.PREFER, Facet.INSTRUMENT, {"name": "piano"}, ""))
    found: Any = read(" ".join(pieces), brief=brief)
    assert isinstance(found, Reading)
    assert not (found.smalltalk and found.events)
