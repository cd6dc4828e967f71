"""Tells threads, once, of licences that no longer stand where they were stated when a pick was accepted."""

from __future__ import annotations

import asyncio
import re
import zlib
from contextlib import suppress

import discord
import structlog

from bot.discord.api_calls import FAULTS, DiscordCode, code_of, passes
from bot.discord.cards.escaping import escape
from bot.discord.channels import ConversationChannel, find_conversation, reopen_thread
from bot.discord.services import PLATFORM, Services
from language.texts import Texts, find_texts
from musechat.errors import BadInput
from musechat.licence_check import CheckState
from store.database import DATABASE_FAULTS
from store.licence_notices import LicenceNotice, claim_notices, mark_told

LOOK_S = 60.0  # between two looks: what was found a week late is in no hurry
LOOK_BACK = 50  # messages that are searched for what an earlier process may have sent
_ADDRESS = re.compile(r"https?://[^\s<>]{1,200}")

log = structlog.get_logger(__name__)


class LicenceNotifier:
    """Sends what :mod:`store.licence_notices` has for Discord's threads, in a task of its own."""

    def __init__(self, services: Services, client: discord.Client) -> None:
        self._services = services
        self._client = client
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start telling, also what was found while no bot ran."""
        self._task = asyncio.create_task(self._run(), name="licence-notices")

    async def close(self) -> None:
        """Stop. What was not told yet stays in the ledger, for the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def tell_due(self) -> None:
        """Tell everything that is to be told and that nobody else has begun to tell."""
        for notice in await self._services.turn_client.write(claim_notices, PLATFORM):
            try:
                await self._tell(notice)
            except FAULTS as error:
                if passes(error):  # claimed for a while, and then looked for in the channel before it is sent again
                    log.info("licence-notice-waits", pick=notice.pick_ids[0], error=str(error))
                    continue
                log.warning("licence-notice-not-shown", pick=notice.pick_ids[0], error=str(error))
            await self._services.turn_client.write(mark_told, notice)

    async def _run(self) -> None:
        while True:
            try:
                await self.tell_due()
            except DATABASE_FAULTS as error:
                log.warning("licence-notices-not-read", error=str(error))
            except Exception:
                log.exception("licence-notices-failed")
            await asyncio.sleep(LOOK_S)

    async def _tell(self, notice: LicenceNotice) -> None:
        conversation = None
        with suppress(BadInput):  # the thread may have been deleted meanwhile
            conversation = find_conversation(self._client, await self._services.get_thread(notice.thread_id))
        if conversation is None:
            return
        line = write_notice(notice, find_texts(notice.language))
        if notice.begun_at is None or not await self._is_shown(conversation, notice, line):
            await self._send(conversation, line, make_nonce(notice))

    async def _send(self, conversation: ConversationChannel, line: str, nonce: str) -> None:
        none = discord.AllowedMentions.none()
        try:
            await conversation.channel.send(line, nonce=nonce, allowed_mentions=none)
        except discord.HTTPException as error:
            if code_of(error) != DiscordCode.ARCHIVED:
                raise
            await reopen_thread(self._client, conversation.channel.id)
            await conversation.channel.send(line, nonce=nonce, allowed_mentions=none)

    async def _is_shown(self, conversation: ConversationChannel, notice: LicenceNotice, line: str) -> bool:
        """Whether an earlier attempt, whose outcome is unknown, has sent it."""
        since = discord.Object(discord.utils.time_snowflake(notice.found_at))
        me = self._client.user
        try:
            async for message in conversation.channel.history(limit=LOOK_BACK, after=since, oldest_first=True):
                if me is not None and message.author.id == me.id and message.content.split() == line.split():
                    return True
        except discord.HTTPException as error:
            if passes(error):
                raise
        return False


def write_notice(notice: LicenceNotice, texts: Texts) -> str:
    """Write the message of a notice; foreign text is escaped."""
    record = notice.record
    kind = "gone" if notice.state is CheckState.CHANGED and not notice.found else notice.state.value
    then = {"when": record.accepted_at[:10], "licence": escape(record.licence.id, 80)}
    now = {"where": show_place(notice.where), "now": escape(notice.found, 120)}
    title = texts("receipts.notice-title", title=escape(record.title, 90), artist=escape(record.artist, 90))
    return "\n".join(
        [
            f"**{title}**",
            f"- {texts('receipts.notice-then', **then)}",
            f"- {texts(f'receipts.notice-{kind}', **now)}",
            f"-# {texts('receipts.notice-what', receipt='`/receipt`')}",
        ]
    )


def show_place(where: str) -> str:
    """A place for a message: an address without its preview, anything else escaped."""
    return f"<{where}>" if _ADDRESS.fullmatch(where) else escape(where, 120)


def make_nonce(notice: LicenceNotice) -> str:
    """What Discord recognises a repeat of the message by, for some minutes."""
    return f"w{notice.pick_ids[0]}-{zlib.crc32(notice.finding.encode()):x}"
