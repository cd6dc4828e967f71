"""State of the watcher that polls the ledger for results: whether it works, and how long it waits after a failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from musechat.backoff import GrowingWait
from musechat.errors import MuseChatError
from musechat.redaction import redact_text

LOOK_WAIT = GrowingWait(first_s=0.1, longest_s=5.0, spread=0.0)  # one watcher per process: nobody to differ from
STALLED_S = 10.0  # a poll that has not come back for so long waits for a database that does not answer


@dataclass(frozen=True, slots=True)
class WatchHealth:
    """Whether the watcher works; if it does not, since when (UTC) and because of which error."""

    working: bool
    since: datetime | None = None
    error: str = ""


class WatchState:
    """Records the polls of one watcher; to be used in its event loop only."""

    def __init__(self) -> None:
        self._failures = 0
        self._failing_since: datetime | None = None
        self._error = ""
        # Monotonic for the duration, which a clock change must not falsify; a date to be shown.
        self._looking_since: tuple[float, datetime] | None = None

    def begin_look(self) -> None:
        """Record that a poll begins."""
        self._looking_since = (monotonic(), datetime.now(UTC))

    def end_look(self) -> None:
        """Record that a poll succeeded."""
        self._failures, self._failing_since, self._error, self._looking_since = 0, None, "", None

    def fail_look(self, error: Exception) -> float:
        """Record that a poll failed; returns the seconds to wait before the next."""
        self._failing_since = self._failing_since or datetime.now(UTC)
        # Health is served to anybody who can reach the page: our own lines, redacted, or the class name alone.
        self._error = redact_text(error.line) if isinstance(error, MuseChatError) else type(error).__name__
        self._looking_since = None
        self._failures += 1
        return LOOK_WAIT.after(self._failures)

    @property
    def failing(self) -> bool:
        """Whether the last poll failed."""
        return self._failures > 0

    def read_health(self) -> WatchHealth:
        """The watcher's health now: failing, stalled in a poll, or working."""
        if self.failing:
            return WatchHealth(working=False, since=self._failing_since, error=self._error)
        if self._looking_since is not None and monotonic() - self._looking_since[0] > STALLED_S:
            return WatchHealth(working=False, since=self._looking_since[1], error="The database does not answer.")
        return WatchHealth(working=True)
