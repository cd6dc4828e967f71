"""Turns that ended without a pick, and those that wanted none: a line each."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import Action, Actions, Block, TextBlock
from bot.discord.cards.trait_labels import allowed, name_line, traits_line
from language.texts import Texts
from musechat.turn import TurnKind, TurnNote, TurnView


def failed_blocks(turn: TurnView, texts: Texts) -> Iterator[Block]:
    """What went wrong, and a button to try again where that may help."""
    if not turn.incident:
        yield TextBlock(_describe_failure(turn, texts))
        return
    # What was tried in vain is often not our fault: a site that is down has a line of its own.
    key = f"errors.turn.{turn.error_code}"
    line = texts(key) if texts.has_key(key) else texts("cards.failed.ours")
    yield TextBlock(f"{line}\n-# {texts('cards.failed.incident', incident=escape(turn.incident, 16))}")
    yield Actions((Action(Verb.RETRY, (turn.id,), texts("cards.button.retry")),))


def _describe_failure(turn: TurnView, texts: Texts) -> str:
    """Our own line for its code; else the worker's, in place of which other languages have one without numbers."""
    key, general_key = f"errors.{turn.error_code}", f"errors.turn.{turn.error_code}"
    line = texts(key) if texts.has_key(key) else ""
    if not line or "{" in line:
        line = texts(general_key) if texts.language != "en" and texts.has_key(general_key) else ""
    return line or escape(turn.error, 600) or texts("cards.failed.ours")


def cancelled_blocks(texts: Texts) -> Iterator[Block]:
    """One short line."""
    yield TextBlock(f"-# {texts('cards.cancelled')}")


def remark_blocks(turn: TurnView, texts: Texts) -> Iterator[Block]:
    """The answer to a message that asks for nothing."""
    yield TextBlock(texts(f"cards.remark.{turn.note or TurnNote.SMALLTALK}"))


def added_blocks(turn: TurnView, texts: Texts) -> Iterator[Block]:
    """What was put into the library."""
    pick = turn.picks[0]
    lines = (texts("cards.added", name=name_line(pick)), traits_line(pick, texts), f"-# {allowed(pick, texts)}")
    yield TextBlock("\n".join(filter(None, lines)))


def is_added(turn: TurnView) -> bool:
    """Whether the turn put a track into the library."""
    return bool(turn.picks) and (turn.kind is TurnKind.ADD or turn.picks[0].rule == "added")
