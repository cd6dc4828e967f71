"""No path of a member or of the bot reads the whole history: the plans of both databases, on a history worth an index."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from musechat.turn import NewTurn, Queue, TurnKind
from store import (
    export,
    leases,
    ledger,
    member_data,
    member_history,
    metric_queries,
    retention,
    threads,
    turn_views,
    videos,
    work_queue,
)
from store.blobs import BlobStore
from store.database import Database
from store.tables import BriefEventRow, MemberRow, PickRow, ThreadRow, TurnRow, VideoRow
from tests.store.made import NOON, fill
from tests.store.test_indexes import statements

LONG = ("turns", "threads", "brief_events", "picks", "members")  # tables that grow with use
# Partial indexes: in them lies what waits or is left to do (and of uploads there are none here).
SMALL = (
    "ix_turns_upload",
    "ix_turns_waiting",
    "ix_turns_undelivered",
    "ix_turns_worded",
    "ix_brief_events_worded",
    "ix_members_opted_out",
)
LONGEST = ("turns", "brief_events", "picks")  # the others are so short here that PostgreSQL reads them whole
MEMBERS, TURNS_EACH = 400, 20
OLD, RECENT = NOON - timedelta(days=60), NOON - timedelta(minutes=5)
QUERIES: dict[str, Callable[[Session], object]] = {
    "privacy_show": lambda s: member_data.count_member_data(s, 2),
    "stop_turns": lambda s: member_data.stop_turns(s, 2),
    "has_running_turns": lambda s: member_data.has_running_turns(s, 2),
    "opt_out": lambda s: member_data.set_opted_out(s, 2, True),
    "export": lambda s: list(export.iter_export(s, 2)),
    "history": lambda s: member_history.load_history(s, 2),
    "liked": lambda s: member_history.load_liked_tracks(s, 2),
    "expire_words": lambda s: retention.expire_some_words(s, OLD - timedelta(days=90), OLD - timedelta(days=30)),
    "list_orphans": lambda s: videos.list_orphans(s, NOON),
    "forget_orphans": lambda s: videos.forget_orphans(s, [f"{n:064x}" for n in range(5)]),
    "needed_blobs": videos.list_needed_blobs,
    "recent_threads": lambda s: threads.list_recent_threads(s, "discord", RECENT, 10),
    "queue_places": lambda s: turn_views.load_queue_places(s, [3, 4, 5]),
    "views": lambda s: turn_views.load_views(s, [3, 4, 5]),
    "changes": lambda s: ledger.load_changes(s, "discord", {}),
    "submit": lambda s: ledger.submit_turn(s, NewTurn(2, 2, "discord", TurnKind.REFINE, "calmer", request="m1", turns_per_day=9)),
    "claim": lambda s: leases.claim_turn(s, "w", list(Queue), 20),
    "reclaim": lambda s: leases.reclaim_turns(s, ["dead"]),
    "unnotified": lambda s: work_queue.take_unnotified(s, 5),
    "any_unnotified": lambda s: work_queue.has_unnotified(s, 5),
    "count_claimable": work_queue.count_claimable,
    "next_due": lambda s: work_queue.find_next_due(s, list(Queue)),
    "waits_behind": lambda s: work_queue.waits_behind(s, 3),
    "lost_lease": leases.has_lost_lease,
    "metrics_waiting": metric_queries.load_waiting,
    "metrics_ended": lambda s: metric_queries.load_ended(s, RECENT),
}  # fmt: skip


def write_history(db: Database) -> None:
    """A history of a year: only a few turns are unended, recent, or not expired yet."""
    with db.write() as session:
        fill(session, at=OLD)
        track = session.scalar(text("SELECT id FROM tracks"))
        people = range(2, MEMBERS + 2)
        each = [(m, n, (m - 2) * TURNS_EACH + n + 2) for m in people for n in range(TURNS_EACH)]
        put = session.execute
        put(insert(MemberRow), [{"id": m, "platform": "discord", "external_id": f"{m}"} for m in people])
        clips = [{"hash": f"{m:064x}", "size": 1, "blob": "" if m % 3 else f"{m:064x}"} for m in range(2 * MEMBERS)]
        put(insert(VideoRow), [one | {"created_at": OLD} for one in clips])
        named = [{"id": m, "platform": "discord", "member_id": m, "video_hash": f"{m:064x}"} for m in people]
        put(insert(ThreadRow), [one | {"external_id": f"t{one['id']}"} for one in named])
        put(insert(TurnRow), [_make_turn(m, n, turn) for m, n, turn in each])
        events = [{"thread_id": m, "seq": n + 1, "turn_id": t, "turn_seq": n + 1, "member_id": m} for m, n, t in each]
        put(insert(BriefEventRow), [one | {"op": "add", "words_expired": True, "created_at": OLD} for one in events])
        picks = [
            {"turn_id": t, "rank": 0, "track_id": track, "score": 1.0, "start_s": 0, "end_s": 9} for _, _, t in each
        ]
        put(insert(PickRow), picks)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
        if not db.is_sqlite:
            for table in ("turns", "threads", "members", "picks"):
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )


def _make_turn(member: int, number: int, turn_id: int) -> dict[str, Any]:
    at = OLD + timedelta(seconds=turn_id)
    values: dict[str, Any] = {"id": turn_id, "thread_id": member, "seq": number + 1, "member_id": member}
    values |= {"asker": "discord", "kind": "refine" if number else "first", "video_hash": f"{member:064x}"}
    values |= {"created_at": at, "finished_at": at, "delivered_at": at, "not_before": at, "state": "done"}
    values |= {"words_expired": True, "published_at": at, "source_kind": "none" if number else "link"}
    if turn_id % 2000 == 3:
        values |= {"state": "queued", "finished_at": None, "delivered_at": None, "words_expired": False}
    return values


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def history(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    from store.migrate import upgrade_database
    from tests.databases import postgres_database, sqlite_url

    if request.param == "sqlite":
        url = sqlite_url(tmp_path_factory.mktemp("history") / "musechat.db")
        upgrade_database(url)
        db = Database(url)
        write_history(db)
        yield db
        db.close()
        return
    with postgres_database(request.getfixturevalue("postgres_server")) as url:
        upgrade_database(url)
        db = Database(url)
        write_history(db)
        yield db
        db.close()


class _Undone(Exception):
    """Ends a transaction without its changes."""


@pytest.mark.parametrize("name", QUERIES)
def test_a_path_of_a_member_or_the_bot_reads_no_whole_table(history: Database, name: str) -> None:
    check_plans(history, QUERIES[name])


def test_deleting_a_member_reads_no_whole_table(history: Database, tmp_path: Path) -> None:
    blobs = BlobStore((tmp_path / "blobs").as_uri())
    check_plans(history, lambda session: member_data.forget_member(session, 2, blobs))


def check_plans(db: Database, work: Callable[[Session], object]) -> None:
    with statements(db) as seen, pytest.raises(_Undone), db.write() as session:
        work(session)
        raise _Undone
    assert seen
    with db.engine.connect() as connection:
        for statement, parameters in seen:
            read = _scan_sqlite if db.is_sqlite else _scan_postgres
            assert not read(connection, statement, parameters), statement


def _scan_sqlite(connection: Any, statement: str, parameters: Any) -> list[str]:
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    whole = [row[3] for row in plan if row[3].startswith("SCAN") and "USING" not in row[3]]
    return [line for line in whole if line.split()[1] in LONG]


def _scan_postgres(connection: Any, statement: str, parameters: Any) -> list[str]:
    # Our tables are small enough to be read whole; without that, the plan shows whether there is another way.
    connection.exec_driver_sql("SET enable_seqscan = off")
    (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).one()
    found, nodes = [], [entry["Plan"] for entry in plan]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        if node.get("Relation Name") in LONGEST and _reads_all(node):
            found.append(json.dumps(node))
    return found


def _reads_all(node: dict[str, Any]) -> bool:
    if node["Node Type"] == "Seq Scan":
        return True
    whole_index = node["Node Type"].startswith("Index") and "Index Cond" not in node
    return whole_index and node["Index Name"] not in SMALL


@pytest.mark.slow
def test_places_in_the_queue_are_those_of_each_queue(database: Database) -> None:
    with database.write() as session:
        made = fill(session, at=datetime.now(UTC))
        ids = [
            ledger.submit_turn(session, NewTurn(made.thread_id, made.member_id, "page", TurnKind.ANOTHER))
            for _ in "abc"
        ]
        session.get_one(TurnRow, ids[1]).queue = "media"
        session.flush()
        assert turn_views.load_queue_places(session, [*ids, made.turn_id]) == {ids[0]: 1, ids[1]: 1, ids[2]: 2}
        assert [view.queue_place for view in turn_views.load_views(session, ids)] == [1, 1, 2]
