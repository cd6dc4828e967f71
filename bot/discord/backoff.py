"""Pauses between attempts: growing, and never the same for two who wait."""

from __future__ import annotations

import random
from collections.abc import Iterator

FIRST_S = 1.0
LONGEST_S = 60.0


def growing_pauses(first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> Iterator[float]:
    """Seconds to wait before the next attempt, without end."""
    pause = first_s
    while True:
        yield pause * random.uniform(0.7, 1.3)
        pause = min(longest_s, pause * 2)
