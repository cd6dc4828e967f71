"""Several people change what one message shows: it is drawn by one at a time, and the last state stays."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary


class LatestDraws:
    """Draws messages one edit at a time each.

    Whoever reads the state first may be the last to reach Discord; drawn side by side, an old state could stay. Of
    those that wait only the last draws, since it reads what all of them have changed.
    """

    def __init__(self) -> None:
        self._by_message: WeakValueDictionary[int, _Turnstile] = WeakValueDictionary()

    async def draw(self, message_id: int, draw: Callable[[], Awaitable[None]]) -> None:
        """Run ``draw``, which reads the state and edits the message, after those of the same message before it."""
        # Held here: the dictionary forgets it once nobody waits.
        turnstile = self._by_message.get(message_id) or self._by_message.setdefault(message_id, _Turnstile())
        turnstile.asked += 1
        mine = turnstile.asked
        async with turnstile.lock:
            if mine == turnstile.asked:
                await draw()


class _Turnstile:
    """Who draws one message."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.asked = 0
