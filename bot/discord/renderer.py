"""Showing a turn: its progress, its answer, and what else changes with it (the brief, the line in the channel)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog

from bot.discord.api_calls import FAULTS, GONE, DiscordCode, change_card, code_of, passes, post_card
from bot.discord.cards import Card, progress_card, turn_card
from bot.discord.channels import ConversationChannel, place_of
from bot.discord.error_messages import error_incident
from bot.discord.post_delivery import PostDelivery
from bot.discord.reconciliation import shows
from bot.discord.services import PLATFORM
from bot.discord.wait_estimate import Estimates
from language.texts import texts_for
from musechat.errors import BadInput
from musechat.turn import TurnKind, TurnState, TurnView
from store.ledger import note_message, open_turns, request_cancel

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient

LOOK_BACK = 50  # messages in which an answer is looked for that may have been sent
HEAVY = frozenset(
    {DiscordCode.TOO_LARGE, DiscordCode.MISSING_PERMISSIONS}
)  # what a card may be refused for because of its file

log = structlog.get_logger(__name__)


class Renderer:
    """Shows turns in Discord. What may pass (its servers' faults, cut connections) is raised, to be tried again."""

    def __init__(self, client: MuseChatClient) -> None:
        self._client = client
        self._asking = client.desk.asking
        self._estimates = Estimates(self._asking, client.desk.settings.worker_threads)
        self._aftermath = PostDelivery(client)

    async def progress(self, turn: TurnView, message_id: int | None) -> int | None:
        """Show how far a turn is, in its message or a new one; the message's id, None where it cannot be shown."""
        place = await self._place(turn)
        if place is None:
            return None
        estimate_s = await self._estimates.of(turn)
        card = progress_card(turn, texts_for(turn.language), estimate_s=estimate_s)
        try:
            if message_id is not None:
                await change_card(place.message(message_id), card)
                return message_id
            sent = await post_card(place.channel, card, nonce=f"t{turn.id}")
        except discord.HTTPException as error:
            if passes(error):
                raise
            log.info("progress-not-shown", turn=turn.id, error=str(error))
            return message_id
        await self._asking.write(note_message, turn.id, str(sent.id))
        return sent.id

    async def result(self, turn: TurnView, message_id: int | None, *, doubtful: bool) -> None:
        """Show what became of a turn, and mark it delivered.

        Args:
            turn: in its final state.
            message_id: the message that shows it until now.
            doubtful: whether it may have been shown already, by an attempt of which nothing is known.

        """
        place = await self._place(turn)
        shown: int | None = None
        if place is not None:
            try:
                shown = await self._show(place, turn, message_id, doubtful)
            except discord.HTTPException as error:
                if passes(error):
                    raise
                await self._give_up(place, turn, error)
            else:
                await self._aftermath.of(place, turn)
        await self._asking.mark_delivered(turn.id, None if shown is None else str(shown))

    async def break_down(self, turn: TurnView, error: Exception) -> None:
        """End a turn that cannot be shown because of a fault of ours, visibly where that can be."""
        incident = error_incident(error)
        place = await self._place(turn)
        if place is not None:
            line = texts_for(turn.language)("errors.internal", incident=incident)
            await self._say(place.channel, line, f"e{turn.id}")
        await self._asking.mark_delivered(turn.id)

    async def end_thread(self, thread_id: int) -> None:
        """Cancel what a thread still waits for: nobody can see it any more."""
        for turn_id in await self._asking.read(open_turns, thread_id):
            await self._asking.write(request_cancel, turn_id)

    async def _place(self, turn: TurnView) -> ConversationChannel | None:
        try:
            thread = await self._client.desk.thread(turn.thread_id)
        except BadInput:  # deleted meanwhile, with all that was said in it
            return None
        return place_of(self._client, thread) if thread.platform == PLATFORM else None

    async def _show(self, place: ConversationChannel, turn: TurnView, message_id: int | None, doubtful: bool) -> int:
        # A tapped card keeps what it shows where its alternate could not be brought forward.
        taken_over = turn.kind is TurnKind.ALTERNATE and turn.state is not TurnState.DONE
        nonce = f"t{turn.id}"
        preview = await self._preview(turn)
        if message_id is not None and not taken_over:
            if await self._change(place, message_id, turn, preview):
                return message_id
            nonce = f"u{turn.id}"  # the old one still names the message that is gone
        if doubtful:
            found = await self._find(place, turn)
            if found is not None and await self._change(place, found, turn, preview):
                return found
        sent = await self._send(place, turn, preview, nonce)
        if doubtful:  # what Discord gave for this nonce may be the progress that an earlier attempt had sent
            await self._change(place, sent, turn, preview)
        return sent

    async def _change(self, place: ConversationChannel, message_id: int, turn: TurnView, preview: bytes | None) -> bool:
        """Turn a message into the turn's card; False where another message must take its place."""
        try:
            await change_card(place.message(message_id), _card(turn, preview))
        except discord.HTTPException as error:
            if code_of(error) in (DiscordCode.UNKNOWN_MESSAGE, DiscordCode.OLD_EDITS_SPENT):
                return False
            if code_of(error) in HEAVY and preview is not None:
                return await self._change(place, message_id, turn, None)
            if code_of(error) != DiscordCode.ARCHIVED:
                raise
            await self._wake(place)
            await change_card(place.message(message_id), _card(turn, preview))
        return True

    async def _send(self, place: ConversationChannel, turn: TurnView, preview: bytes | None, nonce: str) -> int:
        try:
            return (await post_card(place.channel, _card(turn, preview), nonce=nonce)).id
        except discord.HTTPException as error:
            if code_of(error) in HEAVY and preview is not None:
                return await self._send(place, turn, None, nonce)
            if code_of(error) != DiscordCode.ARCHIVED:
                raise
        await self._wake(place)
        return (await post_card(place.channel, _card(turn, preview), nonce=nonce)).id

    async def _wake(self, place: ConversationChannel) -> None:
        """Take an archived thread out of the archive."""
        thread = await self._client.fetch_channel(place.channel.id)
        if isinstance(thread, discord.Thread):
            await thread.edit(archived=False)

    async def _find(self, place: ConversationChannel, turn: TurnView) -> int | None:
        """Look for the message that shows the turn already."""
        me, since = self._client.user, discord.Object(discord.utils.time_snowflake(turn.created_at))
        card = _card(turn, None)
        try:
            async for message in place.channel.history(limit=LOOK_BACK, after=since, oldest_first=True):
                if me is not None and message.author.id == me.id and shows(message, turn, card):
                    return message.id
        except discord.HTTPException as error:
            if passes(error):
                raise
        return None

    async def _give_up(self, place: ConversationChannel, turn: TurnView, error: discord.HTTPException) -> None:
        """The thread is gone, locked or closed to us: say so where it was asked, if that can be."""
        log.warning("turn-not-shown", turn=turn.id, thread=place.thread.id, code=error.code, error=str(error))
        texts = texts_for(turn.language)
        if code_of(error) in GONE:
            await self.end_thread(turn.thread_id)
            return
        if place.parent is not None:
            key = "recommend.not-shown-pick" if turn.picks else "recommend.not-shown"
            pick = {"title": turn.picks[0].title, "artist": turn.picks[0].artist} if turn.picks else {}
            line = self._aftermath.line(texts, key, thread=place.channel.id, **pick)
            await self._say(place.parent, line, f"l{turn.id}")

    async def _say(self, channel: discord.PartialMessageable, line: str, nonce: str) -> None:
        try:
            await channel.send(line, nonce=nonce, allowed_mentions=discord.AllowedMentions.none())
        except FAULTS as error:
            log.warning("line-not-said", nonce=nonce, error=str(error))

    async def _preview(self, turn: TurnView) -> bytes | None:
        name = turn.picks[0].preview if turn.picks else ""
        if not name:
            return None
        try:
            return await self._asking.call(self._client.desk.read_blob, name)
        except (BadInput, OSError):  # its time is over; the card does without
            return None


def _card(turn: TurnView, preview: bytes | None) -> Card:
    """A fresh card for each use: discord.py forgets our buttons when one view is used for two edits."""
    return turn_card(turn, texts_for(turn.language), preview=preview)
