"""What a card's buttons and menus are: an id that says everything, so that they work after any restart.

Cards are drawn with :class:`CardItem`, which does nothing. A press is handled by the subclass that
:func:`make_card_item` binds to a handler, and that the client registers with discord.py.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Self, cast

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


# Sending a card makes discord.py register its items' class for their template. This one is a prefix, which no whole id
# matches: it lets ids pass when items are made, and never takes a press from the bound class.
class CardItem(ui.DynamicItem[Any], template=re.compile(r"mc:")):
    """Any button or menu of any card."""

    def __init__(self, item: Control) -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: Control, _match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Wrap what the message holds."""
        return cls(item)


def make_card_item(handle: Handler) -> type[CardItem]:
    """Bind what a press does. The class answers presses on any card, also on those sent by an earlier version."""

    class BoundCardItem(
        CardItem, template=re.compile(r"mc:(?P<verb>[a-z-]{1,20}):(?P<ids>\d{1,19}(?::\d{1,19}){0,2})")
    ):
        async def callback(self, interaction: Interaction) -> None:
            match = self.template.fullmatch(self.custom_id)
            assert match is not None  # noqa: S101 - discord.py matched it
            ids = tuple(map(int, match["ids"].split(":")))
            await handle(interaction, match["verb"], ids, chosen_values(interaction))

    return BoundCardItem


def chosen_values(interaction: Interaction) -> tuple[str, ...]:
    """What was chosen from a menu; nothing where a button was pressed."""
    data = cast("Mapping[str, Sequence[str]]", interaction.data or {})
    return tuple(data.get("values", ()))


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
