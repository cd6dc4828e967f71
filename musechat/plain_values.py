"""Checks of foreign text and JSON before anything is done with it: what no database stores is refused as bad input.

PostgreSQL takes no NUL, UTF-8 knows no half of a surrogate pair, columns hold 64 bits, and deep nesting exhausts the
stack of whoever reads it.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from musechat.errors import BadInput

MAX_DEPTH = 16  # nested lists and objects; no body that we read needs more than three
LARGEST = 2**63 - 1
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def require_plain_text(text: str) -> str:
    """Return the text, which can be stored as it is.

    Raises:
        BadInput: ``unreadable-text``; it holds NUL or half of a surrogate pair.

    """
    if _UNSTORABLE.search(text):
        what = "The text holds characters that are none (NUL, or half of a surrogate pair)"
        raise BadInput("unreadable-text", what, "Type it again")
    return text


def drop_unstorable(text: str) -> str:
    """The text without what cannot be stored: for names that are only shown."""
    return _UNSTORABLE.sub("", text)


def parse_plain_json(body: bytes | str) -> Any:
    """Parse JSON whose every text and number can be stored.

    Raises:
        BadInput: ``not-json``, ``too-deep``, ``number-too-large``, ``unreadable-text``.

    """
    try:
        data = json.loads(body, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise _make_depth_error() from error
    except ValueError as error:  # numbers of thousands of digits as well
        raise BadInput("not-json", "The body must be JSON") from error
    _require_plain(data)
    return data


def _require_plain(data: Any) -> None:
    level = [data]
    for _ in range(MAX_DEPTH):  # by levels, so that the check itself needs no stack
        inner: list[Any] = []
        for value in level:
            inner.extend(_check_value(value))
        if not inner:
            return
        level = inner
    raise _make_depth_error()


def _check_value(value: Any) -> list[Any]:
    """Check one value; returns what it holds."""
    if isinstance(value, str):
        require_plain_text(value)
    elif isinstance(value, float | int) and (abs(value) > LARGEST or not math.isfinite(value)):
        raise BadInput("number-too-large", "A number has more than 64 bits", "Give a smaller one")
    elif isinstance(value, dict):
        return [*value, *value.values()]
    elif isinstance(value, list):
        return value
    return []


def _make_depth_error() -> BadInput:
    return BadInput("too-deep", f"The body is nested more than {MAX_DEPTH} deep", "Send a flat object")


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
