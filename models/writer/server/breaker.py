"""A circuit breaker: after repeated failures requests fail at once for a while, instead of each waiting."""

from __future__ import annotations

import logging
import threading
import time

FAILURES, PAUSE_S = 2, 15.0

log = logging.getLogger(__name__)


class Breaker:
    """Counts failures in a row; safe to share between threads.

    Args:
        what: its name in the logs.
        failures: after so many in a row it opens.
        pause_s: stays open so long; after that, the next failure opens it again.

    """

    def __init__(self, what: str, failures: int = FAILURES, pause_s: float = PAUSE_S) -> None:
        self._what = what
        self._failures = failures
        self._pause = pause_s
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._until = 0.0

    @property
    def open(self) -> bool:
        """Whether the circuit is open: no request should be made now."""
        return time.monotonic() < self._until

    def record_success(self) -> None:
        """Count a success."""
        with self._lock:
            self._in_a_row = 0
            self._until = 0.0

    def record_failure(self, why: str) -> None:
        """Count a failure; failures at the same time count, and are logged, as one."""
        with self._lock:
            self._in_a_row += 1
            if self._in_a_row < self._failures:
                log.warning("%s failed: %s", self._what, why)
            elif not self.open:
                self._until = time.monotonic() + self._pause
                log.warning("%s failed: %s; it is left alone for %.0f s", self._what, why, self._pause)
