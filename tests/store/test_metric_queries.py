"""What metrics read: turns by queue, state and stage, how turns ended, workers that are alive, and counted events."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from musechat.pick import ChosenTrack, ReasonCheck
from musechat.turn import Queue, Stage, TurnOutcome, TurnState
from store import leases, metric_queries
from store.database import Database
from store.event_counts import add_event_counts, load_event_counts
from store.metric_queries import (
    WaitingTurns,
    count_alive_workers,
    count_tracks_by_owner,
    load_ended,
    load_waiting,
)
from store.tables import GuildRow, TurnRow, WorkerRow
from store.track_library import put_track, remove_track
from store.upsert import upsert_row
from store.vector_cleanup import delete_other_spaces
from tests.store.asked import Asker, claimed
from tests.store.made import EDGE, NOON, SECOND, track


def change(db: Database, turn: int, **values: Any) -> None:
    with db.write() as session:
        session.execute(update(TurnRow).where(TurnRow.id == turn).values(**values))


def test_what_has_not_ended_is_counted_by_queue_state_and_stage(database: Database) -> None:
    with database.read() as session:
        assert load_waiting(session) == []
    turns = [Asker(database, f"{n}").ask(clip=n < 2) for n in range(6)]
    for n, turn in enumerate(turns):
        change(database, turn, created_at=NOON + n * SECOND)
    with database.write() as session:
        for turn, end in ((turns[3], "stage"), (turns[4], "no stage"), (turns[5], "ended")):
            job = leases.claim_turn(session, "w", Queue, 60, turn)
            assert job is not None
            if end == "stage":
                leases.report_stage(session, turn, job.attempt, Stage.READ, None, {})
            elif end == "ended":
                leases.fail_turn(session, turn, job.attempt, "x", "X.")
        found = load_waiting(session)
    assert sorted(found, key=lambda each: (each.queue, each.state, each.stage)) == [
        WaitingTurns("infer", "queued", "", 1, NOON + 2 * SECOND),
        WaitingTurns("infer", "running", "", 1, NOON + 4 * SECOND),
        WaitingTurns("infer", "running", "read", 1, NOON + 3 * SECOND),
        WaitingTurns("media", "queued", "", 2, NOON),
    ]


def test_ended_turns_come_first_first_from_a_time_on(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metric_queries, "MOST_ENDED", 3)
    with database.write() as session:
        put_track(session, track(1), "1")
    turns = [Asker(database, f"{n}").ask() for n in range(5)]
    for n, turn in enumerate(turns):
        job = claimed(database, turn)
        with database.write() as session:
            picks = [ChosenTrack(track(1).id, 0.5, 0.0, 9.0, "t", reason_check=ReasonCheck.PASSED)] * 2
            if n == 1:
                leases.fail_turn(session, turn, job.attempt, "internal", "X.")
            elif n < 4:
                outcome = TurnOutcome(picks=picks if n == 2 else [])
                leases.finish_turn(session, turn, job.attempt, outcome, {"read": 1.5})
        change(database, turn, created_at=NOON, finished_at=None if n == 4 else NOON + (3 - n) * SECOND)
    with database.read() as session:
        found = load_ended(session, NOON + SECOND)
        assert [each.id for each in found] == [turns[2], turns[1], turns[0]]
        assert [each.id for each in load_ended(session, NOON)] == [turns[3], turns[2], turns[1]]
        assert load_ended(session, NOON + 4 * SECOND) == []
    picked, failed, plain = found
    assert (picked.state, picked.check, picked.error_code, picked.stages) == (
        TurnState.DONE,
        ReasonCheck.PASSED,
        "",
        {"read": 1.5},
    )
    assert (failed.state, failed.check, failed.error_code, failed.no_match) == (
        TurnState.FAILED,
        None,
        "internal",
        False,
    )
    assert (plain.state, plain.check, plain.created_at, plain.finished_at) == (
        TurnState.DONE,
        None,
        NOON,
        NOON + 3 * SECOND,
    )


@pytest.mark.parametrize("off", EDGE)
def test_a_worker_is_alive_while_its_heartbeat_is_younger(database: Database, off: timedelta) -> None:
    with database.write() as session:
        for name, ready in (("a", True), ("b", False), ("c", False)):
            row = {"host": "h", "pid": 1, "queues": ["media"], "profile": "embedded", "ready": ready}
            session.add(WorkerRow(name=name, **row, started_at=NOON, seen_at=NOON + off))
        session.flush()
        assert count_alive_workers(session, NOON) == ({True: 1, False: 2} if off > timedelta(0) else {})


def test_tracks_are_counted_by_owner(database: Database) -> None:
    with database.write() as session:
        assert count_tracks_by_owner(session) == (0, 0)
        for n, guild in enumerate((None, None, 7, 8, None)):
            put_track(session, replace(track(n), guild_id=guild), "1")
        assert count_tracks_by_owner(session) == (3, 2)
        remove_track(session, track(0).id)
        remove_track(session, track(2).id)
        assert count_tracks_by_owner(session) == (2, 1)


def test_counts_of_many_processes_add_up(database: Database) -> None:
    def count(n: int) -> None:
        for _ in range(5):
            with database.write() as session:
                names = ["a", "b"] if n % 2 else ["b", "a"]  # in whichever order they were counted
                add_event_counts(session, dict.fromkeys(names, n))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(1, 5)))
    with database.write() as session:
        add_event_counts(session, {})
        assert load_event_counts(session) == {"a": 50, "b": 50}


@pytest.mark.parametrize(
    ("keep", "settings"), [((), {"b": 2}), (("settings",), {"a": 1}), (("settings", "updated_at"), {"a": 1})]
)
def test_a_row_that_is_there_takes_all_but_what_is_kept(
    database: Database, keep: tuple[str, ...], settings: dict[str, int]
) -> None:
    with database.write() as session:
        upsert_row(session, GuildRow, ("id",), {"id": 1, "settings": {"a": 1}, "updated_at": NOON})
        later = {"id": 1, "settings": {"b": 2}, "updated_at": NOON + SECOND}
        upsert_row(session, GuildRow, ("id",), later, keep=keep)
        upsert_row(session, GuildRow, ("id",), {**later, "id": 2})
        upsert_row(session, GuildRow, ("id",), {"id": 1})  # nothing to change
        found = {
            row[0]: (row[1], row[2])
            for row in session.execute(select(GuildRow.id, GuildRow.settings, GuildRow.updated_at))
        }
    assert found[1] == (settings, NOON if "updated_at" in keep else NOON + SECOND)
    assert found[2] == ({"b": 2}, NOON + SECOND)


def test_a_file_has_no_vectors_to_delete(sqlite_database: Database) -> None:
    assert delete_other_spaces(sqlite_database, "any") == 0
