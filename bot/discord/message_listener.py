"""Handles messages, new and missed ones alike: parse, load the context, decide, act."""

from __future__ import annotations

import discord
import structlog

from bot.discord.api_calls import FAULTS
from bot.discord.clip_intake import take_clip
from bot.discord.clip_search import FoundClips
from bot.discord.connection_status import ConnectionStatus
from bot.discord.conversation_start import ConversationStarter
from bot.discord.error_messages import describe_error
from bot.discord.hint_memory import HintMemory
from bot.discord.message_decision import (
    Decision,
    Hint,
    HintCode,
    Ignore,
    MessageContext,
    Recommend,
    Refine,
    Refuse,
    decide,
    ignore_early,
)
from bot.discord.message_parsing import ParsedMessage, parse_message
from bot.discord.message_reply import MessageReply
from bot.discord.permissions import build_refusal, may_refine, may_speak, own_rights
from bot.discord.read_markers import ReadMarkers
from bot.discord.recommendation_request import RecommendationRequest
from bot.discord.services import PLATFORM, UPLOAD_BYTES, Services, public_texts
from language.texts import Texts, find_texts
from musechat.errors import BadInput
from musechat.guild import GuildSettings
from musechat.turn import ClipSource, TurnKind
from store.ledger import find_last_language, is_known
from store.threads import ThreadView, find_latest_thread, find_thread, find_thread_of_message

log = structlog.get_logger(__name__)


class MessageListener:
    """Answers the messages that are meant for the bot."""

    def __init__(
        self, services: Services, client: discord.Client, status: ConnectionStatus, starter: ConversationStarter
    ) -> None:
        self._services = services
        self._client = client
        self._status = status
        self._starter = starter
        self.read_markers = ReadMarkers(services.turn_client)
        self._hints = HintMemory()

    async def close(self) -> None:
        """Write the read markers to the database."""
        await self.read_markers.close()

    async def handle(self, message: discord.Message) -> None:
        """Answer a message if it is meant for the bot; never raises."""
        try:
            await self._handle(message)
        except FAULTS as error:
            log.warning("message-not-answered", message=message.id, error=str(error))
        except Exception as error:  # noqa: BLE001 - the outermost boundary of a message
            # While closing, the session and the threads go away one after the other: such errors are no faults.
            if not self._status.ending:
                guild = message.guild
                await _reply(message, describe_error(error, find_texts(str(guild.preferred_locale) if guild else None)))

    async def _handle(self, message: discord.Message) -> None:
        if self._client.user is None:
            return
        parsed = parse_message(message, self._client.user.id, self._services.settings)
        if ignore_early(parsed):
            return
        context = await self._load_context(message, parsed)
        try:
            await self._act(decide(parsed, context), message, context)
        except BadInput as error:
            await _reply(message, describe_error(error, context.texts))

    async def _load_context(self, message: discord.Message, parsed: ParsedMessage) -> MessageContext:
        """Load what the decision depends on; nothing beyond the thread for a message that is not for the bot."""
        thread = await self._find_thread(message, parsed)
        if thread is None and not parsed.addressed:
            return MessageContext(None)
        guild = await self._services.get_guild_settings(message.guild.id if message.guild else None)
        if not await may_speak(message, guild):
            return MessageContext(thread, may_speak=False)
        clips = await self._find_clips(parsed)
        # A direct message with a clip starts a new conversation; any other continues the last one.
        if thread is None and parsed.private and not clips.clips:
            thread = await self._services.turn_client.read(find_latest_thread, PLATFORM, str(message.channel.id))
        return MessageContext(
            thread,
            may_refine=thread is None or await may_refine(self._services, thread, message.author.id),
            clips=clips,
            guild=guild,
            texts=await self._choose_texts(message, guild, thread),
        )

    async def _find_thread(self, message: discord.Message, parsed: ParsedMessage) -> ThreadView | None:
        read, channel = self._services.turn_client.read, str(message.channel.id)
        thread = await read(find_thread, PLATFORM, channel) if not parsed.private else None
        # A forwarded message refers to its origin too, and is no reply to it.
        if thread is None and message.reference is not None and message.type is discord.MessageType.reply:
            thread = await read(find_thread_of_message, PLATFORM, str(message.reference.message_id))
        return thread

    async def _find_clips(self, parsed: ParsedMessage) -> FoundClips:
        """Find the message's own clips, else those of the message that it asks about."""
        search = self._services.clip_search
        found = await search.find(parsed.post)
        if found.clips or parsed.about is None:
            return found
        # In private a reply to a clip that was answered goes on with its conversation.
        if parsed.private and await self._services.turn_client.read(is_known, f"m{parsed.about.message_id}"):
            return found
        return await search.find(parsed.about)

    async def _choose_texts(self, message: discord.Message, guild: GuildSettings, thread: ThreadView | None) -> Texts:
        if message.guild is not None:
            return public_texts(guild, message.guild.preferred_locale)
        # Discord gives no locale with a direct message; the language of the last turn is the best guess.
        known = await self._services.turn_client.read(find_last_language, thread.id) if thread is not None else None
        return find_texts(known)

    async def _act(self, decision: Decision, message: discord.Message, context: MessageContext) -> None:
        match decision:
            case Ignore():
                return
            case Refuse(error):
                raise error
            case Hint(code, thread):
                await self._send_hint(message, context, code)
            case Recommend():
                thread = await self._recommend(decision, message, context)
            case Refine(thread, words):
                await self._refine(thread, message, words, context.texts)
        # Only now: a message whose turn could not be submitted is read again with the backlog.
        if thread is not None:
            self.read_markers.note(thread.id, message.id)

    async def _recommend(self, decision: Recommend, message: discord.Message, context: MessageContext) -> ThreadView:
        source = await take_clip(self._services, decision.clips, 0, context.guild)
        request = _build_request(message, source, decision, context)
        return await self._starter.start(request, MessageReply(message), own=decision.thread)

    async def _refine(self, thread: ThreadView, message: discord.Message, words: str, texts: Texts) -> None:
        await self._services.submit_turn(
            thread,
            message.author.id,
            TurnKind.REFINE,
            upload_bytes=_upload_bytes(message),
            words=words,
            request=_request_id(message),
            language=texts.language,
        )

    async def _send_hint(self, message: discord.Message, context: MessageContext, code: HintCode) -> None:
        """Send a hint unless this member was sent it in this channel just before."""
        if not self._hints.note_if_due((message.channel.id, message.author.id, code)):
            return
        texts = context.texts
        if code is HintCode.MAY_NOT_REFINE and context.thread is not None:  # its text names the owner
            line = describe_error(await build_refusal(self._services, context.thread), texts)
        else:
            line = texts(f"errors.{code}", menu=texts("recommend.command.menu"))
        await _reply(message, line)


def _build_request(
    message: discord.Message, source: ClipSource, decision: Recommend, context: MessageContext
) -> RecommendationRequest:
    return RecommendationRequest(
        user_id=message.author.id,
        guild_id=message.guild.id if message.guild else None,
        channel=message.channel,
        channel_id=message.channel.id,
        rights=own_rights(message),
        texts=context.texts,
        source=source,
        words=decision.words,
        clips=decision.clips,
        open_to_all=context.guild.open_to_all,
        request_id=_request_id(message),
        upload_bytes=_upload_bytes(message),
        anchor=message,
    )


async def _reply(message: discord.Message, line: str) -> None:
    try:
        await MessageReply(message).set_text(line)
    except FAULTS as error:
        log.warning("reply-not-sent", message=message.id, error=str(error))


def _request_id(message: discord.Message) -> str:
    # Derived from the message: handled twice (received, then found in the backlog) it is still one turn.
    return f"m{message.id}"


def _upload_bytes(message: discord.Message) -> int:
    return message.guild.filesize_limit if message.guild else UPLOAD_BYTES
