"""Follow-up of a delivered turn: updates the thread's brief card, and the line in the channel of the request."""

from __future__ import annotations

import structlog
from sqlalchemy.orm import Session

from bot.discord.api_calls import FAULTS, DiscordCode, change_card, code_of
from bot.discord.card_redraw import redraw_card
from bot.discord.cards import Card, brief_card
from bot.discord.cards.escaping import escape
from bot.discord.channel_line import ChannelLine
from bot.discord.channels import ConversationChannel
from bot.turn_client import TurnClient
from language.texts import Texts, find_texts
from musechat.brief import Brief
from musechat.turn import TurnKind, TurnState, TurnView
from store.ledger import load_thread_views
from store.members import load_external_ids
from store.threads import ThreadView, note_brief_message
from store.verdicts import find_turn_praised_by

log = structlog.get_logger(__name__)


class PostDelivery:
    """Updates the brief card and the line in the channel. Neither is retried: the next turn updates them anyway."""

    def __init__(self, turn_client: TurnClient, channel_line: ChannelLine) -> None:
        self._turn_client = turn_client
        self._channel_line = channel_line

    async def follow_up(self, conversation: ConversationChannel, turn: TurnView) -> None:
        """Update the messages that depend on a turn, after it was shown; Discord's errors are logged only."""
        if turn.state is TurnState.DONE and conversation.thread.brief_message_id is not None:
            await self._update_brief(conversation, turn)
        if turn.state is TurnState.DONE and turn.words and turn.seq > 1:
            await self._show_praise(conversation, turn)
        if turn.kind is not TurnKind.ADD:
            await self._channel_line.update(conversation, find_texts(turn.language))

    async def _show_praise(self, conversation: ConversationChannel, turn: TurnView) -> None:
        """Redraw the card of the pick that the turn's words have praised, as a press of its button would."""
        praised = await self._turn_client.read(find_turn_praised_by, turn.id)
        if praised is not None:
            await redraw_card(self._turn_client, conversation, praised)

    async def _update_brief(self, conversation: ConversationChannel, turn: TurnView) -> None:
        card = await load_brief_card(self._turn_client, conversation.thread, find_texts(turn.language))
        try:
            await change_card(conversation.message(conversation.thread.brief_message_id or 0), card)
        except FAULTS as error:
            log.info("brief-not-updated", thread=conversation.thread.id, error=str(error))
            if code_of(error) == DiscordCode.UNKNOWN_MESSAGE:  # a moderator deleted it, and meant to
                await self._turn_client.write(note_brief_message, conversation.thread.id, None)


def link_thread(texts: Texts, key: str, *, thread: int, **names: str) -> str:
    """Render a catalogue text that links to a thread; ``names`` fill its placeholders, escaped."""
    return texts(key, thread=f"<#{thread}>", **{key: escape(name, 90) for key, name in names.items()})


async def load_brief_card(turn_client: TurnClient, thread: ThreadView, texts: Texts) -> Card:
    """Draw the thread's brief card as of its last completed turn."""
    # One session for turns and names: they belong to the same moment.
    turns, names = await turn_client.read(_load, thread.id)
    standing = next((turn.brief for turn in reversed(turns) if turn.state is TurnState.DONE), Brief())
    return brief_card(thread, standing, turns, texts, names=names)


def _load(session: Session, thread_id: int) -> tuple[list[TurnView], dict[int, str]]:
    turns = load_thread_views(session, thread_id)
    authors = {standing.author for turn in turns for standing in turn.brief.standing}
    return turns, {member: f"<@{user}>" for member, user in load_external_ids(session, authors).items()}
