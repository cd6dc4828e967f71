"""How turns end that do not simply finish: cancelled, failed, taken back, tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from musechat.brief import Brief, StandingWish
from musechat.turn import (
    MAX_ATTEMPTS,
    Queue,
    Stage,
    TurnOutcome,
    TurnState,
)
from store import leases, ledger, work_queue
from store.database import Database
from store.leases import LeaseState
from store.tables import TurnRow, utc_now
from tests.store.asked import Asker, claim, claimed, let_time_pass
from tests.store.made import wish


@pytest.fixture
def asker(database: Database) -> Asker:
    return Asker(database)


def test_a_queued_turn_is_cancelled_at_once(asker: Asker) -> None:
    turn_id = asker.ask()
    with asker.db.write() as session:
        assert ledger.request_cancel(session, turn_id)
        assert not ledger.request_cancel(session, turn_id)
    view = asker.view(turn_id)
    assert (view.state, view.error_code) == (TurnState.CANCELLED, "cancelled")
    assert claim(asker.db, turn_id) is None


def test_a_running_turn_hears_of_its_cancel_and_does_not_finish(asker: Asker) -> None:
    turn_id = asker.ask()
    job = claimed(asker.db)
    with asker.db.write() as session:
        assert ledger.request_cancel(session, turn_id)
        assert asker.view(turn_id).state is TurnState.RUNNING
        assert leases.check_leases(session, {turn_id: job.attempt}) == {turn_id: LeaseState.CANCELLING}
        assert not leases.finish_turn(
            session, turn_id, job.attempt, TurnOutcome(brief=Brief((StandingWish(1, 1, 1, wish()),)))
        )
        assert leases.confirm_cancel(session, turn_id, job.attempt)
    assert asker.view(turn_id).state is TurnState.CANCELLED


@pytest.mark.parametrize("how", ["dies", "stumbles"])
def test_a_cancelled_turn_is_not_tried_again(asker: Asker, how: str) -> None:
    turn_id = asker.ask()
    job = claimed(asker.db, lease_s=0.0)
    with asker.db.write() as session:
        ledger.request_cancel(session, turn_id)
    with asker.db.write() as session:
        if how == "dies":
            leases.reclaim_turns(session)
        else:
            leases.retry_later(session, turn_id, job.attempt, "x", "X.")
    assert asker.view(turn_id).state is TurnState.CANCELLED


@pytest.fixture
def long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses so long that none is over before a busy machine has looked."""
    monkeypatch.setattr(leases, "BACKOFF_S", 2000.0)
    monkeypatch.setattr(leases, "LONGEST_BACKOFF_S", 60_000.0)


@pytest.mark.usefixtures("long_pauses")
def test_failures_are_tried_again_with_growing_pauses_and_then_given_up(asker: Asker) -> None:
    turn_id = asker.ask()
    pauses = []
    for number in range(1, MAX_ATTEMPTS + 1):
        assert asker.view(turn_id).attempt == number
        job = claimed(asker.db)
        before = utc_now()
        with asker.db.write() as session:
            state = leases.retry_later(session, turn_id, job.attempt, "internal", "It broke.", "abcd1234")
            until = session.get_one(TurnRow, turn_id).not_before
        # The pause begins at some moment between the two, however long the machine takes for it.
        pauses.append(((until - utc_now()).total_seconds(), (until - before).total_seconds()))
        if number < MAX_ATTEMPTS:
            assert state is TurnState.QUEUED
            assert claim(asker.db) is None
        let_time_pass(asker.db)
    view = asker.view(turn_id)
    assert state is view.state is TurnState.FAILED
    assert view.error == "It broke. It failed 3 times; the log has the story under incident abcd1234."
    assert (view.error_code, view.incident) == ("internal", "abcd1234")
    assert pauses[0][0] <= 3000
    assert pauses[0][1] >= 1000
    assert pauses[1][0] <= 6000
    assert pauses[1][1] >= 2000


def test_the_pause_doubles_up_to_a_limit_and_is_never_quite_the_same() -> None:
    for failures, middle in ((1, 2.0), (2, 4.0), (3, 8.0), (20, 60.0)):
        drawn = [leases.compute_backoff_s(failures) for _ in range(200)]
        assert middle * 0.5 <= min(drawn) < max(drawn) <= middle * 1.5
        assert len(set(drawn)) > 100


def test_input_that_kills_its_workers_is_given_up(asker: Asker) -> None:
    turn_id = asker.ask()
    for _ in range(MAX_ATTEMPTS):
        claimed(asker.db, lease_s=0.0)
        with asker.db.write() as session:
            leases.reclaim_turns(session)
        let_time_pass(asker.db)
    view = asker.view(turn_id)
    assert (view.state, view.error_code) == (TurnState.FAILED, "worker-died")
    assert view.error == "The worker that had it died. It failed 3 times."
    assert claim(asker.db) is None


def test_turns_of_a_dead_worker_are_taken_back_before_their_lease_ends(database: Database) -> None:
    turns = [Asker(database, name).ask() for name in ("a", "b")]
    claimed(database, turns[0], worker="dead")
    claimed(database, turns[1], worker="alive")
    with database.write() as session:
        assert leases.list_running_workers(session) == {"dead", "alive"}
        assert leases.reclaim_turns(session, ["dead"]) == [(turns[0], TurnState.QUEUED)]


def test_handing_over_and_releasing_burn_no_attempt_but_move_the_fence(asker: Asker) -> None:
    turn_id = asker.ask(clip=True)
    for number in range(1, 8):
        job = claimed(asker.db)
        assert job.attempt == number
        with asker.db.write() as session:
            if number % 2:
                assert leases.hand_over(session, turn_id, job.attempt, Queue.INFER, {"fetch": 1.5})
            else:
                assert leases.release_turn(session, turn_id, job.attempt)
            assert not leases.report_stage(session, turn_id, job.attempt, Stage.FETCH, None, {})
    view = asker.view(turn_id)
    assert (view.state, view.attempt, view.stages) == (TurnState.QUEUED, 1, {"fetch": 1.5})
    assert claimed(asker.db).stage_seconds == {"fetch": 1.5}


def test_a_failed_turn_can_be_tried_again_with_all_its_attempts(asker: Asker) -> None:
    turn_id = asker.ask(clip=True)
    job = claimed(asker.db)
    with asker.db.write() as session:
        assert not ledger.retry_turn(session, turn_id)
        leases.hand_over(session, turn_id, job.attempt, Queue.INFER, {"fetch": 1.0})
    job = claimed(asker.db)
    with asker.db.write() as session:
        leases.fail_turn(session, turn_id, job.attempt, "x", "X.", "abcd1234")
        ledger.mark_delivered(session, turn_id)
        assert [turn.id for turn in ledger.load_latest(session, failed_only=True)] == [turn_id]
        assert ledger.retry_turn(session, turn_id)
        assert ledger.load_latest(session, failed_only=True) == []
        assert ledger.get_queue(session, turn_id) is Queue.MEDIA
        assert [turn.id for turn in ledger.load_changes(session, "page", {})] == [turn_id]
    view = asker.view(turn_id)
    assert (view.state, view.attempt, view.error, view.incident, view.stages) == (TurnState.QUEUED, 1, "", "", {})
    assert claimed(asker.db).attempt > job.attempt


def test_unheard_rings_are_rung_again_once(database: Database) -> None:
    fresh, stale = Asker(database, "a"), Asker(database, "b")
    fresh.ask()
    unheard, behind = stale.ask(clip=True), stale.ask()
    with database.write() as session:
        long_ago = utc_now() - timedelta(minutes=1)
        session.execute(update(TurnRow).where(TurnRow.id.in_([unheard, behind])).values(published_at=long_ago))
        assert work_queue.take_unnotified(session, 5.0) == [(unheard, Queue.MEDIA)]
        assert work_queue.take_unnotified(session, 5.0) == []


@pytest.mark.usefixtures("long_pauses")
def test_the_reaper_knows_when_to_look_next(database: Database) -> None:
    a, b = Asker(database, "a"), Asker(database, "b")
    a.ask()
    with database.read() as session:
        assert work_queue.find_next_due(session, Queue) is None
    before = utc_now()
    job = claimed(database, lease_s=3000)
    with database.write() as session:
        lease = work_queue.find_next_due(session, Queue)
        assert lease is not None
        assert (lease - utc_now()).total_seconds() <= 3000 <= (lease - before).total_seconds() + 0.1
        leases.retry_later(session, job.id, job.attempt, "x", "X.")
        pause = work_queue.find_next_due(session, Queue)
        assert pause is not None
        assert 0 < (pause - utc_now()).total_seconds() < 3000 + 0.1
        assert pause != lease
    b.ask()
    with database.read() as session:
        assert len(work_queue.list_claimable(session, Queue)) == 1
