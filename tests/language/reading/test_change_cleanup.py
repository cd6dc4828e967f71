"""What a whole message comes to: the same said twice counts once, and what no track can be at once is preferred."""

from __future__ import annotations

import pytest

from language.reading.change_cleanup import keep_distinct, loosen_conflicts
from musechat.brief import BriefChange
from musechat.wish import Facet, Force
from tests.musechat.made import wish_of

MUST, NEVER, PREFER = Force.MUST, Force.NEVER, Force.PREFER


def change(force: Force, facet: Facet, name: str, said: str = "so") -> BriefChange:
    return BriefChange("add", wish_of(force, facet, {"name": name}, said))


def forces(changes: list[BriefChange]) -> list[Force | None]:
    return [each.wish.force if each.wish else None for each in changes]


@pytest.mark.parametrize("facet", [Facet.ARTIST, Facet.GENRE])
def test_two_that_no_track_can_be_at_once_become_preferences(facet: Facet) -> None:
    both = [change(MUST, facet, "rock"), change(MUST, facet, "jazz")]
    assert forces(loosen_conflicts(both)) == [PREFER, PREFER]
    assert [each.wish.name for each in both if each.wish] == ["rock", "jazz"]


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [change(MUST, Facet.GENRE, "rock")],
        [change(MUST, Facet.GENRE, "rock"), change(MUST, Facet.ARTIST, "Mira")],
        [change(MUST, Facet.GENRE, "rock"), change(NEVER, Facet.GENRE, "jazz")],
        [change(MUST, Facet.GENRE, "rock"), change(PREFER, Facet.GENRE, "jazz")],
        [change(MUST, Facet.INSTRUMENT, "piano"), change(MUST, Facet.INSTRUMENT, "harp")],  # a track may have both
        [change(MUST, Facet.GENRE, "rock"), BriefChange("remove", None, 3)],
    ],
    ids=["nothing", "one", "two kinds", "one refused", "one preferred", "instruments", "one taken back"],
)
def test_what_goes_together_stays_as_firm_as_it_was_said(changes: list[BriefChange]) -> None:
    assert loosen_conflicts(list(changes)) == changes


def test_only_the_firm_ones_of_several_are_loosened() -> None:
    listed = [
        change(NEVER, Facet.ARTIST, "a"),
        change(MUST, Facet.ARTIST, "b"),
        change(MUST, Facet.GENRE, "rock"),
        change(MUST, Facet.ARTIST, "c"),
        change(MUST, Facet.ARTIST, "d"),
    ]
    assert forces(loosen_conflicts(listed)) == [NEVER, PREFER, MUST, PREFER, PREFER]


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        (change(MUST, Facet.GENRE, "rock", "said otherwise"), 1),
        (change(NEVER, Facet.GENRE, "rock"), 2),
        (change(MUST, Facet.INSTRUMENT, "rock"), 2),
        (change(MUST, Facet.GENRE, "jazz"), 2),
        (BriefChange("remove", None, 1), 2),
    ],
)
def test_of_two_that_say_the_same_the_first_is_kept(second: BriefChange, kept: int) -> None:
    first = change(MUST, Facet.GENRE, "rock")
    assert keep_distinct([first, second, first]) == [first, second][:kept]


def test_taking_back_two_wishes_is_two_changes() -> None:
    assert len(keep_distinct([BriefChange("remove", None, n) for n in (1, 2, 1)])) == 2
