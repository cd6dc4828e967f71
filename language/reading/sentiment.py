"""Opinions of the pick given as a sentence: "this track is just awful", "that one was really nice"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.languages import list_languages

# Refusals first: of opinions that overlap, the lexer keeps the one that it gets first.
_OPINIONS = tuple(
    (liked, re.compile(sentence))
    for liked in (False, True)
    for language in list_languages()
    for sentence in (language.reading.verdicts.liked if liked else language.reading.verdicts.disliked)
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A stretch of the line that praises or refuses the last pick."""

    start: int
    end: int
    liked: bool


def find_opinions(line: str) -> Iterator[Opinion]:
    """Find the opinions of the pick in a plain line; refusals come before praise, not in the order of the line."""
    for liked, pattern in _OPINIONS:
        for match in pattern.finditer(line):
            yield Opinion(*match.span(), liked=liked)
