"""The backlog: messages in our conversations that were written while no bot was connected."""

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

# Limits of one run: after a long outage the bot must not spend its rate limit on conversations that nobody awaits.
RECENT = timedelta(hours=48)  # conversations with activity since then
THREADS = 100
MESSAGES = 50  # per conversation
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
        """Read the backlog; once more after the present run where one is under way."""
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="backlog")

    async def close(self) -> None:
        """Stop; messages not read yet are read after the next start."""
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
                # Read markers stay held, so the gap is read after the next connection.
                log.warning("backlog-not-read", exc_info=True)
                return
            slots = asyncio.Semaphore(AT_ONCE)
            counts = await asyncio.gather(*(self._handle_missed(slots, thread, seen) for thread, seen in recent))
            log.info("backlog-read", threads=len(recent), messages=sum(counts))
        self._listener.read_markers.release()

    async def _handle_missed(self, slots: asyncio.Semaphore, thread: ThreadView, seen: str | None) -> int:
        """Hand the messages after the id ``seen`` to the listener; returns how many there were."""
        async with slots:
            try:
                messages = await self._fetch_missed(thread, seen)
            except FAULTS as error:
                log.info("thread-history-not-read", thread=thread.id, error=str(error))
                return 0
            for message in messages:
                # It may have been received just before the cut: its turn's request id is the message's.
                if not await self._turn_client.read(is_known, f"m{message.id}"):
                    await self._listener.handle(message)
                self._listener.read_markers.note(thread.id, message.id)
            return len(messages)

    async def _fetch_missed(self, thread: ThreadView, seen: str | None) -> list[discord.Message]:
        channel_id = int(thread.external_id or thread.channel_id or 0)
        channel: Any = self._client.get_channel(channel_id) or await self._client.fetch_channel(channel_id)
        # A snowflake holds its time: one comparison covers "after this message" and "not older than that".
        oldest = discord.utils.time_snowflake(datetime.now(UTC) - MAX_AGE)
        after = discord.Object(max(oldest, int(seen or thread.external_id or 0)))
        return [message async for message in channel.history(limit=MESSAGES, after=after, oldest_first=True)]
