"""Fold a line for the rules of intents: no accents, chat spelling written out, every character in its place or not."""

from __future__ import annotations

import re

from language.reading.tokens import drop_accents, normalise_line

_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_CHAT = (
    (re.compile(r"\b(?:wats|wuts|wht is|wut is)\b"), "what is"),
    (re.compile(r"\b(?:wat|wut|wht)\b"), "what"),
    (re.compile(r"\bu\b"), "you"),
    (re.compile(r"\bur\b"), "your"),
    (re.compile(r"\br\b"), "are"),
    (re.compile(r"\b(?:teh|hte)\b|\bda(?= (?:\d|first|second|last|song|music|bass|beat|track|best))"), "the"),
    (re.compile(r"\b(?:ths|tihs|thsi|dis|tis)\b"), "this"),
    (re.compile(r"\b(?:hwo|hw)\b"), "how"),
    (re.compile(r"\b(?:sth|smth|sumthing|somthing|smthing|sumthin)\b"), "something"),
    (re.compile(r"\b(?:beter|bettr|bttr)\b"), "better"),
    (re.compile(r"(?<=need )2(?= )|(?<=have )2(?= )|(?<=want )2(?= )"), "to"),
    (re.compile(r"\b(?:abit)\b"), "a bit"),
    (re.compile(r"\bn'?en\b"), "einen"),
    (re.compile(r"\b(?:q|ke)\b"), "que"),
    (re.compile(r"\b(?:nxt|nex)\b"), "next"),
)
_MARKS = re.compile(r"[\ufe0f\U0001f3fb-\U0001f3ff¿¡\"*_`]")
_SPACES = re.compile(r"\s+")


def fold_line(words: str) -> str:
    """Fold a member's words; Japanese keeps its marks, which are no accents, and loses its spaces."""
    line = _MARKS.sub(" ", drop_accents(normalise_line(words)).replace("-", " "))
    for pattern, spelling in _CHAT:
        line = pattern.sub(spelling, line)
    return _SPACES.sub(" ", line).strip()


def is_japanese(line: str) -> bool:
    """Whether a line holds kana or kanji."""
    return bool(_KANA.search(line))
