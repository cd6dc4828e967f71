"""PostgreSQL's notices of commits: each commit is told, a connection that goes is told and comes back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from store.database import Database
from store.notices import CommitListener

PATIENCE_S = 300.0


class Notices:
    """Counts what is told, and waits for more."""

    def __init__(self) -> None:
        self.count = 0
        self._more = threading.Condition()

    def note(self) -> None:
        with self._more:
            self.count += 1
            self._more.notify_all()

    def wait_beyond(self, count: int) -> None:
        with self._more:
            assert self._more.wait_for(lambda: self.count > count, PATIENCE_S)


@contextmanager
def listening(db: Database) -> Iterator[tuple[CommitListener, Notices]]:
    notices = Notices()
    listener = CommitListener(db, notices.note)
    assert not listener.connected
    listener.start()
    try:
        notices.wait_beyond(0)
        yield listener, notices
    finally:
        listener.close()


def test_a_commit_is_told_and_a_rollback_is_not(postgresql_database: Database) -> None:
    with listening(postgresql_database) as (listener, notices):
        assert listener.connected
        before = notices.count
        with postgresql_database.write():
            pass
        notices.wait_beyond(before)


def test_a_connection_that_is_cut_is_told_and_made_anew(postgresql_database: Database) -> None:
    with listening(postgresql_database) as (listener, notices):
        before = notices.count
        with postgresql_database.write() as session:
            session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
                )
            )
        notices.wait_beyond(before + 1)  # gone, and there again
        while not listener.connected:
            notices.wait_beyond(notices.count)
        before = notices.count
        with postgresql_database.write():
            pass
        notices.wait_beyond(before)


def test_closing_what_was_never_started_is_fine(postgresql_database: Database) -> None:
    CommitListener(postgresql_database, lambda: None).close()
