"""Notifies the workers, through the broker, that a committed turn waits.

The only module of the worker that the bot and the web page use. It depends on the broker and the task's name only.
"""

from __future__ import annotations

import logging
import queue as waiting
import threading
import time

from musechat.event_counts import CountedEvent, count_event
from musechat.settings import Settings
from musechat.turn import Queue

MAX_PENDING = 1000  # what does not fit is left to the reaper
PAUSE_S = 1.0  # after a failure, so that a broker that is down is not asked without pause

log = logging.getLogger(__name__)


class Notifier:
    """Publishes from its own thread. A lost message only delays: the reaper publishes unclaimed turns again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pending: waiting.Queue[tuple[int, Queue] | None] = waiting.Queue(MAX_PENDING)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._silent = False

    def notify(self, turn_id: int, queue: Queue) -> None:
        """Notify the workers of a committed turn. Never blocks or raises; a no-op embedded, where the worker polls."""
        if self._settings.embedded:
            return
        try:
            self._pending.put_nowait((turn_id, queue))
        except waiting.Full:
            log.debug("too many notices wait; turn %s is left to the reaper", turn_id)
            return
        self._start_thread()

    def close(self, timeout_s: float = 2.0) -> None:
        """Publish what is pending, then end the thread; gives up after ``timeout_s`` seconds for each."""
        if self._thread is None:
            return
        try:
            self._pending.put(None, timeout=timeout_s)
        except waiting.Full:
            return
        self._thread.join(timeout_s)

    def _start_thread(self) -> None:
        # Not before the first notice: a process that never notifies starts no thread and imports no Celery.
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._send_all, name="notifier", daemon=True)
                self._thread.start()

    def _send_all(self) -> None:
        from worker.app import (  # Celery takes a while to import, and most installations never publish
            make_app,
            publish_turn,
        )

        app = make_app(self._settings)
        while (notice := self._pending.get()) is not None:
            try:
                publish_turn(app, self._settings, *notice)
            except Exception as error:  # noqa: BLE001 - whatever the broker's client raises, the row is committed
                self._note_failure(error)
            else:
                self._note_success()
        app.close()

    def _note_failure(self, error: Exception) -> None:
        count_event(CountedEvent.BROKER_ERRORS)
        if not self._silent:  # once per outage, not once per turn
            log.warning("the broker does not answer (%s); turns wait in the database until it does", error)
        self._silent = True
        time.sleep(PAUSE_S)

    def _note_success(self) -> None:
        if self._silent:
            log.info("the broker answers again")
        self._silent = False
