"""How many requests a token may send: a bucket per token that fills evenly over the minute."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from musechat.clock import Clock

MINUTE_S = 60.0


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class RequestBudget:
    """The budgets of all tokens of this process. Of one event loop only."""

    def __init__(self, per_minute: int, clock: Clock = time.monotonic) -> None:
        """Give each token ``per_minute`` requests a minute, which it may also send at once; 0: any number."""
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: dict[int, _Bucket] = {}

    def take_one(self, token_id: int) -> int:
        """Take one request of a token's budget; returns the seconds to wait where there is none left, else 0."""
        if not self._per_minute:
            return 0
        at, rate = self._clock(), self._per_minute / MINUTE_S
        bucket = self._buckets.setdefault(token_id, _Bucket(self._per_minute, at))
        bucket.left = min(self._per_minute, bucket.left + (at - bucket.at) * rate)
        bucket.at = at
        if bucket.left < 1:
            return math.ceil((1 - bucket.left) / rate)
        bucket.left -= 1
        return 0
