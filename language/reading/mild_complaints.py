"""Complaints in mild words: "it's a bit dark" finds a pick too dark, and wishes for nothing dark."""

from __future__ import annotations

import re

from language.languages import list_languages

_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for language in list_languages()
    for pattern, said in language.reading.mild_complaints
)


def state_complaint(words: str) -> str:
    """Say of words that are about a pick what their complaint comes to: that it is too much so."""
    for pattern, said in _RULES:
        words = pattern.sub(said, words)
    return words
