"""Private answers to commands: deferred at once, filled in after the database has answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.discord.cards.escaping import length
from bot.discord.services import Interaction

ACCENT = 0x7C6AA6  # colour of the box's edge, 0xRRGGBB
ROOM = 3600  # letters of all texts of an answer together; Discord takes 4,000

Row = Sequence[ui.DynamicItem[Any]]


async def defer_privately(interaction: Interaction) -> None:
    """Acknowledge a command whose answer only its user will see; Discord waits three seconds for this."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def defer_change(interaction: Interaction) -> None:
    """Acknowledge a press on an answer that will be edited in place."""
    await interaction.response.defer()


async def show(interaction: Interaction, view: ui.LayoutView, *files: discord.File) -> None:
    """Fill in a deferred answer, or edit it in place; ``files``: those that the view shows."""
    none = discord.AllowedMentions.none()
    await interaction.edit_original_response(view=view, attachments=files, allowed_mentions=none)


def draw_page(parts: Iterable[str], rows: Iterable[Row] = (), *, file: discord.File | None = None) -> ui.LayoutView:
    """Draw an answer: texts with a separator between each two, an attachment, and rows of buttons or a menu.

    Empty texts are left out; what does not fit is cut at a line's end. Use the view for one request only.
    """
    box: ui.Container[Any] = ui.Container(accent_colour=ACCENT)
    room = ROOM
    for text in filter(None, parts):
        if box.children:
            box.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        text = cut_to_fit(text, room)
        room -= length(text)
        box.add_item(ui.TextDisplay(text))
        if room < 200:  # a few words of the next part would help nobody
            break
    if file is not None:
        box.add_item(ui.File(file))
    view = ui.LayoutView(timeout=None)
    view.add_item(box)
    for row in rows:
        if row:
            view.add_item(ui.ActionRow(*row))
    return view


def cut_to_fit(text: str, room: int) -> str:
    """Cut a text at a line's end, so that it has at most ``room`` UTF-16 units."""
    if length(text) <= room:
        return text
    kept: list[str] = []
    room -= 2  # a line break and the ellipsis
    for line in text.split("\n"):
        room -= length(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join([*kept, "…"])
