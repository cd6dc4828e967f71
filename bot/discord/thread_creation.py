"""Creates conversations: in a Discord thread of their own where possible, else in the channel itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord
import structlog
from sqlalchemy.orm import Session

from bot.discord.api_calls import FAULTS, NO_THREAD_HERE, DiscordCode, code_of, pin, post_card
from bot.discord.cards.escaping import escape
from bot.discord.channels import ConversationChannel, find_conversation
from bot.discord.post_delivery import load_brief_card
from bot.discord.recommendation_request import OriginReply, RecommendationRequest
from bot.discord.services import PLATFORM, Services
from musechat.errors import BadInput
from store import threads
from store.threads import ThreadView

NAME_LETTERS = 80  # of a clip's name in a message

log = structlog.get_logger(__name__)


class ThreadCreator:
    """Creates our threads, and the messages that Discord shows of them before the first turn."""

    def __init__(self, services: Services, client: discord.Client) -> None:
        self._services = services
        self._client = client

    async def create(self, request: RecommendationRequest, reply: OriginReply) -> ThreadView:
        """Create a thread for a request; its brief is the first message in it.

        Raises:
            BadInput: ``missing-permission``, ``cannot-speak-here``.
            discord.HTTPException, aiohttp.ClientError, OSError: Discord did not answer.

        """
        request.require_can_post()  # before anything is sent: half a conversation would confuse
        name = escape(request.title, NAME_LETTERS)
        origin = await reply.set_text(request.texts("recommend.looking", name=name))
        opened = await self._open_discord_thread(request, origin)
        thread = await self._store(request, opened, origin)
        conversation = find_conversation(self._client, thread)
        if conversation is None:
            raise BadInput("cannot-speak-here", "There is no channel to answer in", "Try another channel")
        key = "opened" if opened is not None else "here" if request.guild_id is not None else "here-alone"
        text = request.texts(f"recommend.{key}", name=name, thread=f"<#{conversation.channel.id}>")
        # Two messages that do not depend on each other: together they cost one round trip.
        brief_id, _ = await asyncio.gather(self._post_brief(conversation, request), reply.set_text(text))
        return thread if brief_id is None else await self._services.get_thread(thread.id)

    async def _open_discord_thread(
        self, request: RecommendationRequest, origin: discord.Message
    ) -> discord.Thread | None:
        if not request.can_open_thread:
            return None
        anchors = [message for message in (request.anchor, origin) if message is not None]
        return await open_discord_thread(anchors, request.title)

    async def _store(
        self, request: RecommendationRequest, opened: discord.Thread | None, origin: discord.Message
    ) -> ThreadView:
        member_id = await self._services.get_member_id(request.user_id)
        return await self._services.turn_client.write(_store_thread, request, member_id, opened, origin.id)

    async def _post_brief(self, conversation: ConversationChannel, request: RecommendationRequest) -> int | None:
        """Post the brief card as the conversation's first message, and pin it; not in a channel shared with others."""
        if conversation.parent is None and request.guild_id is not None:
            return None
        client = self._services.turn_client
        card = await load_brief_card(client, conversation.thread, request.texts)
        try:
            message = await post_card(conversation.channel, card, nonce=f"b{conversation.thread.id}")
        except FAULTS as error:
            log.warning("brief-not-posted", thread=conversation.thread.id, error=str(error))
            return None
        await client.write(threads.note_brief_message, conversation.thread.id, str(message.id))
        if conversation.parent is not None and (request.rights.pin_messages or request.rights.manage_messages):
            await pin(message)
        return message.id


async def open_discord_thread(anchors: Sequence[discord.Message], title: str) -> discord.Thread | None:
    """Open a Discord thread on the first of these messages that can have one; None where there can be none.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: Discord did not answer.

    """
    for message in anchors:
        if message.guild is None or message.flags.has_thread or message.thread is not None:  # one thread per message
            continue
        try:
            return await message.create_thread(name=title)
        except discord.HTTPException as error:
            if code_of(error) in (DiscordCode.HAS_THREAD, DiscordCode.UNKNOWN_MESSAGE):
                continue
            if code_of(error) not in NO_THREAD_HERE:
                raise
            log.info("no-thread-here", channel=message.channel.id, error=str(error))
            return None
    return None


def _store_thread(
    session: Session, request: RecommendationRequest, member_id: int, opened: discord.Thread | None, origin_id: int
) -> ThreadView:
    thread_id = threads.open_thread(
        session,
        platform=PLATFORM,
        member_id=member_id,
        external_id=str(opened.id) if opened is not None else None,
        guild_id=request.guild_id,
        name=request.title,
        channel_id=str(request.channel_id),
        open_to_all=request.open_to_all,
    )
    threads.note_reply_message(session, thread_id, str(origin_id))
    # The backlog starts after our own first message: nothing before it belongs to the conversation.
    threads.note_seen(session, thread_id, str(max(origin_id, opened.id if opened is not None else 0)))
    return threads.get_thread(session, thread_id)
