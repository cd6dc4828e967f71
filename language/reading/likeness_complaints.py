"""Complaints that a pick is too much like one before it: a wish to be unlike that pick."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.languages import list_languages
from language.reading.tokens import normalise_line

_COMPILED = tuple(
    re.compile(pattern) for language in list_languages() for pattern in language.reading.likeness.too_alike
)
_ENDS = " .,;!?、。"


@dataclass(frozen=True, slots=True)
class LikenessComplaint:
    """What was complained of, in the member's words, and what is left of the message."""

    said: str
    rest: str


def find_likeness_complaint(words: str) -> LikenessComplaint | None:
    """Find a complaint that the pick is too similar to an earlier one; None without any."""
    line = normalise_line(words)
    for pattern in _COMPILED:
        if (found := pattern.search(line)) is not None:
            rest = f"{line[: found.start()].rstrip(_ENDS)}, {line[found.end() :].lstrip(_ENDS)}".strip(_ENDS)
            return LikenessComplaint(found[0].strip(_ENDS), rest)
    return None
