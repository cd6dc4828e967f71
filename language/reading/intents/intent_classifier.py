"""Where a trained classifier of intents comes in: the rules ask it only where they are silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from musechat.message import EditKind, Intent, QuestionSubject


@dataclass(frozen=True, slots=True)
class IntentGuess:
    """What a classifier takes a text for.

    Attributes:
        intent: the likeliest.
        subject: of a question, where it is sure of one.
        edit: of an edit, where it is sure of one.
        confidence: calibrated, 0..1.

    """

    intent: Intent
    subject: QuestionSubject | None = None
    edit: EditKind | None = None
    confidence: float = 0.0


class IntentClassifier(Protocol):
    """Guesses the intents of a text."""

    def guess_intents(self, text: str, before: Sequence[str] = ()) -> Sequence[IntentGuess]:
        """Guess what a text does, likeliest first; ``before``: earlier messages of the thread, latest last."""
        ...
