"""A question back to the member, with its answers as buttons."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import Action, Actions, Block, TextBlock
from musechat.turn import Question

QUESTION = 160  # letters of a question


def question_blocks(turn_id: int, question: Question) -> Iterator[Block]:
    """Yield a question and its answers as buttons; other answers are written as messages."""
    yield TextBlock(f"💬 {escape(question.text, QUESTION)}")
    yield Actions(
        tuple(
            Action(Verb.ANSWER, (turn_id, index), answer[:1].upper() + answer[1:])
            for index, answer in enumerate(question.answers)
        )
    )
