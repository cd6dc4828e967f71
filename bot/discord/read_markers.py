"""Read markers: up to which message each conversation was read; kept in memory, written to the database in batches."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.orm import Session

from bot.turn_client import TurnClient
from store.database import DATABASE_FAULTS
from store.threads import note_seen

WRITE_S = 5.0  # a crash loses so much at most; messages read again are recognised by their request ids

log = structlog.get_logger(__name__)


class ReadMarkers:
    """The newest message of each thread that was answered or ignored.

    While held nothing is written: a marker beyond a gap would hide that the gap was never read.
    """

    def __init__(self, turn_client: TurnClient) -> None:
        self._turn_client = turn_client
        self._newest: dict[int, int] = {}
        self._held = True  # until the backlog was read once
        self._writer: asyncio.Task[None] | None = None

    def note(self, thread_id: int, message_id: int) -> None:
        """Record that a thread was read up to this message."""
        self._newest[thread_id] = max(message_id, self._newest.get(thread_id, 0))
        if not self._held:
            self._write_soon()

    def hold(self) -> None:
        """Stop writing: messages may have been missed."""
        self._held = True

    def release(self) -> None:
        """Resume writing: all missed messages have been read."""
        self._held = False
        if self._newest:
            self._write_soon()

    async def close(self) -> None:
        """Stop the writer, and write what is left unless held."""
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)
        await self._write()

    def _write_soon(self) -> None:
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_later(), name="read-markers")

    async def _write_later(self) -> None:
        while self._newest and not self._held:
            await asyncio.sleep(WRITE_S)
            await self._write()

    async def _write(self) -> None:
        if self._held or not self._newest:
            return
        newest, self._newest = self._newest, {}
        try:
            await self._turn_client.write(_note_all, newest)
        except DATABASE_FAULTS as error:
            # Not kept: markers only save reading, and the thread's next message sets a newer one.
            log.warning("read-markers-not-written", error=str(error))


def _note_all(session: Session, newest: dict[int, int]) -> None:
    for thread_id, message_id in newest.items():
        note_seen(session, thread_id, str(message_id))
