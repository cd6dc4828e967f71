"""Shows a turn: its progress, its answer, and what else changes with it (the brief, the line in the channel)."""

from __future__ import annotations

import discord
import structlog

from bot.discord.api_calls import FAULTS, GONE, DiscordCode, change_card, code_of, passes, post_card
from bot.discord.cards import Card, progress_card, turn_card
from bot.discord.channels import ConversationChannel, find_conversation
from bot.discord.error_messages import log_incident
from bot.discord.post_delivery import PostDelivery, link_thread
from bot.discord.reconciliation import shows_turn
from bot.discord.services import PLATFORM, Services
from bot.discord.wait_estimate import WaitEstimator
from language.texts import find_texts
from musechat.errors import BadInput
from musechat.turn import TurnKind, TurnState, TurnView
from store.ledger import list_open_turns, note_message, request_cancel

LOOK_BACK = 50  # messages in which an answer is looked for that may have been sent
# What a card may be refused for because of its file.
FILE_REFUSED = frozenset({DiscordCode.TOO_LARGE, DiscordCode.MISSING_PERMISSIONS})

log = structlog.get_logger(__name__)


class Renderer:
    """Shows turns in Discord. What may pass (its servers' faults, cut connections) is raised, to be tried again."""

    def __init__(self, services: Services, client: discord.Client) -> None:
        self._services = services
        self._client = client
        self._turn_client = services.turn_client
        self._estimator = WaitEstimator(services.turn_client, services.settings.worker_threads)
        self._post_delivery = PostDelivery(services.turn_client)

    async def progress(self, turn: TurnView, message_id: int | None) -> int | None:
        """Show how far a turn is, in its message or a new one; the message's id, None where it cannot be shown."""
        conversation = await self._find_conversation(turn)
        if conversation is None:
            return None
        estimate_s = await self._estimator.estimate(turn)
        card = progress_card(turn, find_texts(turn.language), estimate_s=estimate_s)
        try:
            if message_id is not None:
                await change_card(conversation.message(message_id), card)
                return message_id
            sent = await post_card(conversation.channel, card, nonce=f"t{turn.id}")
        except discord.HTTPException as error:
            if passes(error):
                raise
            log.info("progress-not-shown", turn=turn.id, error=str(error))
            return message_id
        await self._turn_client.write(note_message, turn.id, str(sent.id))
        return sent.id

    async def result(self, turn: TurnView, message_id: int | None, *, doubtful: bool) -> None:
        """Show what became of a turn, and mark it delivered.

        Args:
            turn: in its final state.
            message_id: the message that shows it until now.
            doubtful: whether it may have been shown already, by an attempt of which nothing is known.

        """
        conversation = await self._find_conversation(turn)
        shown: int | None = None
        if conversation is not None:
            try:
                shown = await self._show(conversation, turn, message_id, doubtful)
            except discord.HTTPException as error:
                if passes(error):
                    raise
                await self._give_up(conversation, turn, error)
            else:
                await self._post_delivery.follow_up(conversation, turn)
        await self._turn_client.mark_delivered(turn.id, None if shown is None else str(shown))

    async def break_down(self, turn: TurnView, error: Exception) -> None:
        """End a turn that cannot be shown because of a fault of ours, visibly where that can be."""
        incident = log_incident(error)
        conversation = await self._find_conversation(turn)
        if conversation is not None:
            line = find_texts(turn.language)("errors.internal", incident=incident)
            await self._send_line(conversation.channel, line, f"e{turn.id}")
        await self._turn_client.mark_delivered(turn.id)

    async def end_thread(self, thread_id: int) -> None:
        """Cancel what a thread still waits for: nobody can see it any more."""
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
        # A tapped card keeps what it shows where its alternate could not be brought forward.
        keeps_card = turn.kind is TurnKind.ALTERNATE and turn.state is not TurnState.DONE
        nonce = f"t{turn.id}"
        preview = await self._read_preview(turn)
        if message_id is not None and not keeps_card:
            if await self._edit_card(conversation, message_id, turn, preview):
                return message_id
            nonce = f"u{turn.id}"  # the old one still names the message that is gone
        if doubtful:
            found = await self._find_message(conversation, turn)
            if found is not None and await self._edit_card(conversation, found, turn, preview):
                return found
        sent = await self._send_card(conversation, turn, preview, nonce)
        if doubtful:  # what Discord gave for this nonce may be the progress that an earlier attempt had sent
            await self._edit_card(conversation, sent, turn, preview)
        return sent

    async def _edit_card(
        self, conversation: ConversationChannel, message_id: int, turn: TurnView, preview: bytes | None
    ) -> bool:
        """Turn a message into the turn's card; False where another message must take its place."""
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
        """Take an archived thread out of the archive."""
        thread = await self._client.fetch_channel(conversation.channel.id)
        if isinstance(thread, discord.Thread):
            await thread.edit(archived=False)

    async def _find_message(self, conversation: ConversationChannel, turn: TurnView) -> int | None:
        """Look for the message that shows the turn already."""
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
        """The thread is gone, locked or closed to us: answer where it was asked, if possible."""
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
            log.warning("line-not-said", nonce=nonce, error=str(error))

    async def _read_preview(self, turn: TurnView) -> bytes | None:
        name = turn.picks[0].preview if turn.picks else ""
        if not name:
            return None
        try:
            return await self._turn_client.call(self._services.read_blob, name)
        except (BadInput, OSError):  # its time is over; the card does without
            return None


def _draw_card(turn: TurnView, preview: bytes | None) -> Card:
    """A fresh card for each use: discord.py forgets our buttons when one view is used for two edits."""
    return turn_card(turn, find_texts(turn.language), preview=preview)
