"""Consent to questions: "no questions please", or that a member may be asked again."""

from __future__ import annotations

import re
from collections.abc import Callable

from language.languages import Language, join_patterns


def _compile_either(part: Callable[[Language], tuple[str, ...]]) -> re.Pattern[str]:
    spaced, unspaced = (join_patterns(lambda each: "|".join(part(each)), spaced=kind) for kind in (True, False))
    return re.compile(rf"\b(?:{spaced})\b|{unspaced}", re.IGNORECASE)


_SAID = (
    (False, _compile_either(lambda language: language.reading.no_questions)),
    (True, _compile_either(lambda language: language.reading.questions)),
)


def find_question_consent(words: str) -> tuple[bool | None, str]:
    """Find whether a member wants to be asked (None where the words do not say), and the rest of their words."""
    # Phones write a typographic apostrophe; the patterns know the plain one.
    text = words.replace("’", "'")
    for wanted, pattern in _SAID:
        if pattern.search(text):
            return wanted, pattern.sub(" ", text).strip(" \t\n.,;:!-。、！")
    return None, words
