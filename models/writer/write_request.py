"""The request for a generated text, and its result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.writer.prompt import build_rules

MAX_TOKENS = 128  # of one reason: sixty words of a language with long words


@dataclass(frozen=True)
class WriteRequest:
    """The request for one text.

    Attributes:
        prompt: the facts.
        language: in which to write.
        problems: what was wrong with the text before, where there was one.
        music: the track's vector, (dm,); None for a prompt without a placeholder.
        seed: the same seed and prompt give the same text, whatever else is in the batch.
        temperature: 0 always takes the likeliest token.
        until: deadline, on the monotonic clock.
        opening: the words that the text begins with, "" for any; of the writers only the embedded one keeps to it.
        heard: listener, called with the text so far after each token.

    """

    prompt: str
    language: str = "en"
    problems: tuple[str, ...] = ()
    music: NDArray[np.float32] | None = None
    seed: int = 0
    temperature: float = 0.7
    until: float = float("inf")
    opening: str = ""
    heard: Callable[[str], None] | None = field(default=None, compare=False)

    @property
    def messages(self) -> list[dict[str, str]]:
        """The chat messages of the request."""
        rules = build_rules(self.language, self.problems)
        return [{"role": "system", "content": rules}, {"role": "user", "content": self.prompt}]


@dataclass(frozen=True)
class GeneratedText:
    """A text, its number of tokens, and whether the model ended it rather than a limit."""

    text: str
    tokens: int
    whole: bool


class TextGenerator(Protocol):
    """Generates batches of texts: a model in this process, or a server."""

    def generate_texts(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
        """Write a text for each."""
        ...
