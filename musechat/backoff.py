"""Backoff between retries: one policy for every server that may be down for a while.

Loops are tenacity's; this is the wait that they are given. The turn ledger has its own, in SQL, since its attempts are
spread over processes (:func:`store.leases.compute_backoff_s`).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tenacity import RetryCallState
from tenacity.wait import wait_base


@dataclass(frozen=True)
class GrowingWait(wait_base):
    """Waits that double with each failure, and differ between those who wait for the same server.

    Attributes:
        first_s: after the first failure, seconds.
        longest_s: no wait grows beyond it, seconds.
        spread: each is drawn from 1 - spread to 1 + spread times its length.

    """

    first_s: float = 1.0
    longest_s: float = 60.0
    spread: float = 0.3

    def __call__(self, retry_state: RetryCallState) -> float:
        """Seconds to wait, as tenacity asks for them."""
        return self.after(retry_state.attempt_number)

    def after(self, failures: int, *, at_least_s: float = 0.0) -> float:
        """Seconds to wait after so many failures in a row (from 1), or as long as the server asks for."""
        # Beyond 2**60 the exponent alone would overflow; longest_s has been reached long before.
        grown = self.first_s * 2.0 ** min(failures - 1, 60)
        return min(max(grown, at_least_s), self.longest_s) * random.uniform(1 - self.spread, 1 + self.spread)
