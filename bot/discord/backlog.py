"""The backlog: messages of our conversations that came while no bot was connected."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import structlog

from bot.discord.api_calls import FAULTS
from bot.discord.message_listener import MessageListener
from bot.discord.message_parsing import MAX_AGE
from bot.discord.services import PLATFORM
from bot.turn_client import TurnClient
from store.database import DATABASE_FAULTS
from store.ledger import is_known
from store.threads import ThreadView, list_recent_threads

RECENT = timedelta(hours=48)
THREADS = 100
MESSAGES = 50  # of one conversation
AT_ONCE = 4

log = structlog.get_logger(__name__)


class BacklogReader:
    """Hands missed messages to the listener after each connection, one run at a time."""

    def __init__(self, turn_client: TurnClient, client: discord.Client, listener: MessageListener) -> None:
        self._turn_client = turn_client
        self._client = client
        self._listener = listener
        self._task: asyncio.Task[None] | None = None
        self._again = False

    def start(self) -> None:
        """Read the backlog, or once more where that is under way."""
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="backlog")

    async def close(self) -> None:
        """Stop; what was not read yet is read after the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while self._again:
            self._again = False
            try:
                recent = await self._turn_client.read(
                    list_recent_threads, PLATFORM, datetime.now(UTC) - RECENT, THREADS
                )
            except DATABASE_FAULTS:
                log.warning("not-caught-up", exc_info=True)
                return
            slots = asyncio.Semaphore(AT_ONCE)
            counts = await asyncio.gather(*(self._handle_missed(slots, thread, seen) for thread, seen in recent))
            log.info("caught-up", threads=len(recent), messages=sum(counts))
        self._listener.read_markers.release()

    async def _handle_missed(self, slots: asyncio.Semaphore, thread: ThreadView, seen: str | None) -> int:
        """Hand on what came after the message ``seen``; how many messages that were."""
        async with slots:
            try:
                messages = await self._fetch_missed(thread, seen)
            except FAULTS as error:
                log.info("thread-not-heard", thread=thread.id, error=str(error))
                return 0
            for message in messages:
                if not await self._turn_client.read(is_known, f"m{message.id}"):
                    await self._listener.handle(message)
                self._listener.read_markers.note(thread.id, message.id)
            return len(messages)

    async def _fetch_missed(self, thread: ThreadView, seen: str | None) -> list[discord.Message]:
        channel_id = int(thread.external_id or thread.channel_id or 0)
        channel: Any = self._client.get_channel(channel_id) or await self._client.fetch_channel(channel_id)
        oldest = discord.utils.time_snowflake(datetime.now(UTC) - MAX_AGE)
        after = discord.Object(max(oldest, int(seen or thread.external_id or 0)))
        return [message async for message in channel.history(limit=MESSAGES, after=after, oldest_first=True)]
