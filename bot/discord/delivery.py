"""Delivery: everything that the ledger has for Discord is shown, in each thread in order, in many threads at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import structlog

from bot.discord.thread_queue import ThreadQueue, TurnRenderer
from bot.turn_client import TurnClient

AT_ONCE = 16  # threads in which something is being shown

log = structlog.get_logger(__name__)


class Delivery:
    """Listens to the ledger, and keeps a line for each thread with something to show."""

    def __init__(self, asking: TurnClient, presenter: TurnRenderer) -> None:
        self._asking = asking
        self._presenter = presenter
        self._lines: dict[int, ThreadQueue] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._started_at = datetime.now(UTC)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, also with what ended while no bot ran."""
        self._task = asyncio.create_task(self._listen(), name="delivery")

    async def close(self) -> None:
        """Stop. What was not shown yet is shown by the next that starts."""
        tasks = [line.task for line in self._lines.values()]
        tasks += [self._task] if self._task is not None else []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lines.clear()

    async def _listen(self) -> None:
        async for turn in self._asking.changes():
            # Who ran before us may have shown it, and ended before saying so.
            self._line(turn.thread_id).offer(turn, doubtful=turn.created_at < self._started_at)

    def _line(self, thread_id: int) -> ThreadQueue:
        line = self._lines.get(thread_id)
        if line is None or line.task.done():
            self._lines = {key: other for key, other in self._lines.items() if not other.task.done()}
            line = self._lines[thread_id] = ThreadQueue(self._presenter, self._slots)
        return line
