"""The same card as one classic message, for where Components V2 are refused."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.discord.cards.components import CardItem
from bot.discord.cards.escaping import length
from bot.discord.cards.layout import Actions, Block, Menu, TextBlock, TextWithButton

MAX_PLAIN = 2000
MAX_ROWS = 5
FENCE = "```"


def plain_text(blocks: Sequence[Block]) -> str:
    """The blocks' text, a block per paragraph, cut at a line's end where it is too long."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, TextBlock | TextWithButton):
            lines += block.markdown.split("\n")
    return _within("\n".join(lines))


def _within(text: str) -> str:
    if length(text) <= MAX_PLAIN:
        return text
    kept: list[str] = []
    room = MAX_PLAIN - 2
    for line in text.split("\n"):
        room -= length(line) + 1
        if room < 0:
            break
        kept.append(line)
    if kept.count(FENCE) % 2:  # cut within a code block
        del kept[len(kept) - 1 - kept[::-1].index(FENCE) :]
    return "\n".join([*kept, "…"])


def plain_view(blocks: Sequence[Block]) -> ui.View | None:
    """The blocks' controls in classic rows: first what stands beside texts, then the rows as they are."""
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
