"""Find requests to go back: "undo", "the previous one was better", "back to turn 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.languages import gather_words, join_patterns, list_languages

_WORDS = re.compile(r"\w+")
_UNDOS = tuple(language.reading.undo for language in list_languages())
_PATTERNS = tuple(re.compile(rf"\b(?:{pattern})") for undo in _UNDOS for pattern in undo.patterns)
_ORDINALS = {word: number for undo in _UNDOS for word, number in undo.ordinals.items()}
_COUNTS = {word: number for undo in _UNDOS for word, number in undo.counts.items()}
# A line without any of these asks for no way back; looking for them first keeps the patterns off most lines.
_SIGNS = gather_words(lambda language: language.reading.undo.signs if language.profile.spaced else "")
_UNSPACED = re.compile(join_patterns(lambda language: language.reading.undo.signs, spaced=False))
# "back to the 80s" is a wish for an age, not for an earlier pick.
_AGE = re.compile(join_patterns(lambda language: language.reading.undo.ages))


@dataclass(frozen=True, slots=True)
class UndoPhrase:
    """A stretch of the line that asks for an earlier turn; ``to`` as ``Reading.back_to``; not ``asked``: mere noise."""

    start: int
    end: int
    to: int | None
    asked: bool = True


def find_undos(line: str) -> list[UndoPhrase]:
    """Find where a plain line asks to go back, in order, without overlap (the earlier pattern wins)."""
    found: list[UndoPhrase] = []
    # Ages first: "back to the 80s" begins like a request to go back.
    for back in (*_iter_ages(line), *_iter_requests(line)):
        if all(back.end <= other.start or back.start >= other.end for other in found):
            found.append(back)
    return sorted(found, key=lambda b: b.start)


def _iter_ages(line: str) -> Iterator[UndoPhrase]:
    for match in _AGE.finditer(line):
        yield UndoPhrase(*match.span(), to=None, asked=False)


def _iter_requests(line: str) -> Iterator[UndoPhrase]:
    if _SIGNS.isdisjoint(_WORDS.findall(line)) and not _UNSPACED.search(line):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(line):
            if match.end() > match.start():
                yield UndoPhrase(*match.span(), to=_parse_turn_number(match))


def _parse_turn_number(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    if parts.get("ordinal"):
        return _ORDINALS[parts["ordinal"]]
    if parts.get("number"):
        return max(1, int(parts["number"]))
    if parts.get("count"):
        count = _COUNTS.get(parts["count"]) or int(parts["count"])
        return -count if count > 1 else None
    return 1 if parts.get("over") else None
