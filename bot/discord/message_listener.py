"""Hearing: which messages are meant for the bot, and what they ask for.

It speaks when it is spoken to, in its own threads and in private; it keeps out of what people say to each other.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import discord
import structlog

from bot.discord.api_calls import FAULTS
from bot.discord.clip_intake import take_attachment
from bot.discord.clips import first_clip, first_link, mentions_others, read_words, without_links
from bot.discord.error_messages import line_of
from bot.discord.permissions import may_refine, may_speak, not_theirs, own_rights
from bot.discord.read_markers import ReadMarkers
from bot.discord.recommend import NO_CLIP, begin, clip_in
from bot.discord.services import PLATFORM, UPLOAD_BYTES, public_texts
from bot.discord.thread_creation import RecommendationRequest
from language.texts import Texts, texts_for
from musechat.errors import BadInput
from musechat.guild import GuildSettings
from musechat.turn import ClipSource, TurnKind
from store.ledger import last_language
from store.threads import ThreadView, find_thread, latest_thread, thread_of_message

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient

OLDEST = timedelta(hours=24)  # an answer that comes later than that is none
TOLD = 2000  # of how many people in how many threads it is remembered that they were told

log = structlog.get_logger(__name__)


class MessageReply:
    """The bot's line below a message."""

    def __init__(self, message: discord.Message) -> None:
        self._message = message
        self._line: discord.Message | None = None

    async def say(self, text: str) -> discord.Message:
        """Say or change the line."""
        none = discord.AllowedMentions.none()
        if self._line is not None:
            return await self._line.edit(content=text, allowed_mentions=none)
        reference = self._message.to_reference(fail_if_not_exists=False)
        nonce = f"r{self._message.id}"
        self._line = await self._message.channel.send(text, reference=reference, nonce=nonce, allowed_mentions=none)
        return self._line


class MessageListener:
    """Takes messages as they come, and those that came while nobody listened."""

    def __init__(self, client: MuseChatClient) -> None:
        self._client = client
        self._desk = client.desk
        self.seen = ReadMarkers(client.desk.asking)
        self._told: OrderedDict[tuple[int, int, str], None] = OrderedDict()

    async def close(self) -> None:
        """Write down how far was heard."""
        await self.seen.close()

    async def hear(self, message: discord.Message) -> None:
        """Do what a message asks for, if it is meant for us."""
        if not self._concerns(message):
            return
        try:
            await self._hear(message)
        except FAULTS as error:
            log.warning("message-not-answered", message=message.id, error=str(error))
        except Exception as error:  # noqa: BLE001 - the outermost boundary of a message
            if not self._client.ending:
                guild = message.guild
                await self._reply(message, line_of(error, texts_for(str(guild.preferred_locale) if guild else None)))

    async def _hear(self, message: discord.Message) -> None:
        thread = await self._thread_of(message)
        if thread is None and not self._spoken_to(message):
            return
        guild = await self._desk.guild(message.guild.id if message.guild else None)
        if not await may_speak(message, guild):
            return
        texts = await self._texts(message, guild, thread)
        try:
            if thread is None:
                await self._begin(message, guild, texts)
            else:
                await self._go_on(thread, message, guild, texts)
        except BadInput as error:
            await self._reply(message, line_of(error, texts))

    def _concerns(self, message: discord.Message) -> bool:
        """Whether a message may be meant for us, as far as it tells by itself."""
        me = self._client.user
        if me is None or message.author.bot or message.webhook_id is not None:
            return False
        if message.type not in (discord.MessageType.default, discord.MessageType.reply):
            return False
        if datetime.now(UTC) - message.created_at > OLDEST or mentions_others(message, me.id):
            return False
        if (answered := _answered_author(message)) is not None and answered != me.id:
            return False
        return self._spoken_to(message) or (self._desk.settings.message_content and _in_thread(message))

    def _spoken_to(self, message: discord.Message) -> bool:
        """Whether a message is said to us in so many words: privately, with a mention, or as a reply that pings."""
        me = self._client.user
        return me is not None and (message.guild is None or any(user.id == me.id for user in message.mentions))

    async def _thread_of(self, message: discord.Message) -> ThreadView | None:
        read, channel = self._desk.asking.read, str(message.channel.id)
        reference = message.reference.message_id if message.reference is not None else None
        if message.guild is not None and (thread := await read(find_thread, PLATFORM, channel)) is not None:
            return thread
        if reference is not None and (thread := await read(thread_of_message, PLATFORM, str(reference))) is not None:
            return thread
        # In private a new clip is a new conversation; anything else goes on with the last.
        if message.guild is None and clip_in(message, self._desk.settings) is None:
            return await read(latest_thread, PLATFORM, channel)
        return None

    async def _begin(self, message: discord.Message, guild: GuildSettings, texts: Texts) -> None:
        clip = clip_in(message, self._desk.settings)
        words = self._words(message)
        if clip is None and (message.guild is not None or not words):
            await self._tell_once(message, texts, "bring-a-clip")
            return
        source = await self._take(clip, guild)
        thread = await begin(self._client, self._asked(message, source, words, guild, texts), MessageReply(message))
        self.seen.note(thread.id, message.id)

    async def _go_on(self, thread: ThreadView, message: discord.Message, guild: GuildSettings, texts: Texts) -> None:
        if not await may_refine(self._desk, thread, message.author.id):
            if self._spoken_to(message):
                refusal = line_of(await not_theirs(self._desk, thread), texts)
                await self._tell_once(message, texts, "may-not-refine", refusal)
            return
        words = self._words(message)
        clip = first_clip(message.attachments) or (None if words else first_link(message.content))
        if clip is not None:
            asked = self._asked(message, await self._take(clip, guild), words, guild, texts)
            await begin(self._client, asked, MessageReply(message), own=thread)
        elif words:
            await self._refine(thread, message, words, texts)
        else:
            await self._tell_once(message, texts, "say-something")
        self.seen.note(thread.id, message.id)

    async def _refine(self, thread: ThreadView, message: discord.Message, words: str, texts: Texts) -> None:
        await self._desk.submit(
            thread,
            message.author.id,
            TurnKind.REFINE,
            upload_bytes=_upload_bytes(message),
            words=words,
            request=f"m{message.id}",
            language=texts.language,
        )

    async def _take(self, clip: discord.Attachment | ClipSource | None, guild: GuildSettings) -> ClipSource:
        if isinstance(clip, discord.Attachment):
            return await take_attachment(self._client, clip, guild)
        return clip or NO_CLIP

    def _asked(
        self, message: discord.Message, source: ClipSource, words: str, guild: GuildSettings, texts: Texts
    ) -> RecommendationRequest:
        return RecommendationRequest(
            user_id=message.author.id,
            guild_id=message.guild.id if message.guild else None,
            channel=message.channel,
            channel_id=message.channel.id,
            rights=own_rights(message),
            texts=texts,
            source=source,
            words=words,
            open_to_all=guild.open_to_all,
            request=f"m{message.id}",
            upload_bytes=_upload_bytes(message),
            anchor=message,
        )

    def _words(self, message: discord.Message) -> str:
        """What a message says, without our name and without links."""
        me = self._client.user
        text = without_links(message.content)
        for mention in (f"<@{me.id}>", f"<@!{me.id}>") if me is not None else ():
            text = text.replace(mention, " ")
        return read_words(text)

    async def _texts(self, message: discord.Message, guild: GuildSettings, thread: ThreadView | None) -> Texts:
        if message.guild is not None:
            return public_texts(guild, message.guild.preferred_locale)
        # A private message does not tell its writer's language; what they last used does.
        known = await self._desk.asking.read(last_language, thread.id) if thread is not None else None
        return texts_for(known)

    async def _tell_once(self, message: discord.Message, texts: Texts, code: str, line: str | None = None) -> None:
        key = (message.channel.id, message.author.id, code)
        if key in self._told:
            return
        self._told[key] = None
        if len(self._told) > TOLD:
            self._told.popitem(last=False)
        await self._reply(message, line or texts(f"errors.{code}"))

    async def _reply(self, message: discord.Message, line: str) -> None:
        try:
            await MessageReply(message).say(line)
        except FAULTS as error:
            log.warning("line-not-said", message=message.id, error=str(error))


def _answered_author(message: discord.Message) -> int | None:
    """Who wrote what a message replies to, where that is known."""
    resolved = message.reference.resolved if message.reference is not None else None
    return resolved.author.id if isinstance(resolved, discord.Message) else None


def _in_thread(message: discord.Message) -> bool:
    return isinstance(message.channel, discord.Thread | discord.PartialMessageable)


def _upload_bytes(message: discord.Message) -> int:
    return message.guild.filesize_limit if message.guild else UPLOAD_BYTES
