"""Which texts the code asks for, read off its string literals.

A key may be written out ("cards.cancelled"), name a family ("cards.pick.catch" for ``.one`` and ``.other``, for the
numbered ways of a list, for the ``.between`` and ``.last`` of a listing), or be composed at run time. A composed key is an
f-string that begins with its area, so that it can be found and matched here: f"cards.button.{verb}" stands for every
key that the pattern "cards.button.*" fits, where "*" is one part of a key or a piece of one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cli", "language", "media", "models", "musechat", "research", "store", "worker")
FAMILY = r"(?:\.(?:one|other|=\d+|between|last|\d+))?"
# Literals that look like keys and are none: names of files, log events and the like.
FILES = re.compile(r"\.(?:toml|md|py|mp4|webm|json|zip|txt|log|csv)$")


@cache
def literals() -> frozenset[str]:
    """Every string literal of the code; f-strings with "*" for what they fill in."""
    return frozenset(_literals())


def _literals() -> Iterator[str]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
            for node in ast.walk(tree):
                if isinstance(node, ast.JoinedStr):
                    yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in within:
                    yield node.value


def wanted(areas: frozenset[str]) -> frozenset[str]:
    """The keys that the code asks for, those composed at run time with "*" for each part that varies."""
    key = re.compile(rf"(?:{'|'.join(sorted(areas))})(?:\.[a-z0-9_*-]+)+")
    return frozenset(text for text in literals() if key.fullmatch(text) and not FILES.search(text))


def fits(key: str, asked: str) -> bool:
    """Whether a key is the one asked for, of its family, or fits its pattern."""
    return re.fullmatch(_pattern(asked) + FAMILY, key) is not None


def fits_any(asked: Iterable[str]) -> re.Pattern[str]:
    """A pattern whose full match says that a key ``fits`` one of those asked for."""
    return re.compile(f"(?:{'|'.join(map(_pattern, asked))}){FAMILY}")


def _pattern(asked: str) -> str:
    return re.escape(asked).replace(r"\*", r"[^.]*")
