"""Opening a conversation: in a thread of its own where that can be, else in the channel itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import discord
import structlog
from sqlalchemy.orm import Session

from bot.discord.api_calls import FAULTS, NO_THREAD_HERE, DiscordCode, code_of, pin, post_card
from bot.discord.cards.escaping import escape
from bot.discord.channels import ConversationChannel, place_of
from bot.discord.clips import title_of
from bot.discord.post_delivery import current_brief
from bot.discord.services import PLATFORM
from language.texts import Texts
from musechat.errors import BadInput
from musechat.turn import ClipSource
from store import threads
from store.threads import ThreadView

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient

NAME_LETTERS = 80  # of a clip's name in a line

log = structlog.get_logger(__name__)


class OriginReply(Protocol):
    """The bot's own line where it was asked: said once, changed after."""

    async def say(self, text: str) -> discord.Message:
        """Say or change the line; the message that holds it."""


@dataclass(frozen=True, slots=True)
class RecommendationRequest:
    """What a member asked for, wherever they did. ``anchor`` is the message that the thread is to hang on, if any."""

    user_id: int
    guild_id: int | None
    channel: discord.abc.Messageable | None
    channel_id: int
    rights: discord.Permissions  # the bot's, there
    texts: Texts
    source: ClipSource
    words: str
    open_to_all: bool
    request: str
    upload_bytes: int
    anchor: discord.Message | None = None

    @property
    def title(self) -> str:
        """A name for the conversation."""
        return title_of(self.source, self.words, self.texts("recommend.untitled"))

    @property
    def in_thread(self) -> bool:
        """Whether it was asked inside of a thread."""
        return isinstance(self.channel, discord.Thread)

    @property
    def can_thread(self) -> bool:
        """Whether a thread can be opened there, as far as is known."""
        fits = isinstance(self.channel, discord.TextChannel | discord.PartialMessageable) and self.guild_id is not None
        return fits and self.rights.create_public_threads and self.rights.send_messages_in_threads

    def require_voice(self) -> None:
        """Make sure that the bot may post there, or in a thread of it.

        Raises:
            BadInput: ``missing-permission``.

        """
        if self.guild_id is None:
            return
        speaking = "send_messages_in_threads" if self.in_thread or self.can_thread else "send_messages"
        for name in ("view_channel", speaking):
            if not getattr(self.rights, name):
                said = self.texts(f"recommend.permission.{name}")
                what = f"I am missing the permission {said} in this channel"
                raise BadInput("missing-permission", what, "Ask someone who manages the server", permission=said)


async def open_conversation(client: MuseChatClient, asked: RecommendationRequest, reply: OriginReply) -> ThreadView:
    """Open a conversation for what was asked; its brief is the first thing in it.

    Raises:
        BadInput: ``missing-permission``, ``cannot-speak-here``.
        discord.HTTPException, aiohttp.ClientError, OSError: Discord did not answer.

    """
    asked.require_voice()
    name = f"{escape(asked.title, NAME_LETTERS)}"
    line = await reply.say(asked.texts("recommend.looking", name=name))
    anchors = [message for message in (asked.anchor, line) if message is not None]
    thread = await _open_thread(anchors, asked.title) if asked.can_thread else None
    view = await client.desk.asking.write(_keep, asked, await client.desk.member(asked.user_id), thread, line.id)
    place = place_of(client, view)
    if place is None:
        raise BadInput("cannot-speak-here", "There is no channel to answer in", "Try another channel")
    key = "opened" if thread is not None else "here" if asked.guild_id is not None else "here-alone"
    told = reply.say(asked.texts(f"recommend.{key}", name=name, thread=f"<#{place.channel.id}>"))
    brief, _ = await asyncio.gather(_post_brief(client, place, asked), told)
    return view if brief is None else await client.desk.thread(view.id)


async def _open_thread(anchors: Sequence[discord.Message], title: str) -> discord.Thread | None:
    """Open a thread on the first of these messages that can have one; None where there can be none."""
    for message in anchors:
        if message.guild is None or message.flags.has_thread or message.thread is not None:
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


async def _post_brief(client: MuseChatClient, place: ConversationChannel, asked: RecommendationRequest) -> int | None:
    """Post the brief as the conversation's first message; not in a channel that others talk in."""
    if place.parent is None and asked.guild_id is not None:
        return None
    card = await current_brief(client.desk.asking, place.thread, asked.texts)
    try:
        message = await post_card(place.channel, card, nonce=f"b{place.thread.id}")
    except FAULTS as error:
        log.warning("brief-not-posted", thread=place.thread.id, error=str(error))
        return None
    await client.desk.asking.write(threads.note_brief_message, place.thread.id, str(message.id))
    if place.parent is not None and (asked.rights.pin_messages or asked.rights.manage_messages):
        await pin(message)
    return message.id


def _keep(
    session: Session, asked: RecommendationRequest, member_id: int, thread: discord.Thread | None, line: int
) -> ThreadView:
    thread_id = threads.open_thread(
        session,
        platform=PLATFORM,
        member_id=member_id,
        external_id=str(thread.id) if thread is not None else None,
        guild_id=asked.guild_id,
        name=asked.title,
        channel_id=str(asked.channel_id),
        open_to_all=asked.open_to_all,
    )
    if thread is not None:
        threads.note_reply_message(session, thread_id, str(line))
    threads.note_seen(session, thread_id, str(max(line, thread.id if thread is not None else 0)))
    return threads.get_thread(session, thread_id)
