"""Keeping to a source's documented rates: over every window of time, in all processes of this machine together."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from media.sources.errors import SourceUnavailable

Sleep = Callable[[float], Awaitable[None]]
LONGEST_WAIT_S = 120.0  # a longer one is a quota that is used up, and nobody waits for it
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most ``requests`` within any ``seconds``."""

    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class WallClock:
    """The time that limits are counted by, and how to wait; tests move their own."""

    now: Callable[[], float] = time.time  # not the monotonic clock: the count outlives the process
    sleep: Sleep = asyncio.sleep


class RequestPace:
    """Lets requests to one source through as fast as its limits allow.

    Args:
        source: its name, for people.
        limits: all of them hold at once.
        journal: a file that remembers past requests between processes; ``None`` remembers nothing.
        clock: tells the time.

    """

    def __init__(
        self, source: str, limits: tuple[RateLimit, ...], journal: Path | None = None, clock: WallClock | None = None
    ) -> None:
        self._source = source
        self._limits = limits
        self._journal = journal
        self._clock = clock or WallClock()
        self._times: list[float] = []
        self._turn = asyncio.Lock()

    async def wait_turn(self) -> None:
        """Wait until a request may be sent, and count it.

        Raises:
            SourceUnavailable: ``source-quota``: that would take longer than :data:`LONGEST_WAIT_S`.

        """
        async with self._turn:  # one after another: whoever waits longer would otherwise be passed for ever
            while (wait_s := self._reserve()) > 0:
                if wait_s > LONGEST_WAIT_S:
                    raise self._make_quota_error(wait_s)
                await self._clock.sleep(wait_s)

    def _reserve(self) -> float:
        """Count a request where one may be sent now and return 0, else return the seconds to wait."""
        if self._journal is None:
            return self._count(self._times)
        self._journal.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self._journal}.lock"):
            times = _load_times(self._journal)
            wait_s = self._count(times)
            if not wait_s:
                self._journal.write_text(json.dumps(times), encoding="utf-8")
        return wait_s

    def _count(self, times: list[float]) -> float:
        now = self._clock.now()
        longest = max((limit.seconds for limit in self._limits), default=0.0)
        # A time in the future is from a clock that was set back: it would block the source for as long.
        times[:] = sorted(at for at in times if now - longest < at <= now)
        wait_s = max((self._wait_for(limit, times, now) for limit in self._limits), default=0.0)
        if wait_s <= 0:
            times.append(now)
        return max(wait_s, 0.0)

    @staticmethod
    def _wait_for(limit: RateLimit, times: list[float], now: float) -> float:
        if len(times) < limit.requests:
            return 0.0
        # A little more than the window, since the server's clock ticks apart from ours.
        return times[-limit.requests] + limit.seconds + 0.05 - now

    def _make_quota_error(self, wait_s: float) -> SourceUnavailable:
        free = datetime.fromtimestamp(self._clock.now() + wait_s, UTC)
        error = SourceUnavailable(
            "source-quota",
            f"{self._source} allows no more requests before {free:%Y-%m-%d %H:%M} UTC",
            "Run it again then; it goes on where it was",
        )
        error.wait_s = wait_s
        return error


def _load_times(journal: Path) -> list[float]:
    with suppress(OSError, ValueError, TypeError):
        return [float(at) for at in json.loads(journal.read_text(encoding="utf-8"))]
    return []
