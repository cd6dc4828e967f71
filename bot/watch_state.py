"""Whether the watcher of answers finds them, and how long it waits after a look that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from musechat.errors import MuseChatError
from musechat.redaction import redact_text

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
STALLED_S = 10.0  # a look that has not come back for so long waits for a database that does not answer


@dataclass(frozen=True, slots=True)
class WatchHealth:
    """How the watcher fares. ``since`` and ``error`` say from when on and why it finds nothing."""

    working: bool
    since: datetime | None = None
    error: str = ""


class WatchState:
    """Follows the looks of one watcher; used in its event loop only."""

    def __init__(self) -> None:
        self._failures = 0
        self._failing_since: datetime | None = None
        self._error = ""
        self._looking_since: tuple[float, datetime] | None = None

    def begin_look(self) -> None:
        """Note that a look begins."""
        self._looking_since = (monotonic(), datetime.now(UTC))

    def end_look(self) -> None:
        """Note that a look came back with an answer."""
        self._failures, self._failing_since, self._error, self._looking_since = 0, None, "", None

    def fail_look(self, error: Exception) -> float:
        """Note that a look failed; seconds to wait before the next."""
        self._failing_since = self._failing_since or datetime.now(UTC)
        self._error = redact_text(error.line) if isinstance(error, MuseChatError) else type(error).__name__
        self._looking_since = None
        pause = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(self._failures, 10))
        self._failures += 1
        return pause

    @property
    def failing(self) -> bool:
        """Whether the last look failed."""
        return self._failures > 0

    def read_health(self) -> WatchHealth:
        """How the watcher fares now."""
        if self.failing:
            return WatchHealth(working=False, since=self._failing_since, error=self._error)
        if self._looking_since is not None and monotonic() - self._looking_since[0] > STALLED_S:
            return WatchHealth(working=False, since=self._looking_since[1], error="The database does not answer.")
        return WatchHealth(working=True)
