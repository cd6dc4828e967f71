"""Renders turns in Discord: their progress, their result, and what depends on it (the brief, the origin's reply)."""

from __future__ import annotations

import discord
import structlog

from bot.discord.api_calls import FAULTS, GONE, DiscordCode, change_card, code_of, passes, post_card
from bot.discord.cards import Card, progress_card, turn_card
from bot.discord.channel_line import ChannelLine
from bot.discord.channels import ConversationChannel, find_conversation
from bot.discord.error_messages import log_incident
from bot.discord.post_delivery import PostDelivery, link_thread
from bot.discord.reconciliation import shows_turn
from bot.discord.services import PLATFORM, Services
from bot.discord.wait_estimate import WaitEstimator
from bot.discord.worker_presence import WorkerPresence
from language.texts import find_texts
from musechat.errors import BadInput
from musechat.mix_names import is_video_mix
from musechat.turn import TurnKind, TurnState, TurnView
from store.ledger import list_open_turns, note_message, request_cancel

LOOK_BACK = 50  # messages after the turn's creation that are searched for its result
# Errors that a card may cause by its file: it is tried again without.
FILE_REFUSED = frozenset({DiscordCode.TOO_LARGE, DiscordCode.MISSING_PERMISSIONS})

log = structlog.get_logger(__name__)


class Renderer:
    """Shows turns in Discord. Transient errors (Discord's servers, cut connections) are raised, to be retried."""

    def __init__(
        self, services: Services, client: discord.Client, presence: WorkerPresence, channel_line: ChannelLine
    ) -> None:
        self._services = services
        self._presence = presence
        self._client = client
        self._turn_client = services.turn_client
        self._estimator = WaitEstimator(services.turn_client, services.settings.worker_threads)
        self._post_delivery = PostDelivery(services.turn_client, channel_line)

    async def progress(self, turn: TurnView, message_id: int | None) -> int | None:
        """Show a turn's progress, in its message or a new one; returns the message's id, None where there is none.

        Raises:
            discord.HTTPException, aiohttp.ClientError, OSError: a transient error.

        """
        conversation = await self._find_conversation(turn)
        if conversation is None:
            return None
        estimate_s = await self._estimator.estimate(turn)
        absent = turn.state is TurnState.QUEUED and await self._presence.is_absent()
        card = progress_card(turn, find_texts(turn.language), estimate_s=estimate_s, unattended=absent)
        try:
            if message_id is not None:
                await change_card(conversation.message(message_id), card)
                return message_id
            sent = await post_card(conversation.channel, card, nonce=f"t{turn.id}")
        except discord.HTTPException as error:
            if passes(error):
                raise
            # Only progress: the result has further ways of being shown, and reports a failure.
            log.info("progress-not-shown", turn=turn.id, error=str(error))
            return message_id
        # Stored at once, so that another process edits this message instead of sending one more.
        await self._turn_client.write(note_message, turn.id, str(sent.id))
        return sent.id

    async def result(self, turn: TurnView, message_id: int | None, *, doubtful: bool) -> None:
        """Show a turn's result, and mark it delivered.

        Args:
            turn: in its final state.
            message_id: the message that has shown its progress, if any.
            doubtful: whether it may have been shown already, by an attempt whose outcome is unknown.

        Raises:
            discord.HTTPException, aiohttp.ClientError, OSError: a transient error.

        """
        conversation = await self._find_conversation(turn)
        shown: int | None = None
        if conversation is not None:
            try:
                shown = await self._show(conversation, turn, message_id, doubtful)
            except discord.HTTPException as error:
                if passes(error):
                    raise
                if not _comes_late(turn):
                    await self._give_up(conversation, turn, error)
            else:
                if not _comes_late(turn):
                    await self._post_delivery.follow_up(conversation, turn)
        # Last: after a crash before this the turn is shown again, doubtful, rather than never.
        await self._turn_client.mark_delivered(turn.id, None if shown is None else str(shown))

    async def break_down(self, turn: TurnView, error: Exception) -> None:
        """Give up a turn that cannot be shown because of a bug: log it, send its incident id, mark it delivered."""
        incident = log_incident(error)
        conversation = await self._find_conversation(turn)
        if conversation is not None:
            line = find_texts(turn.language)("errors.internal", incident=incident)
            await self._send_line(conversation.channel, line, f"e{turn.id}")
        await self._turn_client.mark_delivered(turn.id)

    async def end_thread(self, thread_id: int) -> None:
        """Cancel a thread's open turns, whose results nobody could see any more."""
        for turn_id in await self._turn_client.read(list_open_turns, thread_id):
            await self._turn_client.write(request_cancel, turn_id)

    async def _find_conversation(self, turn: TurnView) -> ConversationChannel | None:
        try:
            thread = await self._services.get_thread(turn.thread_id)
        except BadInput:  # deleted meanwhile, with all its messages
            return None
        return find_conversation(self._client, thread) if thread.platform == PLATFORM else None

    async def _show(
        self, conversation: ConversationChannel, turn: TurnView, message_id: int | None, doubtful: bool
    ) -> int:
        # An alternate replaces the card it was chosen on; where it failed, that card stays and the failure is sent.
        keeps_card = turn.kind is TurnKind.ALTERNATE and turn.state is not TurnState.DONE
        nonce = f"t{turn.id}"
        preview = await self._read_preview(turn)
        if message_id is not None and not keeps_card:
            if await self._edit_card(conversation, message_id, turn, preview) or _comes_late(turn):
                return message_id
            nonce = f"u{turn.id}"  # for the first one Discord would return the message that is gone
        if doubtful:
            found = await self._find_message(conversation, turn)
            if found is not None and await self._edit_card(conversation, found, turn, preview):
                return found
        sent = await self._send_card(conversation, turn, preview, nonce)
        if doubtful:  # for a known nonce Discord returns the earlier message, which may show progress only
            await self._edit_card(conversation, sent, turn, preview)
        return sent

    async def _edit_card(
        self, conversation: ConversationChannel, message_id: int, turn: TurnView, preview: bytes | None
    ) -> bool:
        """Edit a message to show the turn's card; False where a new message must be sent instead."""
        if preview is None and _comes_late(turn):  # nothing new to show, and what the card plays would be lost
            return True
        try:
            await change_card(conversation.message(message_id), _draw_card(turn, preview))
        except discord.HTTPException as error:
            if code_of(error) in (DiscordCode.UNKNOWN_MESSAGE, DiscordCode.OLD_EDITS_SPENT):
                return False
            if code_of(error) in FILE_REFUSED and preview is not None:
                return await self._edit_card(conversation, message_id, turn, None)
            if code_of(error) != DiscordCode.ARCHIVED:
                raise
            await self._unarchive(conversation)
            await change_card(conversation.message(message_id), _draw_card(turn, preview))
        return True

    async def _send_card(
        self, conversation: ConversationChannel, turn: TurnView, preview: bytes | None, nonce: str
    ) -> int:
        try:
            return (await post_card(conversation.channel, _draw_card(turn, preview), nonce=nonce)).id
        except discord.HTTPException as error:
            if code_of(error) in FILE_REFUSED and preview is not None:
                return await self._send_card(conversation, turn, None, nonce)
            if code_of(error) != DiscordCode.ARCHIVED:
                raise
        await self._unarchive(conversation)
        return (await post_card(conversation.channel, _draw_card(turn, preview), nonce=nonce)).id

    async def _unarchive(self, conversation: ConversationChannel) -> None:
        """Reopen an archived thread: Discord archives idle ones, and takes no edits in them."""
        thread = await self._client.fetch_channel(conversation.channel.id)
        if isinstance(thread, discord.Thread):
            await thread.edit(archived=False)

    async def _find_message(self, conversation: ConversationChannel, turn: TurnView) -> int | None:
        """Search the channel for the message that shows the turn already; its id."""
        me, since = self._client.user, discord.Object(discord.utils.time_snowflake(turn.created_at))
        card = _draw_card(turn, None)
        try:
            async for message in conversation.channel.history(limit=LOOK_BACK, after=since, oldest_first=True):
                if me is not None and message.author.id == me.id and shows_turn(message, turn, card):
                    return message.id
        except discord.HTTPException as error:
            if passes(error):
                raise
        return None

    async def _give_up(self, conversation: ConversationChannel, turn: TurnView, error: discord.HTTPException) -> None:
        """Handle a thread that is gone or closed to the bot: answer in the channel of the request, if possible."""
        log.warning("turn-not-shown", turn=turn.id, thread=conversation.thread.id, code=error.code, error=str(error))
        texts = find_texts(turn.language)
        if code_of(error) in GONE:
            await self.end_thread(turn.thread_id)
            return
        if conversation.parent is not None:
            key = "recommend.not-shown-pick" if turn.picks else "recommend.not-shown"
            pick = {"title": turn.picks[0].title, "artist": turn.picks[0].artist} if turn.picks else {}
            line = link_thread(texts, key, thread=conversation.channel.id, **pick)
            await self._send_line(conversation.parent, line, f"l{turn.id}")

    async def _send_line(self, channel: discord.PartialMessageable, line: str, nonce: str) -> None:
        try:
            await channel.send(line, nonce=nonce, allowed_mentions=discord.AllowedMentions.none())
        except FAULTS as error:
            log.warning("line-not-sent", nonce=nonce, error=str(error))

    async def _read_preview(self, turn: TurnView) -> bytes | None:
        name = turn.picks[0].preview if turn.picks else ""
        if not name:
            return None
        try:
            return await self._turn_client.call(self._services.read_blob, name)
        except (BadInput, OSError):  # retention has removed it; the card is shown without
            return None


def _draw_card(turn: TurnView, preview: bytes | None) -> Card:
    """Draw a new card for each request: discord.py loses the buttons of a view that is used for two edits."""
    return turn_card(turn, find_texts(turn.language), loved=turn.loved, preview=preview)


def _comes_late(turn: TurnView) -> bool:
    """Whether the card was shown before, and only gets the mix that was made since (:mod:`store.mix_delivery`)."""
    return bool(turn.picks) and is_video_mix(turn.picks[0].preview)
