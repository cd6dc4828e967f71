"""A card's buttons and menus. Their ids hold all the state, so that they work after any restart.

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
    """The action of a component; the comments say what its ids belong to. Values are stored in messages: never rename.

    The :class:`CardItem` id has the form ``mc:<verb>:<id>[:<id>[:<id>]]``.
    """

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
    GET = "get"  # turn
    SOUND = "sound"  # turn; the chosen value is the mode
    COMPARE = "compare"  # turn
    VOTE = "vote"  # turn, place in its comparison
    REVEAL = "reveal"  # turn
    TAKE = "take"  # turn, place in its comparison
    ANSWER = "answer"  # turn, which answer
    MORE = "more"  # turn, pick; the chosen value is the action
    CLIP = "clip"  # thread, Discord's message, which of its clips
    CANCEL = "cancel"  # turn
    SHOW = "show"  # turn
    RELAX = "relax"  # turn
    RETRY = "retry"  # turn
    REMOVE = "remove"  # thread
    BACK = "back"  # thread
    REWIND = "rewind"  # thread


Handler = Callable[[Interaction, str, tuple[int, ...], tuple[str, ...]], Awaitable[None]]
Control = ui.Button[Any] | ui.Select[Any]


def custom_id(verb: Verb, *ids: int) -> str:
    """Build the id of a button or menu, for example ``mc:love:17``."""
    return ":".join(("mc", verb.value, *map(str, ids)))


def parse_modal_id(text: str) -> tuple[int, ...] | None:
    """The ids in the id of a *Refine…* modal; None for any other."""
    found = re.fullmatch(rf"mc:{Verb.REFINE.value}:(\d{{1,19}})", text)
    return (int(found[1]),) if found else None


# Sending a card makes discord.py register its items' class for their template. This one is a prefix, which no whole id
# matches: it lets ids pass when items are made, and never takes a press from the bound class.
class CardItem(ui.DynamicItem[Any], template=re.compile(r"mc:")):
    """Any button or menu of any card, without an effect of its own."""

    def __init__(self, item: Control) -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: Control, _match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Wrap a component of a received message."""
        return cls(item)


def make_card_item(handle: Handler) -> type[CardItem]:
    """Make a class that passes presses on any card to ``handle``, cards of earlier versions included.

    ``handle`` is called with the interaction, the verb, the ids and the chosen values.
    """

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
    """The values chosen in a menu; empty where a button was pressed."""
    data = cast("Mapping[str, Sequence[str]]", interaction.data or {})
    return tuple(data.get("values", ()))


def button(
    verb: Verb,
    *ids: int,
    text: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    emoji: str | None = None,
) -> CardItem:
    """Build a button; ``text`` has at most 80 characters."""
    return CardItem(ui.Button(label=text, style=style, emoji=emoji, custom_id=custom_id(verb, *ids)))


def menu(verb: Verb, *ids: int, hint: str, options: list[discord.SelectOption]) -> CardItem:
    """Build a menu in which one option is chosen; at most 25 options."""
    return CardItem(ui.Select(placeholder=hint, options=options, custom_id=custom_id(verb, *ids)))
