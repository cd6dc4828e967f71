"""Detects cheaply whether anything was committed to the database since the last look."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any, Protocol, cast

from store.database import Database, parse_sqlite_path


class ChangeProbe(Protocol):
    """A connection of its own, whose state differs after every commit of anybody."""

    def read_state(self) -> object:
        """Read the state; raises the driver's errors."""

    def close(self) -> None:
        """Close the connection."""


class ChangeSignal:
    """Says whether a poller's query can find anything new. Thread-safe; each poller has its own.

    It notices every commit of every process, this one included. A look costs a few microseconds on a SQLite file and
    one short round trip on PostgreSQL. Where it cannot know, it says yes.
    """

    def __init__(self, db: Database) -> None:
        self._open = _choose_probe(db)
        self._lock = threading.Lock()
        self._probe: ChangeProbe | None = None
        self._seen: object = None

    def has_changed(self) -> bool:
        """Whether anything was committed since the last call; the first call says yes. Never raises."""
        with self._lock:
            state = self._read_state()
            if state is not None and state == self._seen:
                return False
            self._seen = state
            return True

    def close(self) -> None:
        """Close the connection; a later :meth:`has_changed` opens it again."""
        with self._lock:
            self._drop_probe()

    def _read_state(self) -> object:
        if self._open is None:
            return None
        try:
            self._probe = self._probe or self._open()
            return self._probe.read_state()
        except Exception:  # noqa: BLE001 - each driver has its own errors; the query that follows will raise it
            self._drop_probe()
            return None

    def _drop_probe(self) -> None:
        if self._probe is not None:
            with suppress(Exception):
                self._probe.close()
        self._probe = self._seen = None


class SqliteProbe:
    """``PRAGMA data_version``: moves with every commit of every other connection to the file."""

    def __init__(self, path: str) -> None:
        # Not of the engine's pool: the pragma does not see commits of its own connection.
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    def read_state(self) -> object:
        """The file's version, as this connection sees it."""
        return self._connection.execute("PRAGMA data_version").fetchone()[0]

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class PostgresProbe:
    """``pg_current_snapshot()``: the same text means the same committed transactions."""

    def __init__(self, db: Database) -> None:
        self._pooled = db.engine.raw_connection()
        self._pooled.detach()  # kept for good: it must not count against the pool
        self._connection = cast("Any", self._pooled.dbapi_connection)
        self._connection.autocommit = True  # within one transaction the snapshot could stay the same

    def read_state(self) -> object:
        """Which transactions a query would see now."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("SELECT pg_current_snapshot()::text")
            return cursor.fetchone()[0]

    def close(self) -> None:
        """Close the connection."""
        self._pooled.close()


def _choose_probe(db: Database) -> Callable[[], ChangeProbe] | None:
    if not db.is_sqlite:
        return lambda: PostgresProbe(db)
    # A database in memory is seen by one connection only: there is nothing to probe with.
    path = parse_sqlite_path(db.url)
    return None if path is None else lambda: SqliteProbe(str(path))
