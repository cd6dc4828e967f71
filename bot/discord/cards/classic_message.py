"""Draws a card's blocks as one classic message, the fallback where Discord refuses Components V2."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.discord.cards.components import CardItem
from bot.discord.cards.escaping import length
from bot.discord.cards.layout import Actions, Block, Menu, TextBlock, TextWithButton

MAX_PLAIN = 2000  # Discord's limit of a message, in UTF-16 units
MAX_ROWS = 5  # Discord's limit of a classic message
FENCE = "```"


def plain_text(blocks: Sequence[Block]) -> str:
    """Join the text of the blocks, cut at a line's end to Discord's limit."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, TextBlock | TextWithButton):
            lines += block.markdown.split("\n")
    return _within("\n".join(lines))


def _within(text: str) -> str:
    if length(text) <= MAX_PLAIN:
        return text
    kept: list[str] = []
    room = MAX_PLAIN - 2  # a line break and the ellipsis
    for line in text.split("\n"):
        room -= length(line) + 1
        if room < 0:
            break
        kept.append(line)
    if kept.count(FENCE) % 2:  # cut within a code block: dropped whole, or it would swallow the rest
        del kept[len(kept) - 1 - kept[::-1].index(FENCE) :]
    return "\n".join([*kept, "…"])


def plain_view(blocks: Sequence[Block]) -> ui.View | None:
    """Build the blocks' controls in classic rows: first the buttons beside texts, then the other rows; None without."""
    beside = [block.action.item(block.plain_label) for block in blocks if isinstance(block, TextWithButton)]
    rows: list[list[CardItem]] = [beside[:5]] if beside else []
    for block in blocks:
        if isinstance(block, Actions):
            rows.append([action.item() for action in block.row])
        elif isinstance(block, Menu):
            rows.append([block.item()])
    if not rows:
        return None
    view = ui.View(timeout=None)
    for number, row in enumerate(rows[:MAX_ROWS]):
        for item in row:
            item.row = number
            view.add_item(item)
    return view
