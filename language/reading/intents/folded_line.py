"""Fold a line for the rules of intents: no accents, chat spelling written out, every character in its place or not."""

from __future__ import annotations

import re

from language.languages import list_languages
from language.reading.tokens import drop_accents, normalise_line

_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_CHAT = tuple(
    (re.compile(pattern), spelling)
    for language in list_languages()
    for pattern, spelling in language.reading.acts.spellings
)
_MARKS = re.compile(r"[\ufe0f\U0001f3fb-\U0001f3ff¿¡\"*_`]")
# "3️⃣" names the third; several in a row are a number ("1️⃣2️⃣0️⃣ bpm").
_KEYCAP = re.compile(r"(?<!\u20e3)(\d)\ufe0f?\u20e3(?!\d\ufe0f?\u20e3)")
_SPACES = re.compile(r"\s+")


def fold_line(words: str) -> str:
    """Fold a member's words; Japanese keeps its marks, which are no accents, and loses its spaces."""
    words = _KEYCAP.sub(r" #\1 ", words)
    line = _MARKS.sub(" ", drop_accents(normalise_line(words)).replace("-", " "))
    for pattern, spelling in _CHAT:
        line = pattern.sub(spelling, line)
    return _SPACES.sub(" ", line).strip()


def is_unspaced(line: str) -> bool:
    """Whether a line holds letters of a script without spaces: kana or kanji."""
    return bool(_UNSPACED.search(line))
