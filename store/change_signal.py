"""A cheap answer to "has anything been written since I last looked?"."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any, Protocol, cast

from store.database import Database, parse_sqlite_path


class ChangeProbe(Protocol):
    """A connection of the signal's own; what it reads differs whenever anybody has committed."""

    def read_state(self) -> object:
        """Read the state; raises the driver's errors."""

    def close(self) -> None:
        """Close the connection."""


class ChangeSignal:
    """Tells pollers when a query is worth its cost. Thread-safe; each poller holds its own.

    It hears of every commit of everybody, this process included, and costs a few microseconds on a SQLite file and one
    short round trip on PostgreSQL. Where it cannot tell it says yes.
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
        """Give the connection back; a later call of :meth:`has_changed` opens it again."""
        with self._lock:
            self._drop_probe()

    def _read_state(self) -> object:
        if self._open is None:
            return None
        try:
            self._probe = self._probe or self._open()
            return self._probe.read_state()
        except Exception:  # noqa: BLE001 - each driver has its own errors; the query that follows will tell them
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
        self._pooled.detach()  # it is ours for good, and must not count against the pool
        self._connection = cast("Any", self._pooled.dbapi_connection)
        self._connection.autocommit = True

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
    path = parse_sqlite_path(db.url)
    return None if path is None else lambda: SqliteProbe(str(path))
