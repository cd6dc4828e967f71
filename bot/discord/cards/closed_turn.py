"""Cards of turns that ended without a pick: failed, cancelled, answered with a remark, or a track added."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape, escape_answer
from bot.discord.cards.layout import Action, Actions, Block, TextBlock
from bot.discord.cards.question import question_blocks
from bot.discord.cards.trait_labels import allowed, name_line, traits_line
from language.recut_answers import describe_use
from language.texts import Texts
from musechat.turn import TurnKind, TurnNote, TurnView


def failed_blocks(turn: TurnView, texts: Texts) -> Iterator[Block]:
    """Yield what went wrong, and a retry button where that may help."""
    if not turn.incident:  # the input was at fault: the same again fails the same way
        yield TextBlock(_describe_failure(turn, texts))
        return
    # Not every incident is a fault of ours: a site that is down, for example, has a line of its own.
    key = f"errors.turn.{turn.error_code}"
    line = texts(key) if texts.has_key(key) else texts("cards.failed.ours")
    yield TextBlock(f"{line}\n-# {texts('cards.failed.incident', incident=escape(turn.incident, 16))}")
    yield Actions((Action(Verb.RETRY, (turn.id,), texts("cards.button.retry")),))


def _describe_failure(turn: TurnView, texts: Texts) -> str:
    """The catalogue's line for the error's code, else the worker's English one.

    A catalogue line with placeholders cannot be used, for a turn stores no values; languages other than English then
    have a general line.
    """
    key, general_key = f"errors.{turn.error_code}", f"errors.turn.{turn.error_code}"
    line = texts(key) if texts.has_key(key) else ""
    if not line or "{" in line:
        line = texts(general_key) if texts.language != "en" and texts.has_key(general_key) else ""
    return line or escape(turn.error, 600) or texts("cards.failed.ours")


def cancelled_blocks(texts: Texts) -> Iterator[Block]:
    """Yield the line of a cancelled turn."""
    yield TextBlock(f"-# {texts('cards.cancelled')}")


def remark_blocks(turn: TurnView, texts: Texts) -> Iterator[Block]:
    """Yield the answer to a message's questions, what came of its edits, or a remark; and what is asked back."""
    if turn.answer:
        yield TextBlock(escape_answer(turn.answer))
    if turn.note is TurnNote.EDITED:
        yield TextBlock(describe_use(turn, texts))
    if turn.question is not None:
        yield from question_blocks(turn.id, turn.question)
    if turn.answer or turn.note is TurnNote.EDITED or turn.question is not None:
        return
    yield TextBlock(texts(f"cards.remark.{turn.note or TurnNote.SMALLTALK}"))


def added_blocks(turn: TurnView, texts: Texts) -> Iterator[Block]:
    """Yield the added track: name, traits and licence."""
    pick = turn.picks[0]
    lines = (texts("cards.added", name=name_line(pick)), traits_line(pick, texts), f"-# {allowed(pick, texts)}")
    yield TextBlock("\n".join(filter(None, lines)))


def is_added(turn: TurnView) -> bool:
    """Whether the turn added a track to the library."""
    return bool(turn.picks) and (turn.kind is TurnKind.ADD or turn.picks[0].rule == "added")
