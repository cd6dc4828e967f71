"""What a card's buttons and menus are: an id that says everything, so that they work after any restart.

What happens when one is pressed is registered by :mod:`bot.discord.buttons`; cards know nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import Any, ClassVar, Self

import discord
from discord import ui

from bot.discord.services import Interaction


class Verb(StrEnum):
    """What a press asks for; the comment says of what the ids behind it are."""

    LOVE = "love"  # pick
    REJECT = "reject"  # pick
    ANOTHER = "another"  # turn
    SIMILAR = "similar"  # pick
    ALTERNATE = "alternate"  # pick
    REFINE = "refine"  # turn
    NEVER = "never"  # pick
    NEVER_WHAT = "never-what"  # pick, choice so far
    NEVER_SCOPE = "never-scope"  # pick, choice so far
    NEVER_TIME = "never-time"  # pick, choice so far
    NEVER_DO = "never-do"  # pick, choice
    UNDO = "undo"  # turn
    WHY = "why"  # turn
    ANSWER = "answer"  # turn, which answer
    CANCEL = "cancel"  # turn
    RELAX = "relax"  # turn
    RETRY = "retry"  # turn
    REMOVE = "remove"  # thread
    BACK = "back"  # thread
    REWIND = "rewind"  # thread


Handler = Callable[[Interaction, str, tuple[int, ...], tuple[str, ...]], Awaitable[None]]
Control = ui.Button[Any] | ui.Select[Any]


def custom_id(verb: Verb, *ids: int) -> str:
    """The id of a button or menu: "mc:love:17"."""
    return ":".join(("mc", verb.value, *map(str, ids)))


class CardItem(
    ui.DynamicItem[Any], template=re.compile(r"mc:(?P<verb>[a-z-]{1,20}):(?P<ids>\d{1,19}(?::\d{1,19}){0,2})")
):
    """Any button or menu of any card, also of cards that were sent by an earlier version."""

    handler: ClassVar[Handler | None] = None  # set by bot.discord.buttons

    def __init__(self, item: Control) -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: Control, _match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Wrap what the message holds."""
        return cls(item)

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Hand the press on."""
        match = self.template.fullmatch(self.custom_id)
        if match is None or CardItem.handler is None:
            raise RuntimeError(f"nobody handles {self.custom_id}")
        data: Mapping[str, Any] = interaction.data or {}
        chosen = tuple(data.get("values", ()))
        await CardItem.handler(interaction, match["verb"], tuple(map(int, match["ids"].split(":"))), chosen)


def button(
    verb: Verb,
    *ids: int,
    text: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    emoji: str | None = None,
) -> CardItem:
    """A button; ``text`` is at most 80 characters."""
    return CardItem(ui.Button(label=text, style=style, emoji=emoji, custom_id=custom_id(verb, *ids)))


def menu(verb: Verb, *ids: int, hint: str, options: list[discord.SelectOption]) -> CardItem:
    """A menu of which one option is chosen."""
    return CardItem(ui.Select(placeholder=hint, options=options, custom_id=custom_id(verb, *ids)))
