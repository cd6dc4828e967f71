"""Buttons and menus of the commands' own answers: the id says everything, so that they work after any restart."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import discord
from discord import ui

from bot.discord.cards.escaping import label
from bot.discord.error_messages import guarded
from bot.discord.services import Interaction

Handler = Callable[[Interaction, int, list[str]], Awaitable[None]]
Style = discord.ButtonStyle

_HANDLERS: dict[str, Handler] = {}


def pressed(verb: str) -> Callable[[Handler], Handler]:
    """Register what a press does: it is given the number in the id and the chosen values, and acknowledges first."""

    def register(handler: Handler) -> Handler:
        _HANDLERS[verb] = handler
        return handler

    return register


class CommandItem(ui.DynamicItem[Any], template=re.compile(r"my:(?P<verb>[a-z-]{1,20}):(?P<n>\d{1,19})")):
    """Any button or menu of any command's answer, also of answers that were given before a restart."""

    def __init__(self, item: ui.Button[Any] | ui.Select[Any]) -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _interaction: Any, item: ui.Item[Any], _match: re.Match[str], /) -> Self:
        """Wrap what the message holds."""
        return cls(item)  # type: ignore[arg-type]

    async def callback(self, interaction: Any) -> None:
        """Hand the press on."""
        match = self.template.fullmatch(self.custom_id)
        assert match is not None  # noqa: S101 - discord.py matched it
        chosen = list((interaction.data or {}).get("values", ()))
        await guarded(interaction, _HANDLERS[match["verb"]](interaction, int(match["n"]), chosen))


def button(
    verb: str, n: int, text: str, *, style: Style = Style.secondary, emoji: str | None = None, disabled: bool = False
) -> CommandItem:
    """A button."""
    made: ui.Button[Any] = ui.Button(
        label=label(text), style=style, emoji=emoji, disabled=disabled, custom_id=f"my:{verb}:{n}"
    )
    return CommandItem(made)


def menu(verb: str, n: int, hint: str, options: list[discord.SelectOption]) -> CommandItem:
    """A menu of which one option is chosen."""
    return CommandItem(ui.Select(placeholder=label(hint, 150), options=options[:25], custom_id=f"my:{verb}:{n}"))


COMMAND_ITEMS = (CommandItem,)
