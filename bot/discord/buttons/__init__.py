"""Buttons: what happens when something on a card is pressed.

Every press is acknowledged before anything else, then looked at; whatever goes wrong is told to the one who pressed.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import discord

from bot.discord.buttons.exclude import choose, do_it, never
from bot.discord.buttons.history_steps import again, back, cancel, relax, remove, rewind, undo
from bot.discord.buttons.interaction import Acknowledge, ButtonInteraction, Work, later, privately, quietly
from bot.discord.buttons.refine import answer, refine
from bot.discord.buttons.verdicts import alternate, another, love, reject, similar
from bot.discord.buttons.why import why
from bot.discord.cards.components import CardItem, Verb
from bot.discord.error_messages import guarded
from bot.discord.services import Interaction
from musechat.errors import BadInput

__all__ = ["ALL_ITEMS", "HANDLERS", "pressed"]

ALL_ITEMS: tuple[type[discord.ui.DynamicItem[Any]], ...] = (CardItem,)

HANDLERS: dict[Verb, tuple[Acknowledge, Work]] = {
    Verb.LOVE: (quietly, love),
    Verb.REJECT: (quietly, reject),
    Verb.ANOTHER: (quietly, another),
    Verb.SIMILAR: (quietly, similar),
    Verb.ALTERNATE: (quietly, alternate),
    Verb.REFINE: (later, refine),
    Verb.ANSWER: (quietly, answer),
    Verb.NEVER: (privately, never),
    Verb.NEVER_WHAT: (quietly, partial(choose, field="what")),
    Verb.NEVER_SCOPE: (quietly, partial(choose, field="scope")),
    Verb.NEVER_TIME: (quietly, partial(choose, field="time")),
    Verb.NEVER_DO: (quietly, do_it),
    Verb.UNDO: (quietly, undo),
    Verb.WHY: (privately, why),
    Verb.CANCEL: (quietly, cancel),
    Verb.RELAX: (quietly, relax),
    Verb.RETRY: (quietly, again),
    Verb.REMOVE: (quietly, remove),
    Verb.BACK: (quietly, back),
    Verb.REWIND: (quietly, rewind),
}


async def pressed(interaction: Interaction, verb: str, ids: tuple[int, ...], values: tuple[str, ...]) -> None:
    """Answer a press on any card, however old."""
    await guarded(interaction, _handle(interaction, verb, ids, values))


async def _handle(interaction: Interaction, verb: str, ids: tuple[int, ...], values: tuple[str, ...]) -> None:
    if interaction.client.ending:
        raise BadInput("restarting", "MuseChat is restarting", "Try again in a few seconds")
    if verb not in HANDLERS:
        raise BadInput("old-button", "This button is from another version of MuseChat", "Use a newer card")
    acknowledge, work = HANDLERS[Verb(verb)]
    await acknowledge(interaction)
    await work(ButtonInteraction(interaction, ids, values))


CardItem.handler = pressed
