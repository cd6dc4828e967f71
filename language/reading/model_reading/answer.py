"""Parse a language model's answer into claims; what is outside the closed list is left out, whatever was sent."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from language.reading.model_reading.schema import (
    AMOUNTS,
    DIRECTIONS,
    FORCES,
    NONE,
    NUMBERED,
    SCALES,
    list_vocabulary,
)
from musechat.message import EditKind, Intent, QuestionSubject

LARGEST = 1 << 16  # characters of an answer
MOST_EVENTS = 24  # of each list; a message says no more than that
_FENCE = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ClaimedAct:
    """An act that a model claims to have read: one of the closed list, but not yet held against the text."""

    intent: Intent
    span: str
    subject: QuestionSubject | None = None
    edit: EditKind | None = None
    at_s: float | None = None
    end_s: float | None = None
    length_s: float | None = None

    @property
    def numbers(self) -> tuple[float, ...]:
        """The seconds that it names."""
        return tuple(n for n in (self.at_s, self.end_s, self.length_s) if n is not None)


@dataclass(frozen=True, slots=True)
class ClaimedWish:
    """A wish that a model claims to have read, in the words of the schema.

    Attributes:
        facet: a key of the vocabulary, of :data:`.schema.SCALES` or of :data:`.schema.NUMBERED`.
        force: one of :data:`.schema.FORCES`.
        span: the words that it rests on.
        value: of a facet that is named by a word, or the direction on a scale.
        amount: on a scale.
        low, high: the ends of a range in numbers.

    """

    facet: str
    force: str
    span: str
    value: str = ""
    amount: str = "plain"
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """All claims of an answer, and how many events of it were none of the closed list's."""

    acts: tuple[ClaimedAct, ...] = ()
    wishes: tuple[ClaimedWish, ...] = ()
    unknown: int = 0


def parse_answer(text: str) -> ModelAnswer | None:
    """Parse an answer; None where it is not of the schema's form. Never raises."""
    if not text or len(text) > LARGEST:
        return None
    fenced = _FENCE.match(text)
    try:
        data = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    said, wished = data.get("acts"), data.get("wishes")
    if not isinstance(said, list) or not isinstance(wished, list):
        return None
    acts, wishes = tuple(_parse_acts(said[:MOST_EVENTS])), tuple(_parse_wishes(wished[:MOST_EVENTS]))
    return ModelAnswer(acts, wishes, len(said) + len(wished) - len(acts) - len(wishes))


def _parse_acts(items: Iterable[Any]) -> Iterator[ClaimedAct]:
    for item in items:
        if not isinstance(item, dict) or not isinstance(span := item.get("span"), str):
            continue
        try:
            intent = Intent(str(item.get("intent")))
            subject, edit = item.get("subject") or NONE, item.get("edit") or NONE
            asked = QuestionSubject(subject) if subject != NONE and intent is Intent.QUESTION else None
            edited = EditKind(edit) if edit != NONE and intent is Intent.EDIT else None
            numbers = [_parse_number(item.get(key)) for key in ("at_s", "end_s", "length_s")]
        except ValueError:
            continue
        yield ClaimedAct(intent, span, asked, edited, *numbers)


def _parse_wishes(items: Iterable[Any]) -> Iterator[ClaimedWish]:
    named = list_vocabulary()
    for item in items:
        if not isinstance(item, dict):
            continue
        facet, force, span, value = (item.get(key) for key in ("facet", "force", "span", "value"))
        if not (isinstance(facet, str) and isinstance(span, str) and force in FORCES):
            continue
        if facet in NUMBERED:
            try:
                low, high = _parse_number(item.get("low")), _parse_number(item.get("high"))
            except ValueError:
                continue
            yield ClaimedWish(facet, force, span, low=low, high=high)
        elif facet in SCALES and value in DIRECTIONS and (amount := item.get("amount", "plain")) in AMOUNTS:
            yield ClaimedWish(facet, force, span, value, amount)
        elif isinstance(value, str) and value in named.get(facet, ()):
            yield ClaimedWish(facet, force, span, value)


def _parse_number(value: object) -> float | None:
    """Parse a JSON number or null.

    Raises:
        ValueError: it is something else, or not finite.

    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("not a number")
    try:
        number = float(value)
    except OverflowError as error:
        raise ValueError("too large") from error
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number
