"""Reactions on the card of a pick, by whoever may refine its conversation: a verdict like that of the buttons."""

from __future__ import annotations

import discord
import structlog

from bot.discord.api_calls import FAULTS
from bot.discord.card_redraw import redraw_card
from bot.discord.channel_line import ChannelLine
from bot.discord.channels import ConversationChannel, find_conversation
from bot.discord.commands.authorization import find_bar, roles_of
from bot.discord.permissions import may_refine
from bot.discord.services import PLATFORM, Services
from language.reaction_emoji import read_reaction
from language.texts import find_texts
from musechat.errors import BadInput
from musechat.message import Intent
from musechat.turn import TurnKind, TurnState, TurnView
from store.ledger import load_view
from store.pick_actions import count_ended_turns
from store.thread_history import put_feedback
from store.threads import ThreadView, get_thread
from store.verdicts import find_turn_of_message, withdraw_reaction

log = structlog.get_logger(__name__)


class ReactionListener:
    """Takes a heart or a thumb on a card for *Love it* or *Not for me*; all other reactions mean nothing to it."""

    def __init__(self, services: Services, client: discord.Client, channel_line: ChannelLine) -> None:
        self._services = services
        self._client = client
        self._channel_line = channel_line

    async def handle(self, payload: discord.RawReactionActionEvent, *, added: bool) -> None:
        """Handle a reaction that was added or removed; Discord's errors and refusals are logged only."""
        verdict = read_reaction(payload.emoji.name) if payload.emoji.is_unicode_emoji() else None
        if verdict is None or self._client.user is None or payload.user_id == self._client.user.id:
            return
        try:
            await self._judge(payload, verdict, added=added)
        except (*FAULTS, BadInput) as error:
            log.info("reaction-not-taken", message=payload.message_id, error=str(error))

    async def _judge(self, payload: discord.RawReactionActionEvent, verdict: Intent, *, added: bool) -> None:
        found = await self._find_card(payload)
        if found is None:
            return
        turn, thread, conversation = found
        read_write, pick = self._services.turn_client, turn.picks[0]
        member_id = await self._services.get_member_id(payload.user_id)
        if not added:
            if not await read_write.write(withdraw_reaction, pick.id, member_id):
                return
        elif verdict is Intent.VERDICT_UP:
            await read_write.write(put_feedback, pick.id, member_id, "accepted", source="reaction")
        else:
            await read_write.write(put_feedback, pick.id, member_id, "rejected", source="reaction")
            await self._go_on(payload.user_id, turn, thread)
        await redraw_card(read_write, conversation, turn.id)
        await self._channel_line.update(conversation, find_texts(turn.language))

    async def _find_card(
        self, payload: discord.RawReactionActionEvent
    ) -> tuple[TurnView, ThreadView, ConversationChannel] | None:
        """Find the turn that the message shows, where it shows a pick and the member may refine it."""
        read = self._services.turn_client.read
        turn_id = await read(find_turn_of_message, str(payload.message_id))
        if turn_id is None:
            return None
        turn = await read(load_view, turn_id)
        thread = await read(get_thread, turn.thread_id)
        conversation = find_conversation(self._client, thread) if thread.platform == PLATFORM else None
        shows_pick = turn.state is TurnState.DONE and bool(turn.picks) and turn.kind is not TurnKind.ADD
        if conversation is None or not shows_pick or not await self._may_judge(payload, thread):
            return None
        return turn, thread, conversation

    async def _may_judge(self, payload: discord.RawReactionActionEvent, thread: ThreadView) -> bool:
        guild = await self._services.get_guild_settings(payload.guild_id)
        member = payload.member  # None in private, and where a reaction is removed
        moderates = member is not None and member.guild_permissions.manage_guild
        places = {payload.channel_id, int(thread.channel_id or 0)}
        barred = find_bar(guild, places, roles_of(member)) if member is not None and not moderates else ""
        return not barred and await may_refine(self._services, thread, payload.user_id)

    async def _go_on(self, user_id: int, turn: TurnView, thread: ThreadView) -> None:
        """Submit the turn that follows a rejection: once, however often the reaction is put."""
        ended = await self._services.turn_client.read(count_ended_turns, thread.id)
        pick = turn.picks[0]
        await self._services.submit_turn(
            thread,
            user_id,
            TurnKind.REJECT,
            about_pick=pick.id,
            request=f"reject:{pick.id}:{thread.id}:{ended}",
            language=turn.language,
        )
