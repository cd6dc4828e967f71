"""Pauses between attempts: growing, and never the same for two who wait."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from musechat.backoff import GrowingWait

FIRST_S = 1.0
LONGEST_S = 60.0


def growing_pauses(first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> Iterator[float]:
    """Seconds to wait before the next attempt, without end."""
    wait = GrowingWait(first_s, longest_s)
    return (wait.after(failures) for failures in count(1))
