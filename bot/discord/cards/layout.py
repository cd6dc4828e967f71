"""A card as a list of blocks, and their rendering as Components V2; :mod:`.classic_message` has the plain form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.discord.cards.components import CardItem, Verb, button, menu
from bot.discord.cards.escaping import label

MAX_DESCRIPTION = 1024  # Discord's limit of an alternative text
MAX_OPTIONS = 25  # Discord's limit of a menu
EXCERPT_NAME, MIX_NAME = "preview.mp4", "clip-with-music.mp4"  # files that a card plays
Style = discord.ButtonStyle


@dataclass(frozen=True, slots=True)
class CardFile:
    """An attachment that the layout refers to."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """A message in two forms. Use each view for one request only, and build the card again for an edit.

    Attributes:
        layout: as Components V2.
        plain: text of the classic form.
        plain_view: controls of the classic form, if any.
        files: that the layout shows.

    """

    layout: ui.LayoutView
    plain: str
    plain_view: ui.View | None
    files: tuple[CardFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """A button to be drawn; ``ids`` as :class:`Verb` says."""

    verb: Verb
    ids: tuple[int, ...]
    text: str
    style: Style = Style.secondary
    emoji: str | None = None

    def item(self, text: str | None = None) -> CardItem:
        """Build the button; a new one for each view."""
        return button(self.verb, *self.ids, text=label(text or self.text), style=self.style, emoji=self.emoji)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Markdown in which foreign text is already escaped."""

    markdown: str


@dataclass(frozen=True, slots=True)
class BlockGap:
    """Space between two blocks, with a line or without."""

    line: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """What the card plays, attached to the message as the file ``name``; ``described``: its alternative text."""

    described: str
    name: str


@dataclass(frozen=True, slots=True)
class DescribedPicture:
    """A picture attached as the file ``name``, with an alternative text that says all that it shows."""

    described: str
    name: str


@dataclass(frozen=True, slots=True)
class TextWithButton:
    """Text with a button beside it; ``plain_label``: the button's text in the classic form, where it stands alone."""

    markdown: str
    action: Action
    plain_label: str


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a menu; ``more`` is its description."""

    text: str
    value: str
    more: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu in which one option is chosen; options beyond Discord's 25 are left out."""

    verb: Verb
    ids: tuple[int, ...]
    hint: str
    options: Sequence[Option]

    def item(self) -> CardItem:
        """Build the menu; a new one for each view."""
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
    """One row of at most five buttons."""

    row: tuple[Action, ...]


Block = TextBlock | BlockGap | Preview | DescribedPicture | TextWithButton | Menu | Actions


def draw(blocks: Iterable[Block], *, accent: int | None = None, boxed: bool = True) -> ui.LayoutView:
    """Draw blocks as a Components V2 message, in a box with an edge of the colour ``accent``, or bare."""
    # Without a timeout and with dynamic items only: discord.py keeps no reference, so old cards cost no memory.
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
        case Preview(described, name):
            return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=label(described, 200)))
        case DescribedPicture(described, name):
            described = label(described, MAX_DESCRIPTION)
            return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=described))
        case TextWithButton(markdown, action, _):
            return ui.Section(ui.TextDisplay(markdown), accessory=action.item())
        case Menu():
            return ui.ActionRow(block.item())
        case Actions(row):
            return ui.ActionRow(*(action.item() for action in row))
