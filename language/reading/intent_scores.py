"""What the classifier in models/reading says of a message; here because this room may not import models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IntentScores:
    """How probably a message does what.

    Attributes:
        intents: the probability of each intent on its own; a message may do several things, so they need not sum to 1.
        subjects: what a question asks about, given that the message asks one; sums to 1.
        edits: which edit, given that the message asks for one; sums to 1.

    """

    intents: Mapping[str, float]
    subjects: Mapping[str, float]
    edits: Mapping[str, float]

    def find_intents(self, at_least: float = 0.5) -> tuple[str, ...]:
        """Find the intents of at least this probability, the most probable first; none where the model is unsure."""
        likely = [name for name, probability in self.intents.items() if probability >= at_least]
        return tuple(sorted(likely, key=lambda name: -self.intents[name]))

    def find_likeliest(self) -> tuple[str, float]:
        """Find the likeliest intent and its probability."""
        return max(self.intents.items(), key=lambda item: item[1])
