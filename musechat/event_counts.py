"""Counts of what happens in this process, for the metrics: thread-safe, without names, words or ids of anybody.

A count lives here until somebody takes it to the database, where the counts of all processes are added up.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

CALL_BOUNDS_S: Final = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class CountedEvent(StrEnum):
    """What is counted."""

    LEASES_LOST = "leases-lost"  # a worker died, or stalled past its lease
    RETRIES = "retries"  # a turn failed and is tried again
    DATABASE_ERRORS = "database-errors"
    BROKER_ERRORS = "broker-errors"
    DISCORD_CALLS = "discord-calls"
    DISCORD_LIMITED = "discord-limited"  # Discord told us to wait
    DISCORD_FAILED = "discord-failed"
    DISCORD_CALL_MS = "discord-call-ms"


_lock = threading.Lock()
_counts: Counter[str] = Counter()


def count_event(event: CountedEvent, times: int = 1) -> None:
    """Count an event."""
    with _lock:
        _counts[event.value] += times


def count_discord_call(seconds: float) -> None:
    """Count a call of Discord's API and how long it took, in buckets that add up."""
    with _lock:
        _counts[CountedEvent.DISCORD_CALLS.value] += 1
        _counts[CountedEvent.DISCORD_CALL_MS.value] += round(seconds * 1000)
        for bound in CALL_BOUNDS_S:
            if seconds <= bound:
                _counts[name_call_bucket(bound)] += 1


def name_call_bucket(bound_s: float) -> str:
    """The name under which calls of up to so many seconds are counted."""
    return f"discord-calls-le-{bound_s}"


def take_counts() -> Mapping[str, int]:
    """Take all counts away, to be stored."""
    with _lock:
        taken = dict(_counts)
        _counts.clear()
    return taken


def give_back(counts: Mapping[str, int]) -> None:
    """Put counts back that could not be stored."""
    with _lock:
        _counts.update(counts)
