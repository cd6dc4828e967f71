"""A card as a list of blocks, drawn twice: as Components V2, and plainly for where those are refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.discord.cards.components import CardItem, Verb, button, menu
from bot.discord.cards.escaping import label

MAX_OPTIONS = 25
PREVIEW_NAME = "preview.mp4"
Style = discord.ButtonStyle


@dataclass(frozen=True, slots=True)
class CardFile:
    """An attachment that the layout refers to."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """A message, drawn twice. Views are fresh and fully dynamic: use each once, build the card again for an edit."""

    layout: ui.LayoutView
    plain: str
    plain_view: ui.View | None
    files: tuple[CardFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """A button."""

    verb: Verb
    ids: tuple[int, ...]
    text: str
    style: Style = Style.secondary
    emoji: str | None = None

    def item(self, text: str | None = None) -> CardItem:
        """Build the button, new each time."""
        return button(self.verb, *self.ids, text=label(text or self.text), style=self.style, emoji=self.emoji)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Markdown, its foreign parts escaped."""

    markdown: str


@dataclass(frozen=True, slots=True)
class BlockGap:
    """Room between two blocks, with a line or without."""

    line: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """The playable excerpt, attached to the message."""

    described: str


@dataclass(frozen=True, slots=True)
class TextWithButton:
    """Text with a button beside it; drawn plainly the button needs words of its own."""

    markdown: str
    action: Action
    plain_label: str


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu."""

    text: str
    value: str
    more: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of which one option is chosen; options beyond Discord's 25 are left out."""

    verb: Verb
    ids: tuple[int, ...]
    hint: str
    options: Sequence[Option]

    def item(self) -> CardItem:
        """The menu itself, new each time."""
        shown = [
            discord.SelectOption(
                label=label(option.text, 100),
                value=option.value,
                description=label(option.more, 100) if option.more else None,
                default=option.chosen,
            )
            for option in self.options[:MAX_OPTIONS]
        ]
        return menu(self.verb, *self.ids, hint=label(self.hint, 150), options=shown)


@dataclass(frozen=True, slots=True)
class Actions:
    """One row of buttons, at most five."""

    row: tuple[Action, ...]


Block = TextBlock | BlockGap | Preview | TextWithButton | Menu | Actions


def draw(blocks: Iterable[Block], *, accent: int | None = None, boxed: bool = True) -> ui.LayoutView:
    """Draw blocks as a Components V2 message, in a box with a coloured edge or bare."""
    view = ui.LayoutView(timeout=None)
    items: list[ui.Item[Any]] = [_draw_block(block) for block in blocks]
    if boxed:
        items = [ui.Container(*items, accent_colour=accent)]
    for item in items:
        view.add_item(item)
    return view


def _draw_block(block: Block) -> ui.Item[Any]:
    match block:
        case TextBlock(markdown):
            return ui.TextDisplay(markdown)
        case BlockGap(line):
            return ui.Separator(visible=line, spacing=discord.SeparatorSpacing.small)
        case Preview(described):
            return ui.MediaGallery(
                discord.MediaGalleryItem(f"attachment://{PREVIEW_NAME}", description=label(described, 200))
            )
        case TextWithButton(markdown, action, _):
            return ui.Section(ui.TextDisplay(markdown), accessory=action.item())
        case Menu():
            return ui.ActionRow(block.item())
        case Actions(row):
            return ui.ActionRow(*(action.item() for action in row))
