"""Catching up: hearing what was said in our conversations while nobody listened."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord
import structlog

from bot.discord.api_calls import FAULTS
from bot.discord.message_listener import OLDEST
from bot.discord.services import PLATFORM
from store.database import DATABASE_FAULTS
from store.ledger import is_known
from store.threads import ThreadView, recent_threads

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient

RECENT = timedelta(hours=48)
THREADS = 100
MESSAGES = 50  # of one conversation
AT_ONCE = 4

log = structlog.get_logger(__name__)


class BacklogReader:
    """Runs after each connection, one run at a time."""

    def __init__(self, client: MuseChatClient) -> None:
        self._client = client
        self._asking = client.desk.asking
        self._task: asyncio.Task[None] | None = None
        self._again = False

    def begin(self) -> None:
        """Catch up, or once more where that is under way."""
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="catching up")

    async def close(self) -> None:
        """Stop; what was not heard yet is heard after the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while self._again:
            self._again = False
            try:
                recent = await self._asking.read(recent_threads, PLATFORM, datetime.now(UTC) - RECENT, THREADS)
            except DATABASE_FAULTS:
                log.warning("not-caught-up", exc_info=True)
                return
            slots = asyncio.Semaphore(AT_ONCE)
            heard = await asyncio.gather(*(self._listen(slots, thread, seen) for thread, seen in recent))
            log.info("caught-up", threads=len(recent), messages=sum(heard))
        self._client.hearing.seen.release()

    async def _listen(self, slots: asyncio.Semaphore, thread: ThreadView, seen: str | None) -> int:
        """Hear what came after ``seen``; how many messages that were."""
        async with slots:
            try:
                messages = await self._missed(thread, seen)
            except FAULTS as error:
                log.info("thread-not-heard", thread=thread.id, error=str(error))
                return 0
            for message in messages:
                if not await self._asking.read(is_known, f"m{message.id}"):
                    await self._client.hearing.hear(message)
                self._client.hearing.seen.note(thread.id, message.id)
            return len(messages)

    async def _missed(self, thread: ThreadView, seen: str | None) -> list[discord.Message]:
        where = int(thread.external_id or thread.channel_id or 0)
        channel: Any = self._client.get_channel(where) or await self._client.fetch_channel(where)
        oldest = discord.utils.time_snowflake(datetime.now(UTC) - OLDEST)
        after = discord.Object(max(oldest, int(seen or thread.external_id or 0)))
        return [message async for message in channel.history(limit=MESSAGES, after=after, oldest_first=True)]
