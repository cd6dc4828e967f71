"""Differences between two recordings."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

RELATIVE, ABSOLUTE = 1e-6, 1e-9  # how far two floats may be apart
MISSING = "(missing)"


def find_differences(before: Any, after: Any, place: str = "") -> Iterator[str]:
    """Describe, one line each, where two JSON values differ; floats within the tolerance are equal."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            inside = f"{place}.{key}" if place else str(key)
            yield from find_differences(before.get(key, MISSING), after.get(key, MISSING), inside)
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{place}: {len(before)} entries before, {len(after)} after"
        for number, (old, new) in enumerate(zip(before, after, strict=False)):
            yield from find_differences(old, new, f"{place}[{number}]")
    elif not _are_equal(before, after):
        yield f"{place}: {_show(before)} before, {_show(after)} after"


def _are_equal(before: Any, after: Any) -> bool:
    if type(before) is float and type(after) is float:
        return math.isclose(before, after, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return type(before) is type(after) and bool(before == after)


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 400 else f"{text[:400]}…"


def compare_conversation(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Compare a conversation: for the clip and for each turn, its name and its differences."""
    clip = before["clip"]
    old_clip, new_clip = ({key: some[key] for key in ("clip", "video")} for some in (before, after))
    yield f"{clip}, the clip", list(find_differences(old_clip, new_clip))
    turns = before["turns"], after["turns"]
    for number in range(max(map(len, turns))):
        old, new = (some[number] if number < len(some) else MISSING for some in turns)
        words = old["words"] if isinstance(old, dict) else new["words"]  # type: ignore[index]
        yield f"{clip}, turn {number + 1}: {words or '(the clip alone)'}", list(find_differences(old, new))


def compare_recordings(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Compare two recordings: what is compared, and its differences."""
    yield "the library", list(find_differences(before["library"], after["library"]))
    old, new = before["conversations"], after["conversations"]
    if len(old) != len(new):
        yield "the conversations", [f"{len(old)} before, {len(new)} after"]
    for one, other in zip(old, new, strict=False):
        yield from compare_conversation(one, other)
    yield (
        "the picks as stored: rules, checks, parts of the score",
        list(find_differences(before["picks"], after["picks"])),
    )
