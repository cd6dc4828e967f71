"""What follows an answer: the thread's brief is brought up to date, and the channel keeps a line of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog
from sqlalchemy.orm import Session

from bot.discord.api_calls import FAULTS, DiscordCode, change_card, code_of
from bot.discord.cards import Card, brief_card
from bot.discord.cards.escaping import escape
from bot.discord.channels import ConversationChannel
from bot.turn_client import TurnClient
from language.texts import Texts, texts_for
from musechat.brief import Brief
from musechat.turn import TurnState, TurnView
from store.ledger import thread_views
from store.members import external_ids
from store.threads import ThreadView, note_brief_message, note_reply_message

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient

log = structlog.get_logger(__name__)


class PostDelivery:
    """Keeps the brief and the channel's line true. Neither is worth a second try: the next turn mends them."""

    def __init__(self, client: MuseChatClient) -> None:
        self._asking = client.desk.asking

    async def of(self, place: ConversationChannel, turn: TurnView) -> None:
        """Follow up on a turn that was shown."""
        if turn.state is not TurnState.DONE:
            return
        if place.thread.brief_message_id is not None:
            await self._renew_brief(place, turn)
        if place.parent is not None and place.thread.reply_message_id is not None and turn.picks:
            await self._tell_channel(place, place.parent, turn)

    async def _renew_brief(self, place: ConversationChannel, turn: TurnView) -> None:
        card = await current_brief(self._asking, place.thread, texts_for(turn.language))
        try:
            await change_card(place.message(place.thread.brief_message_id or 0), card)
        except FAULTS as error:
            log.info("brief-not-renewed", thread=place.thread.id, error=str(error))
            if code_of(error) == DiscordCode.UNKNOWN_MESSAGE:  # a moderator took it away, and meant it
                await self._asking.write(note_brief_message, place.thread.id, None)

    async def _tell_channel(
        self, place: ConversationChannel, parent: discord.PartialMessageable, turn: TurnView
    ) -> None:
        pick = turn.picks[0]
        line = self.line(
            texts_for(turn.language), "recommend.found", thread=place.channel.id, title=pick.title, artist=pick.artist
        )
        message = parent.get_partial_message(int(place.thread.reply_message_id or 0))
        try:
            await message.edit(content=line, allowed_mentions=discord.AllowedMentions.none())
        except FAULTS as error:
            log.info("channel-not-told", thread=place.thread.id, error=str(error))
        await self._asking.write(note_reply_message, place.thread.id, None)

    @staticmethod
    def line(texts: Texts, key: str, *, thread: int, **names: str) -> str:
        """A line that leads to a thread; foreign names in it are made harmless."""
        return texts(key, thread=f"<#{thread}>", **{key: escape(name, 90) for key, name in names.items()})


async def current_brief(asking: TurnClient, thread: ThreadView, texts: Texts) -> Card:
    """The thread's brief card as it stands now."""
    turns, names = await asking.read(_load, thread.id)
    standing = next((turn.brief for turn in reversed(turns) if turn.state is TurnState.DONE), Brief())
    return brief_card(thread, standing, turns, texts, names=names)


def _load(session: Session, thread_id: int) -> tuple[list[TurnView], dict[int, str]]:
    turns = thread_views(session, thread_id)
    authors = {standing.author for turn in turns for standing in turn.brief.standing}
    return turns, {member: f"<@{user}>" for member, user in external_ids(session, authors).items()}
