"""Words as they come in, made plain: one line of lower-case tokens that remember where they stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_WORDS = 2000  # characters that are read; what follows is dropped

_SPELLINGS = (
    (re.compile(r"[’‘´`]"), "'"),
    (re.compile(r"[–—―]"), "-"),
    (re.compile(r"[\r\n]+"), " . "),
    (re.compile(r"[“”«»]"), '"'),
    (re.compile(r"\b(?:r\s?&\s?b|r'?n'?b|r and b)(?!\w)"), "rnb"),
    (re.compile(r"\b(?:d\s?&\s?b|d'?n'?b|drum\s?(?:&|n|'n')\s?bass)(?!\w)"), "drum and bass"),
    (re.compile(r"\bw/o\b"), "without"),
    (re.compile(r"\bw/"), "with "),
    (re.compile(r"\b((?:19|20)?\d0)'s\b"), r"\1s"),
    (re.compile(r"\b(can|do|does|did|is|was|are|should|would|could|won|must)n'?t\b"), r"\1 not"),
    (re.compile(r"\bcannot\b"), "can not"),
    (re.compile(r"\b(i|it|that|there|he|she|we|you|they|what|let)'(m|s|re|d|ll|ve)\b"), r"\1 \2"),
    (re.compile(r"(?<=[^\W_])-(?=[^\W\d_])"), " "),
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?(?::\d\d)?|[^\W\d_]+(?:'[^\W\d_]+)*|[^\s]", re.UNICODE)
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a single mark, and where it stands in the plain line."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is more than punctuation or an emoji."""
        return bool(_WORD.match(self.text))


def plain_line(words: str) -> str:
    """Lower-case ``words`` (at most :data:`MAX_WORDS` characters) with one spelling for what has several."""
    line = unicodedata.normalize("NFKC", words[:MAX_WORDS]).casefold()[: 2 * MAX_WORDS]
    for pattern, spelling in _SPELLINGS:
        line = pattern.sub(spelling, line)
    return line


def tokens_of(line: str) -> list[Token]:
    """Split a plain line into tokens."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(line)]
