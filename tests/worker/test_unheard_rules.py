"""A rule for a genre that nothing here was ever heard as is only a wish; and what each button is there for."""

from __future__ import annotations

import pytest

from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot
from musechat.brief import BriefChange
from musechat.message import Intent, MessageAct
from musechat.track import Track
from musechat.turn import TurnKind
from musechat.wish import Facet, Force, Wish
from tests.models.ranking.stand_ins import PlainFusion, vector_of
from tests.musechat.made import made_track, wish_of
from worker.stages.turn_intent import find_turn_intent
from worker.stages.unheard_rules import soften_unheard_rules
from worker.turn_state import ReadResult

ROCK = wish_of(Force.MUST, Facet.GENRE, {"name": "rock"}, "only rock")


def library(*tracks: Track) -> LibrarySnapshot:
    return build_snapshot(tracks, {t.id: vector_of(t) for t in tracks}, PlainFusion())


def soften(wish: Wish | None, found: LibrarySnapshot, guild: int | None = None) -> Wish | None:
    (change,) = soften_unheard_rules(
        [BriefChange("add" if wish else "remove", wish, None if wish else 1)], found, guild
    )
    return change.wish


@pytest.mark.parametrize(
    ("track", "guild", "heard"),
    [
        (made_track("a", genre="Rock"), None, True),
        (made_track("a", tags={"rock": 0.01}), None, True),  # heard ever so little, it is a rule
        (made_track("a", tags={"rock": 0.0}), None, False),
        (made_track("a", genre="Jazz"), None, False),
        (made_track("a", genre="Rock", guild_id=7), None, False),
        (made_track("a", genre="Rock", guild_id=7), 8, False),
        (made_track("a", genre="Rock", guild_id=7), 7, True),
    ],
)
def test_a_genre_that_is_heard_here_stays_a_rule(track: Track, guild: int | None, heard: bool) -> None:
    found = soften(ROCK, library(made_track("z"), track), guild)
    assert found is not None
    assert found.force is (Force.MUST if heard else Force.PREFER)
    assert found.value.to_json().get("unheard", False) is not heard
    assert (found.name, found.said) == ("rock", "only rock")


def test_an_empty_library_softens_nothing() -> None:
    assert soften(ROCK, library()) == ROCK


@pytest.mark.parametrize(
    "wish",
    [
        None,
        wish_of(Force.PREFER, Facet.GENRE, {"name": "rock"}),
        wish_of(Force.NEVER, Facet.GENRE, {"name": "rock"}),
        wish_of(Force.MUST, Facet.INSTRUMENT, {"name": "harp"}),
        wish_of(Force.MUST, Facet.ARTIST, {"name": "Nobody"}),
        wish_of(Force.MUST, Facet.TEMPO, {"min": None, "max": 90.0}),
    ],
)
def test_what_is_no_rule_for_a_genre_stays_as_it_is(wish: Wish | None) -> None:
    assert soften(wish, library(made_track("a"))) == wish


def test_each_change_is_looked_at_for_itself_and_their_order_kept() -> None:
    jazz = wish_of(Force.MUST, Facet.GENRE, {"name": "jazz"})
    changes = [BriefChange("add", ROCK), BriefChange("remove", None, 4), BriefChange("add", jazz)]
    found = soften_unheard_rules(changes, library(made_track("a", genre="Jazz")), None)
    assert [change.wish.force if change.wish else None for change in found] == [Force.PREFER, None, Force.MUST]
    assert found[1:] == tuple(changes[1:])


@pytest.mark.parametrize(
    ("kind", "intent"),
    [
        (TurnKind.ANOTHER, Intent.NEXT),
        (TurnKind.REJECT, Intent.VERDICT_DOWN),
        (TurnKind.SIMILAR, Intent.WISH),
        (TurnKind.BACK, Intent.BACK),
        (TurnKind.RELAX, Intent.UNDO),
        (TurnKind.WITHDRAW, Intent.UNDO),
        (TurnKind.ALTERNATE, Intent.CHOOSE),
        (TurnKind.REFINE, Intent.THANKS),
        (TurnKind.FIRST, Intent.THANKS),
    ],
)
def test_a_button_says_what_it_is_there_for_and_words_say_it_themselves(kind: TurnKind, intent: Intent) -> None:
    said = ReadResult(None, None, None, (), acts=(MessageAct(Intent.THANKS, "thanks"),))
    silent = ReadResult(None, None, None, ())
    assert find_turn_intent(kind, said) is intent
    assert find_turn_intent(kind, silent) is (None if intent is Intent.THANKS else intent)
