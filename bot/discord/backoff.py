"""Growing pauses between attempts, with jitter so that shards and queues do not retry in step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from musechat.backoff import GrowingWait

FIRST_S = 1.0
LONGEST_S = 60.0


def growing_pauses(first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> Iterator[float]:
    """Yield the seconds to wait before each next attempt, without end."""
    wait = GrowingWait(first_s, longest_s)
    return (wait.after(failures) for failures in count(1))
