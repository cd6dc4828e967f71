"""What the network in models/reading says of a message; here because this room may not import models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class WishScore:
    """How probably a message wants more or less of one thing.

    Attributes:
        name: the concept's English name, or a scale's ("energy").
        more: the probability that it is wanted, or that the scale is to go up.
        less: that it is not wanted, or that the scale is to go down; the rest says neither.
        firm: the probability that it is meant as a bound, if it is meant at all.

    """

    name: str
    more: float
    less: float
    firm: float = 0.0


@dataclass(frozen=True, slots=True)
class MessageScores:
    """How probably a message does what.

    Attributes:
        intents: the probability of each intent on its own; a message may do several things, so they need not sum to 1.
        subjects: what a question asks about, given that the message asks one; sums to 1.
        edits: which edit, given that the message asks for one; sums to 1.
        wishes: what is wanted more or less, the likeliest first; what is improbable is left out.
        known: the names of all concepts and scales that would have been found.

    """

    intents: Mapping[str, float]
    subjects: Mapping[str, float]
    edits: Mapping[str, float]
    wishes: tuple[WishScore, ...] = ()
    known: frozenset[str] = frozenset()

    def find_intents(self, at_least: float = 0.5) -> tuple[str, ...]:
        """Find the intents of at least this probability, the most probable first; none where the model is unsure."""
        likely = [name for name, probability in self.intents.items() if probability >= at_least]
        return tuple(sorted(likely, key=lambda name: -self.intents[name]))

    def find_likeliest(self) -> tuple[str, float]:
        """Find the likeliest intent and its probability."""
        return max(self.intents.items(), key=lambda item: item[1])


class MessageScorer(Protocol):
    """A network that reads messages."""

    def score_message(self, text: str) -> MessageScores | None:
        """Score what a message does and wants; None where there is no network."""
        ...
