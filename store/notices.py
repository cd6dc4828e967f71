"""Hearing of commits in PostgreSQL as they happen (LISTEN and NOTIFY), so that nobody has to ask often.

Only an accelerator: a notice may be lost with its connection, and a pooler may not pass any. Whoever waits looks now
and then all the same, and often while :attr:`CommitListener.connected` is False.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from store.database import CHANNEL, Database

ROUND_S = 0.5  # between two glances at whether to end
SHUTDOWN_S = 2.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0  # before connecting anew

log = logging.getLogger(__name__)


class CommitListener:
    """A thread with a connection of its own; ``on_commit`` is called from that thread.

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
        """Whether commits are being heard."""
        return self._connected

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(SHUTDOWN_S)

    def _run(self) -> None:
        pause = FIRST_PAUSE_S
        while not self._stop.is_set():
            try:
                self._listen()
                return
            except Exception as error:  # noqa: BLE001 - each driver has its own; looking often goes on meanwhile
                heard = self._connected
                log.warning("commits are not heard for now, only looked for (%s)", error)
            self._set_connected(connected=False)
            pause = FIRST_PAUSE_S if heard else min(LONGEST_PAUSE_S, pause * 2)
            self._stop.wait(pause)

    def _listen(self) -> None:
        pooled = self._db.engine.raw_connection()
        pooled.detach()  # it is ours for good, and must not count against the pool
        try:
            connection = cast("Any", pooled.dbapi_connection)
            connection.autocommit = True
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
