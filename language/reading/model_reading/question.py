"""What a language model is told of a message, and the interface through which it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from language.reading.comparatives import LastPick
from musechat.brief import Brief

MOST_CHARACTERS = 1000  # of a message; of a longer one the rules read everything, and the model its beginning


@dataclass(frozen=True, slots=True)
class ModelQuestion:
    """A message, and as much of its thread as serves to understand it.

    Attributes:
        words: the message, cut after :data:`MOST_CHARACTERS`.
        last: what was measured in the pick that it is about; None on a first turn.
        brief: the wishes that stand.
        before: members' earlier messages of the thread, latest last.
        bot_said: what the bot said last; "" where that is not known.

    """

    words: str
    last: LastPick | None
    brief: Brief
    before: Sequence[str] = ()
    bot_said: str = ""


class ReadingModel(Protocol):
    """A language model that says what a message means, as JSON of :func:`.schema.build_answer_schema`."""

    def ask_model(self, question: ModelQuestion) -> str:
        """Ask what a message means; "" where no answer came. What comes back is untrusted."""
        ...
