"""Logging off the event loop: records are written by a thread, so that a slow terminal, pipe or disk stalls nobody."""

from __future__ import annotations

import contextvars
import logging
import queue
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

MOST_WAITING = 10_000  # records; more are dropped and counted: memory must not grow with a flood
PATIENCE_S = 2.0  # for what waits, when it has to be written out


class WaitingRecord(NamedTuple):
    """A record that is still to be written."""

    record: logging.LogRecord
    context: contextvars.Context  # in which it was logged: what is bound there belongs to its line


class BackgroundHandler(logging.Handler):
    """Hands records to other handlers, in one thread and in their order."""

    def __init__(self, handlers: Sequence[logging.Handler]) -> None:
        super().__init__()
        self._handlers = handlers
        self._waiting: queue.Queue[WaitingRecord | None] = queue.Queue(MOST_WAITING)
        self._dropped = 0
        self._thread = threading.Thread(target=self._write, name="log-writer", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Queue a record; drops it where too many wait."""
        _keep_error(record)
        try:
            self._waiting.put_nowait(WaitingRecord(record, contextvars.copy_context()))
        except queue.Full:
            self._dropped += 1

    def close(self) -> None:
        """Write what waits, for :data:`PATIENCE_S` at most, and end the thread."""
        if self._thread.is_alive():
            try:
                self._waiting.put(None, timeout=PATIENCE_S)
                self._thread.join(PATIENCE_S)
            except queue.Full:  # whoever reads the log has stopped; nothing more can be told
                pass
        super().close()

    def _write(self) -> None:
        while (waiting := self._waiting.get()) is not None:
            for handler in self._handlers:
                if waiting.record.levelno >= handler.level:
                    waiting.context.run(handler.handle, waiting.record)
            if self._dropped:
                self._tell_dropped()

    def _tell_dropped(self) -> None:
        dropped, self._dropped = self._dropped, 0
        text = "%s records were dropped: they came faster than the log is written"
        record = logging.LogRecord("musechat", logging.WARNING, __file__, 0, text, (dropped,), None)
        for handler in self._handlers:
            handler.handle(record)


def _keep_error(record: logging.LogRecord) -> None:
    """Put the error that is being handled into a record that only says "the present one" (structlog's do)."""
    said = record.msg
    if isinstance(said, dict) and said.get("exc_info") and not isinstance(said["exc_info"], tuple | BaseException):
        record.__dict__["msg"] = {**said, "exc_info": sys.exc_info()[1]}  # its type says text; structlog's is a mapping


@contextmanager
def log_in_background() -> Iterator[None]:
    """Write all records of the process in a thread while the block runs; what waits is written at its end."""
    root = logging.getLogger()
    handlers = list(root.handlers)
    background = BackgroundHandler(handlers)
    root.handlers = [background]
    try:
        yield
    finally:
        root.handlers = handlers
        background.close()
