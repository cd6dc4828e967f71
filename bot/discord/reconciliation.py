"""Recognises the bot's messages in a channel, after a crash or a cut connection left open whether one was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import discord

from bot.discord.cards import Card
from musechat.turn import TurnView

# The buttons whose id is a turn's; a card has at least one of them unless it is a plain line.
OF_TURN = re.compile(r"mc:(?:another|refine|undo|why|get|cancel|relax|retry|vote|reveal|take):(\d{1,19})(?::\d)?")


def shows_turn(message: discord.Message, turn: TurnView, card: Card) -> bool:
    """Whether a message shows a turn: its buttons hold the turn's id, or its text is that of the turn's card."""
    parts = list(_walk_components(message.components))
    turn_ids = {int(found[1]) for part in parts if (found := OF_TURN.fullmatch(str(getattr(part, "custom_id", None))))}
    if turn_ids:
        return turn.id in turn_ids
    shown = [part.content for part in parts if isinstance(part, discord.TextDisplay)] or [message.content]
    wanted = [item.content for item in card.layout.walk_children() if isinstance(item, discord.ui.TextDisplay)]
    return _normalise(shown) in (_normalise(wanted), _normalise([card.plain]))


def _walk_components(components: Any) -> Iterator[Any]:
    for part in components:
        yield part
        yield from _walk_components(getattr(part, "children", None) or ())
        if (beside := getattr(part, "accessory", None)) is not None:
            yield beside


def _normalise(texts: list[str]) -> str:
    # Discord trims what it stores, and the two forms of a card break lines differently.
    return " ".join(" ".join(texts).split())
