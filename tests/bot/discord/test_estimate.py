"""How long a turn will take is told from its place, the pace of those before it, and how many are worked on at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.discord.wait_estimate import remaining_s
from musechat.turn import NewTurn, TurnKind, TurnState
from store.database import Database
from store.ledger import (
    compute_median_work_s,
    find_last_language,
    is_known,
    list_open_turns,
    mark_delivered,
    submit_turn,
)
from store.members import get_member
from store.tables import TurnRow
from store.threads import open_thread
from tests.bot.discord.made_turns import made_turn


@pytest.mark.parametrize(
    ("place", "slots", "seconds"), [(1, 1, 20.0), (2, 1, 30.0), (4, 4, 20.0), (5, 4, 30.0), (1, 0, None)]
)
def test_a_queued_turn_waits_for_the_rounds_before_it(place: int, slots: int, seconds: float | None) -> None:
    turn = replace(made_turn(), state=TurnState.QUEUED, queue_place=place)
    assert remaining_s(turn, 10.0, slots) == seconds


def test_a_running_turn_has_what_is_left_and_never_nothing() -> None:
    turn = replace(made_turn(), state=TurnState.RUNNING, queue_place=None, stages={"fetch": 1.0, "watch": 5.0})
    assert remaining_s(turn, 10.0, 4) == 4.0
    assert remaining_s(turn, 2.0, 4) == 1.0
    assert remaining_s(turn, None, 4) is None


def test_the_pace_is_the_median_of_work_and_leaves_out_what_failed(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        assert compute_median_work_s(session) is None
        member = get_member(session, "discord", "1")
        thread = open_thread(session, platform="discord", member_id=member)
        for n, seconds in enumerate((1.0, 3.0, 100.0, 50.0)):
            turn = submit_turn(
                session, NewTurn(thread, member, "discord", TurnKind.REFINE, request=f"m{n}", language="de")
            )
            row = session.get_one(TurnRow, turn)
            row.state, row.stages = "failed" if n == 3 else "done", {"read": seconds / 2, "choose": seconds / 2}
        session.flush()
        assert compute_median_work_s(session) == 3.0
        assert is_known(session, "m2")
        assert not is_known(session, "m9")
        assert find_last_language(session, thread) == "de"


def test_a_turn_that_is_tried_again_is_not_marked_as_delivered(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        member = get_member(session, "discord", "1")
        thread = open_thread(session, platform="discord", member_id=member)
        turn = submit_turn(session, NewTurn(thread, member, "discord", TurnKind.REFINE))
        assert list_open_turns(session, thread) == [turn]
        mark_delivered(session, turn, "77")
        session.expire_all()
        assert session.get_one(TurnRow, turn).delivered_at is None
