"""Buttons and menus of the commands' answers. Their ids hold all the state, so that they work after any restart.

Answers are drawn with :class:`CommandItem`, which has no effect; see :mod:`bot.discord.cards.components` for why.
Ids have the form ``my:<verb>:<number>``.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.discord.cards.components import chosen_values
from bot.discord.cards.escaping import label
from bot.discord.error_messages import ErrorResponder
from bot.discord.services import Interaction

# Called with the interaction, the number in the id and the chosen values; it must acknowledge first.
ComponentHandler = Callable[[Interaction, int, Sequence[str]], Awaitable[None]]
Style = discord.ButtonStyle


class CommandItem(ui.DynamicItem[Any], template=re.compile(r"my:")):
    """Any button or menu of any command's answer."""

    def __init__(self, item: ui.Button[Any] | ui.Select[Any]) -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _interaction: Any, item: ui.Item[Any], _match: re.Match[str], /) -> Self:
        """Wrap a component of a received message."""
        return cls(item)  # type: ignore[arg-type]


def make_command_item(handlers: Mapping[str, ComponentHandler], errors: ErrorResponder) -> type[CommandItem]:
    """Make a class that passes presses to the handler of their verb, also on answers given before a restart."""

    class BoundCommandItem(CommandItem, template=re.compile(r"my:(?P<verb>[a-z-]{1,20}):(?P<n>\d{1,19})")):
        async def callback(self, interaction: Interaction) -> None:
            match = self.template.fullmatch(self.custom_id)
            assert match is not None  # noqa: S101 - discord.py matched it
            work = handlers[match["verb"]](interaction, int(match["n"]), chosen_values(interaction))
            await errors.guard(interaction, work)

    return BoundCommandItem


def build_button(
    verb: str, n: int, text: str, *, style: Style = Style.secondary, emoji: str | None = None, disabled: bool = False
) -> CommandItem:
    """Build a button; ``n`` is the number that its handler is called with."""
    made: ui.Button[Any] = ui.Button(
        label=label(text), style=style, emoji=emoji, disabled=disabled, custom_id=f"my:{verb}:{n}"
    )
    return CommandItem(made)


def build_menu(verb: str, n: int, hint: str, options: list[discord.SelectOption]) -> CommandItem:
    """Build a menu in which one option is chosen; options beyond Discord's 25 are left out."""
    return CommandItem(ui.Select(placeholder=label(hint, 150), options=options[:25], custom_id=f"my:{verb}:{n}"))
