"""Keeps what this process has counted in the database, where the metrics add up the counts of all processes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

EVERY_S = 10.0

log = structlog.get_logger(__name__)


class CountKeeper:
    """Stores the counts every :data:`EVERY_S` seconds, and once more at the end."""

    def __init__(self, store: Callable[[], Awaitable[None]]) -> None:
        """Make one that does not run yet; ``store`` stores the counts, and keeps them where it fails."""
        self._store = store
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start, in a running event loop."""
        self._task = self._task or asyncio.create_task(self._run(), name="event counts")

    async def close(self) -> None:
        """Stop, and store what is left."""
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._task = None
        await self._try_to_store()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            await self._try_to_store()

    async def _try_to_store(self) -> None:
        try:
            await self._store()
        except Exception as error:  # noqa: BLE001 - counts are kept for the next time, whatever the fault is
            log.debug("counts-not-stored", error=repr(error))
