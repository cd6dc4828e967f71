"""The note beside a conversation about one of several clips of a message: which it is, and buttons for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import Action, Actions, Block, TextBlock
from language.texts import Texts

NAME = 60  # letters of a clip's name
ROW = 5  # Discord's limit of an action row


def clip_choice_blocks(
    thread_id: int, message_id: int, names: Sequence[str], texts: Texts, *, taken: int = 0
) -> Iterator[Block]:
    """Yield the note and its buttons.

    Args:
        thread_id: of the conversation.
        message_id: of the message with the clips.
        names: of the clips, at least two.
        texts: in the language of the channel.
        taken: which of them was taken last.

    """
    yield TextBlock(f"🎬 {texts('recommend.several', name=escape(names[taken], NAME))}")
    actions = [
        Action(Verb.CLIP, (thread_id, message_id, index), f"{index + 1} · {name[:NAME]}")
        for index, name in enumerate(names)
        if index != taken
    ]
    for first in range(0, len(actions), ROW):
        yield Actions(tuple(actions[first : first + ROW]))
