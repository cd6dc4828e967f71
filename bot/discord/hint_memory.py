"""Which hints were sent lately: nobody is told the same thing over and over, nor left without an answer for ever."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable

from musechat.clock import Clock

REPEAT_S = 180.0  # after so long somebody has read other things, and asks again in earnest
MAX_HINTS = 2000  # remembered as sent; forgetting the oldest costs one repeated hint


class HintMemory:
    """Remembers for some minutes what was said to whom."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._sent_at: OrderedDict[Hashable, float] = OrderedDict()

    def note_if_due(self, key: Hashable) -> bool:
        """Whether a hint is to be sent now; it then counts as sent."""
        now, sent_at = self._clock(), self._sent_at.get(key)
        if sent_at is not None and now - sent_at < REPEAT_S:
            return False
        self._sent_at[key] = now
        self._sent_at.move_to_end(key)
        if len(self._sent_at) > MAX_HINTS:
            self._sent_at.popitem(last=False)
        return True
