"""Machines whose clocks differ agree on what waits and who holds what: PostgreSQL's clock decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from musechat.turn import Queue
from store import db_clock, leases, ledger, work_queue
from store.database import Database
from store.tables import TurnRow
from tests.store.asked import Asker, claimed
from worker import heartbeat
from worker.heartbeat import WorkerHeartbeat, list_alive_workers, make_worker_name


@pytest.fixture(params=[-1, 1], ids=["behind", "ahead"])
def skewed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine whose clock is an hour off, until it is undone."""
    for module in (db_clock, ledger, work_queue, heartbeat):
        monkeypatch.setattr(module, "utc_now", lambda: datetime.now(UTC) + timedelta(hours=request.param))
    return monkeypatch


def test_a_turn_can_be_claimed_at_once_and_keeps_its_lease(
    postgresql_database: Database, skewed: pytest.MonkeyPatch
) -> None:
    db = postgresql_database
    turn_id = Asker(db).ask()
    job = claimed(db, turn_id, lease_s=3000)  # no minute too late, either
    with db.write() as session:
        leases.extend_leases(session, {turn_id: job.attempt}, 4000)
    skewed.undo()
    with db.write() as session:
        assert not leases.has_lost_lease(session)
        assert leases.reclaim_turns(session) == []
        until = session.get_one(TurnRow, turn_id).lease_until
    assert until is not None
    assert 0 < (until - datetime.now(UTC)).total_seconds() <= 4000


def test_a_turn_of_a_right_clock_is_not_taken_back_by_a_wrong_one(
    postgresql_database: Database, skewed: pytest.MonkeyPatch
) -> None:
    db = postgresql_database
    with pytest.MonkeyPatch.context() as right:
        right.setattr(db_clock, "utc_now", lambda: datetime.now(UTC))
        job = claimed(db, Asker(db).ask(), lease_s=3000)
    with db.write() as session:
        assert leases.reclaim_turns(session) == []
        due = work_queue.find_next_due(session, Queue)
        assert due is not None  # by the clock of whoever asks
        assert 0 < (due - work_queue.utc_now()).total_seconds() <= 3000
        before = datetime.now(UTC)
        leases.retry_later(session, job.id, job.attempt, "x", "X.")
        again = session.get_one(TurnRow, job.id, populate_existing=True).not_before
    assert again > before
    assert (again - datetime.now(UTC)).total_seconds() <= 1.5 * leases.BACKOFF_S


def test_a_notice_is_old_by_the_databases_clock(postgresql_database: Database, skewed: pytest.MonkeyPatch) -> None:
    db = postgresql_database
    turn_id = Asker(db).ask()
    skewed.undo()
    with db.write() as session:
        assert not work_queue.has_unnotified(session, 60.0)
        assert work_queue.has_unnotified(session, -60.0)
        assert work_queue.take_unnotified(session, -60.0) == [(turn_id, Queue.INFER)]


def test_a_worker_is_alive_to_all(postgresql_database: Database, skewed: pytest.MonkeyPatch) -> None:
    worker = WorkerHeartbeat(postgresql_database, make_worker_name(), list(Queue), "embedded")
    worker.start()
    skewed.undo()
    with postgresql_database.read() as session:
        assert [each.pid for each in list_alive_workers(session)]
    worker.stop()


def test_the_time_read_is_the_databases(database: Database) -> None:
    before = datetime.now(UTC)
    with database.read() as session:
        found = db_clock.read_now(session)
    assert before - timedelta(seconds=1) < found < datetime.now(UTC) + timedelta(seconds=1)
