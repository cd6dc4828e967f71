"""Delivers turns to Discord: in order within a thread, in many threads at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import structlog

from bot.discord.thread_queue import ThreadQueue, TurnRenderer
from bot.discord.worker_presence import WorkerPresence
from bot.turn_client import TurnClient

AT_ONCE = 16  # requests to Discord, which allows 50 a second for the whole bot

log = structlog.get_logger(__name__)


class Delivery:
    """Follows the ledger's changes, and keeps a queue for each thread that has something to show."""

    def __init__(self, turn_client: TurnClient, renderer: TurnRenderer, presence: WorkerPresence | None = None) -> None:
        self._turn_client = turn_client
        self._renderer = renderer
        self._presence = presence
        self._queues: dict[int, ThreadQueue] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._started_at = datetime.now(UTC)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start delivering, also turns that ended while no bot ran."""
        self._task = asyncio.create_task(self._follow(), name="delivery")

    async def close(self) -> None:
        """Stop. Turns not shown yet stay undelivered in the ledger, for the next start."""
        tasks = [queue.task for queue in self._queues.values()]
        tasks += [self._task] if self._task is not None else []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._queues.clear()

    async def _follow(self) -> None:
        async for turn in self._turn_client.changes():
            # An earlier process may have shown it, and ended before it recorded that.
            self._get_queue(turn.thread_id).offer(turn, doubtful=turn.created_at < self._started_at)

    def _get_queue(self, thread_id: int) -> ThreadQueue:
        queue = self._queues.get(thread_id)
        if queue is None or queue.task.done():
            # Finished queues are dropped here rather than by themselves: an offer cannot reach one that just ended.
            self._queues = {key: other for key, other in self._queues.items() if not other.task.done()}
            queue = self._queues[thread_id] = ThreadQueue(self._renderer, self._slots, self._presence)
        return queue
