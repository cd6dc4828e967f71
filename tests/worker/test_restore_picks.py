"""Showing the picks of an earlier turn again: all of them, those still allowed, or with another at the front."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from musechat.errors import BadInput
from musechat.pick import ChosenTrack
from musechat.settings import Settings
from musechat.turn import TurnKind, TurnOutcome, TurnView
from store import leases
from store.member_data import set_opted_out
from store.track_library import put_track
from tests.store.asked import Asker, claimed
from tests.store.made import track
from tests.worker.jobs import context_of
from worker.context import TurnContext
from worker.stages.restore_turn import restore_picks
from worker.turn_state import ReadResult

IDS = [track(n).id for n in range(3)]


class AllowingSome:
    """Stands for the chooser, whose rules have tests of their own: allows these ids, and notes the request."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = frozenset(allowed)
        self.asked: list[tuple[ChooseRequest, list[str]]] = []

    def filter_allowed(self, request: ChooseRequest, ids: list[str]) -> frozenset[str]:
        self.asked.append((request, ids))
        return self.allowed & set(ids)


def shown(asker: Asker) -> TurnView:
    """A finished turn with three picks."""
    with asker.db.write() as session:
        for n in range(3):
            put_track(session, track(n), "1")
    turn_id = asker.ask()
    job = claimed(asker.db, turn_id)
    picks = [ChosenTrack(i, 0.5, 1.0, 9.0, "fusion", ("slow",), f"reason {i}", "template") for i in IDS]
    with asker.db.write() as session:
        outcome = TurnOutcome(picks=picks, query=b"\1\2\3\4", space="here")
        assert leases.finish_turn(session, turn_id, job.attempt, outcome)
    return asker.view(turn_id)


def restoring(
    asker: Asker, settings: Settings, kind: TurnKind, about: TurnView | None, last: int | None = None
) -> TurnContext:
    context = context_of(asker, settings, kind)
    pick = None if about is None or last is None else about.picks[last]
    context.state.reading = ReadResult(about, pick, None, ())
    return context


def restore(context: TurnContext, chooser: AllowingSome) -> bool:
    request = ChooseRequest(kind=context.job.kind, shown=frozenset(IDS), last=IDS[0])
    return restore_picks(context, cast("Chooser", chooser), request)


def ids_of(context: TurnContext) -> list[str]:
    return [pick.track_id for pick in context.outcome.picks]


def test_without_an_earlier_turn_others_are_chosen(asker: Asker, settings: Settings) -> None:
    context = restoring(asker, settings, TurnKind.BACK, None)
    assert restore(context, AllowingSome()) is False
    assert context.outcome.picks == []


def test_going_back_shows_all_of_a_turns_picks_as_they_were(asker: Asker, settings: Settings) -> None:
    context, chooser = restoring(asker, settings, TurnKind.BACK, shown(asker), last=2), AllowingSome(*IDS)
    assert restore(context, chooser) is True
    assert ids_of(context) == IDS
    first = context.outcome.picks[0]
    assert (first.rule, first.reason, first.broken, first.start_s, first.end_s) == (
        "back",
        f"reason {IDS[0]}",
        ("slow",),
        1.0,
        9.0,
    )
    assert (context.outcome.query, context.outcome.space) == (b"\1\2\3\4", "here")
    ((request, asked),) = chooser.asked
    assert (request.shown, request.last, asked) == (frozenset(), None, IDS)  # that they were shown forbids none


def test_an_alternate_comes_to_the_front_and_the_others_keep_their_order(asker: Asker, settings: Settings) -> None:
    context = restoring(asker, settings, TurnKind.ALTERNATE, shown(asker), last=2)
    assert restore(context, AllowingSome(*IDS)) is True
    assert ids_of(context) == [IDS[2], IDS[0], IDS[1]]
    assert {pick.rule for pick in context.outcome.picks} == {"alternate"}


@pytest.mark.parametrize(
    ("allowed", "kept"), [((0, 1), [0, 1]), ((2,), [2]), ((), [])], ids=["one gone", "two gone", "all gone"]
)
def test_picks_that_are_not_allowed_any_more_are_left_out(
    asker: Asker, settings: Settings, allowed: tuple[int, ...], kept: list[int]
) -> None:
    context = restoring(asker, settings, TurnKind.BACK, shown(asker))
    assert restore(context, AllowingSome(*(IDS[n] for n in allowed))) is bool(kept)
    assert ids_of(context) == [IDS[n] for n in kept]


def test_an_alternate_that_is_not_allowed_any_more_is_refused(asker: Asker, settings: Settings) -> None:
    context = restoring(asker, settings, TurnKind.ALTERNATE, shown(asker), last=1)
    with pytest.raises(BadInput) as refused:
        restore(context, AllowingSome(IDS[0], IDS[2]))
    assert refused.value.code == "pick-refused"


def test_a_turn_without_a_match_is_restored_as_that(asker: Asker, settings: Settings) -> None:
    report: Any = object()  # only handed on
    about = replace(shown(asker), picks=[], no_match=report)
    context = restoring(asker, settings, TurnKind.BACK, about)
    assert restore(context, AllowingSome()) is True
    assert context.outcome.picks == []
    assert context.outcome.no_match is report


def test_of_a_member_who_opted_out_no_query_is_copied(asker: Asker, settings: Settings) -> None:
    about = shown(asker)
    other = Asker(asker.db, "other")
    with asker.db.write() as session:
        set_opted_out(session, other.member_id, True)
    context = restoring(other, settings, TurnKind.BACK, about)
    assert restore(context, AllowingSome(*IDS)) is True
    assert (context.outcome.query, context.outcome.space) == (b"", "")
