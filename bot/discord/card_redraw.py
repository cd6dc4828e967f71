"""Redraws the card of a pick in place, in the language it has and with the preview that it carries."""

from __future__ import annotations

import discord
import structlog

from bot.discord.api_calls import FAULTS, change_card
from bot.discord.cards import turn_card
from bot.discord.cards.layout import EXCERPT_NAME, MIX_NAME
from bot.discord.channels import ConversationChannel
from bot.turn_client import TurnClient
from language.texts import find_texts
from store.ledger import load_view

log = structlog.get_logger(__name__)


def list_played(message: discord.Message) -> list[str]:
    """Names of a message's files; Discord does not list those that a component shows as attached."""
    shown = [attachment.filename for attachment in message.attachments]
    parts = [part for box in message.components for part in (box, *getattr(box, "children", ()))]
    for gallery in parts:
        if isinstance(gallery, discord.MediaGalleryComponent):
            shown += [item.media.url.partition("?")[0].rpartition("/")[2] for item in gallery.items]
    return shown


def find_preview(message: discord.Message) -> str:
    """Name of what the card of a pick plays, if anything."""
    shown = list_played(message)
    return next((name for name in (MIX_NAME, EXCERPT_NAME) if name in shown), "")


async def redraw_card(turn_client: TurnClient, conversation: ConversationChannel, turn_id: int) -> None:
    """Redraw the card of a turn, wherever the change came from; Discord's errors are logged only."""
    turn = await turn_client.read(load_view, turn_id)
    if turn.message_id is None or not turn.picks:
        return
    try:
        message = await conversation.message(turn.message_id).fetch()
        card = turn_card(turn, find_texts(turn.language), loved=turn.loved, kept_preview=find_preview(message))
        if message.flags.components_v2:  # a message cannot change between the two forms
            # Attachments are left out: sending the listed ones would drop those that Discord does not list.
            await message.edit(view=card.layout, allowed_mentions=discord.AllowedMentions.none())
        else:
            await change_card(message, card)
    except FAULTS as error:
        log.info("card-not-redrawn", turn=turn.id, error=str(error))
