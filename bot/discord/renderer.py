"""Renders turns in Discord: their progress, their result, and what depends on it (the brief, the origin's reply)."""

from __future__ import annotations

from functools import partial

import discord
import structlog

from bot.discord.api_calls import FAULTS, GONE, DiscordCode, change_card, code_of, passes, post_card
from bot.discord.cards import progress_card
from bot.discord.channel_line import ChannelLine
from bot.discord.channels import ConversationChannel, find_conversation, reopen_thread
from bot.discord.comparison_delivery import give_up_comparison, redraw_comparison
from bot.discord.error_messages import log_incident
from bot.discord.played_media import FILE_REFUSED, Played, comes_late, draw_ended_card, read_played
from bot.discord.post_delivery import PostDelivery, link_thread
from bot.discord.reconciliation import shows_turn
from bot.discord.reply_delivery import ReplyDelivery
from bot.discord.services import PLATFORM, Services
from bot.discord.wait_estimate import WaitEstimator
from bot.discord.worker_presence import WorkerPresence
from language.texts import find_texts
from musechat.comparison import ComparisonState
from musechat.errors import BadInput
from musechat.turn import TurnKind, TurnState, TurnView
from store.ledger import list_open_turns, note_message, request_cancel

LOOK_BACK = 50  # messages after the turn's creation that are searched for its result
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
        self._replies = ReplyDelivery(services, client)

    async def close(self) -> None:
        """Stop what waits to be said."""
        await self._replies.close()

    async def progress(self, turn: TurnView, message_id: int | None) -> int | None:
        """Show a turn's progress, in its message or a new one; returns the message's id, None where there is none.

        Raises:
            discord.HTTPException, aiohttp.ClientError, OSError: a transient error.

        """
        conversation = await self._find_conversation(turn)
        estimate_s = await self._estimator.estimate(turn)
        absent = turn.state is TurnState.QUEUED and await self._presence.is_absent()
        texts = find_texts(turn.language)
        draw = partial(progress_card, turn, texts, estimate_s=estimate_s, unattended=absent)
        if conversation is None:
            return await self._replies.show_progress(turn, message_id, draw)
        try:
            if message_id is not None:
                await change_card(conversation.message(message_id), draw())
                return message_id
            sent = await post_card(conversation.channel, draw(), nonce=f"t{turn.id}")
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
        turn, played = await read_played(self._services, turn)
        if conversation is None:
            shown = await self._replies.show_result(turn, played, message_id)
        else:
            try:
                shown = await self._show(conversation, turn, played, message_id, doubtful)
            except discord.HTTPException as error:
                if passes(error):
                    raise
                if not comes_late(turn):
                    await self._give_up(conversation, turn, error)
            else:
                if not comes_late(turn):
                    await self._post_delivery.follow_up(conversation, turn)
        # Last: after a crash before this the turn is shown again, doubtful, rather than never.
        await self._turn_client.mark_delivered(turn.id, None if shown is None else str(shown))

    async def break_down(self, turn: TurnView, error: Exception) -> None:
        """Give up a turn that cannot be shown because of a bug: log it, send its incident id, mark it delivered."""
        incident = log_incident(error)
        conversation = await self._find_conversation(turn)
        line = find_texts(turn.language)("errors.internal", incident=incident)
        if conversation is not None:
            await self._send_line(conversation.channel, line, f"e{turn.id}")
        else:
            await self._replies.tell(turn, line)
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
        self,
        conversation: ConversationChannel,
        turn: TurnView,
        played: Played,
        message_id: int | None,
        doubtful: bool,
    ) -> int:
        # An alternate replaces the card it was chosen on; where it failed, that card stays and the failure is sent.
        keeps_card = turn.kind is TurnKind.ALTERNATE and turn.state is not TurnState.DONE
        nonce = f"t{turn.id}"
        if message_id is not None and not keeps_card:
            if await self._edit_card(conversation, message_id, turn, played) or comes_late(turn):
                return message_id
            nonce = f"u{turn.id}"  # for the first one Discord would return the message that is gone
        if doubtful:
            found = await self._find_message(conversation, turn)
            if found is not None and await self._edit_card(conversation, found, turn, played):
                return found
        sent = await self._send_card(conversation, turn, played, nonce)
        if doubtful:  # for a known nonce Discord returns the earlier message, which may show progress only
            await self._edit_card(conversation, sent, turn, played)
        return sent

    async def _edit_card(
        self, conversation: ConversationChannel, message_id: int, turn: TurnView, played: Played
    ) -> bool:
        """Edit a message to show the turn's card; False where a new message must be sent instead."""
        if not played and comes_late(turn):  # nothing new to show, and what the card plays would be lost
            return True
        try:
            await self._change(conversation.message(message_id), turn, played)
        except discord.HTTPException as error:
            if code_of(error) in (DiscordCode.UNKNOWN_MESSAGE, DiscordCode.OLD_EDITS_SPENT):
                return False
            if code_of(error) in FILE_REFUSED and played:
                without = await give_up_comparison(self._services, turn)
                return await self._edit_card(conversation, message_id, without, None)
            if code_of(error) != DiscordCode.ARCHIVED:
                raise
            await reopen_thread(self._client, conversation.channel.id)
            await self._change(conversation.message(message_id), turn, played)
        return True

    async def _change(self, message: discord.PartialMessage, turn: TurnView, played: Played) -> None:
        if turn.comparison is not None and turn.comparison.state is ComparisonState.REVEALED:
            await redraw_comparison(message, turn)
        else:
            await change_card(message, draw_ended_card(turn, played))

    async def _send_card(self, conversation: ConversationChannel, turn: TurnView, played: Played, nonce: str) -> int:
        try:
            return (await post_card(conversation.channel, draw_ended_card(turn, played), nonce=nonce)).id
        except discord.HTTPException as error:
            if code_of(error) in FILE_REFUSED and played:
                without = await give_up_comparison(self._services, turn)
                return await self._send_card(conversation, without, None, nonce)
            if code_of(error) != DiscordCode.ARCHIVED:
                raise
        await reopen_thread(self._client, conversation.channel.id)
        return (await post_card(conversation.channel, draw_ended_card(turn, played), nonce=nonce)).id

    async def _find_message(self, conversation: ConversationChannel, turn: TurnView) -> int | None:
        """Search the channel for the message that shows the turn already; its id."""
        me, since = self._client.user, discord.Object(discord.utils.time_snowflake(turn.created_at))
        card = draw_ended_card(turn, None)
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
