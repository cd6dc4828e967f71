"""Normalise a member's words to one line of lower-case tokens that keep their place in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from language.languages import list_languages

MAX_WORDS = 2000  # characters that are read; what follows is dropped

# In this order: quotes and dashes are made plain before patterns that hold them, contractions before hyphens part
# words.
_SPELLINGS = (
    (re.compile(r"[’‘´`]"), "'"),
    (re.compile(r"[–—―]"), "-"),
    (re.compile(r"[\r\n]+"), " . "),
    (re.compile(r"[“”«»]"), '"'),
    (re.compile(r"([^\W\d_])\1{2,}"), r"\1\1"),
    *(
        (re.compile(contracted), said)
        for language in list_languages()
        for contracted, said in language.reading.contractions
    ),
    (re.compile(r"(?<=[^\W_])-(?=[^\W\d_])"), " "),
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?(?::\d\d)?(?![^\W_])|[^\W_]+(?:'[^\W_]+)*|[^\s]", re.UNICODE)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class ReadToken:
    """A word, a number or a single mark, and where it stands in the plain line."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is more than punctuation or an emoji."""
        return bool(_WORD.match(self.text))


def normalise_line(words: str) -> str:
    """Lower-case ``words`` (at most :data:`MAX_WORDS` characters) with one spelling for what has several."""
    # NFKC can lengthen a text many times over (one ligature, eighteen letters), so the result is cut as well.
    line = unicodedata.normalize("NFKC", words[:MAX_WORDS]).casefold()[: 2 * MAX_WORDS]
    for pattern, spelling in _SPELLINGS:
        line = pattern.sub(spelling, line)
    return line


def space_phrases(line: str, phrases: re.Pattern[str]) -> str:
    """Put spaces around known phrases of a language that has none."""
    return phrases.sub(r" \g<0> ", line) if _UNSPACED.search(line) else line


def tokenise_line(line: str) -> list[ReadToken]:
    """Split a plain line into tokens."""
    return [ReadToken(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(line)]


def drop_accents(line: str) -> str:
    """Leave out the accents of Latin letters."""
    apart = unicodedata.normalize("NFD", line)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not "\u0300" <= c <= "\u036f"))
