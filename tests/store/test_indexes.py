"""No query of a conversation reads a whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Table, UniqueConstraint, event
from sqlalchemy.orm import Session

from store import members, thread_history, threads, track_library, track_summaries, videos
from store.database import Database
from store.tables import Base
from tests.store.made import CLIP_HASH, NOON, fill, track


@contextmanager
def statements(db: Database) -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def note(_c: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.split()[0] in ("SELECT", "UPDATE", "DELETE"):
            seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


EXCLUSIONS = {"thread_id": 1, "member_id": 1, "guild_id": 1}
QUERIES: dict[str, Callable[[Session], object]] = {
    "get_member": lambda s: members.get_member(s, "page", "x"),
    "open_thread": lambda s: threads.open_thread(s, platform="page", member_id=1, external_id="e"),
    "get_thread": lambda s: threads.get_thread(s, 1),
    "get_video": lambda s: videos.get_video(s, CLIP_HASH),
    "get_video_vector": lambda s: videos.get_video_vector(s, CLIP_HASH, "e", "1"),
    "expired_videos": lambda s: videos.list_expired_videos(s, NOON),
    "forget_blob": lambda s: videos.forget_blob(s, CLIP_HASH),
    "get_tracks": lambda s: track_library.get_tracks(s, [track(1).id, track(2).id]),
    "library_revision": track_library.get_library_revision,
    "remove_track": lambda s: track_library.remove_track(s, track(1).id),
    "load_brief_events": lambda s: thread_history.load_brief_events(s, 1),
    "shown_tracks": lambda s: thread_history.list_shown_tracks(s, 1),
    "picks_of_turn": lambda s: thread_history.load_turn_picks(s, 1, 1),
    "last_pick": lambda s: thread_history.load_last_pick(s, 1),
    "put_feedback": lambda s: thread_history.put_feedback(s, 1, 1, "rejected"),
    "thread_feedback": lambda s: thread_history.load_thread_feedback(s, 1),
    "active_exclusions": lambda s: thread_history.load_active_exclusions(s, **EXCLUSIONS, at=NOON),
    "add_exclusion": lambda s: thread_history.add_exclusion(s, scope="thread", of=1, what="artist", value="X"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_uses_an_index(sqlite_database: Database, name: str) -> None:
    with sqlite_database.write() as session:
        fill(session)
    with statements(sqlite_database) as seen, sqlite_database.write() as session:
        QUERIES[name](session)
    assert seen
    with sqlite_database.engine.connect() as connection:
        for statement, parameters in seen:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            assert not [row[3] for row in plan if row[3].startswith("SCAN") and "USING" not in row[3]], statement


def test_what_has_changed_of_a_library_is_found_without_reading_the_rest(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        fill(session)
    with statements(sqlite_database) as seen, sqlite_database.read() as session:
        changed = track_library.list_changed_ids(session, 1)
        list(track_summaries.iter_track_summaries(session, "e", "1", changed))
    with sqlite_database.engine.connect() as connection:
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {each}", given).all() for each, given in seen]
    lines = [row[3] for plan in plans for row in plan if row[3].startswith(("SCAN", "SEARCH"))]
    assert "revision>?" in lines[0]
    assert not [line for line in lines if line.startswith("SCAN")]
    assert all("=?" in line for line in lines[1:])


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_foreign_key_has_an_index(table: Table) -> None:
    """Deleting a row looks for those that refer to it: without an index that reads their whole table."""
    whole = [index for index in table.indexes if index.dialect_options["sqlite"]["where"] is None]
    unique = [constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    leading = [next(iter(index.columns)).name for index in whole]
    leading += [next(iter(constraint.columns)).name for constraint in unique]
    leading.append(next(iter(table.primary_key.columns)).name)
    assert {key.parent.name for key in table.foreign_keys} <= set(leading)
