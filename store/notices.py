"""Notification of commits in PostgreSQL (LISTEN and NOTIFY), so that clients need not poll often.

Only an accelerator: a notice may be lost with its connection, and a pooler may pass none. Clients therefore poll rarely
all the same, and often while :attr:`CommitListener.connected` is False.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from musechat.backoff import GrowingWait
from store.database import CHANNEL, Database

ROUND_S = 0.5  # how long a wait for notices lasts before the thread checks whether to end
SHUTDOWN_S = 2.0
RECONNECT_WAIT = GrowingWait(first_s=0.5, longest_s=30.0)

log = logging.getLogger(__name__)


class CommitListener:
    """A thread that listens on its own connection and calls ``on_commit``.

    It is called after commits made through :meth:`store.database.Database.write`, and whenever the connection comes or
    goes, since a commit may have been missed.
    """

    def __init__(self, db: Database, on_commit: Callable[[], None]) -> None:
        self._db = db
        self._on_commit = on_commit
        self._connected = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="commit-listener", daemon=True)

    @property
    def connected(self) -> bool:
        """Whether commits are being notified."""
        return self._connected

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(SHUTDOWN_S)

    def _run(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                self._listen()
                return
            except Exception as error:  # noqa: BLE001 - each driver has its own; clients poll often meanwhile
                failures = 1 if self._connected else failures + 1
                log.warning("commits are not notified for now, only polled for (%s)", error)
            self._set_connected(connected=False)
            self._stop.wait(RECONNECT_WAIT.after(failures))

    def _listen(self) -> None:
        pooled = self._db.engine.raw_connection()
        pooled.detach()  # kept for good: it must not count against the pool
        try:
            connection = cast("Any", pooled.dbapi_connection)
            connection.autocommit = True  # the server sends no notices within a transaction
            connection.execute(f"LISTEN {CHANNEL}")
            self._set_connected(connected=True)
            while not self._stop.is_set():
                for _ in connection.notifies(timeout=ROUND_S):
                    self._on_commit()
        finally:
            with suppress(Exception):
                pooled.close()

    def _set_connected(self, *, connected: bool) -> None:
        self._connected = connected
        self._on_commit()
