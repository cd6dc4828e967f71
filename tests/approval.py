"""Approved output: what the program gives for many inputs, one line each, kept in files and compared.

Such a file says nothing about what is right. It shows what a change changes: a line that differs is either a fault or
is approved by writing the file anew, ``APPROVE=1 make test TEST_FLAGS="-n 0 -k approved"``, and looking at its diff.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("approved")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # editors and Python end lines at some of them
MOST_SHOWN = 20  # lines that differ, in a failure


def compare_with_approved(name: str, lines: Iterable[str]) -> None:
    """Fail where the lines are not those of the file of this name."""
    found = [_CONTROLS.sub(lambda sign: f"<{ord(sign[0]):x}>", line) for line in lines]
    file = FOLDER / f"{name}.txt"
    if os.environ.get("APPROVE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in found), "utf-8")
    approved = file.read_text("utf-8").split("\n")[:-1]
    differing = [f"- {old}\n+ {new}" for old, new in zip(approved, found, strict=False) if old != new]
    assert not differing, f"{len(differing)} lines differ from {file}:\n" + "\n".join(differing[:MOST_SHOWN])
    assert len(approved) == len(found)


def compact(value: Any) -> str:
    """Write a value shortly: of a dataclass only what is not its default, of an enum its value, floats to 4 digits."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1000 else f"{value:.1f}"
    if is_dataclass(value) and not isinstance(value, type):
        said = [f"{f.name}={compact(getattr(value, f.name))}" for f in fields(value) if not _is_default(value, f)]
        return f"({', '.join(said)})"
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return f"({', '.join(compact(each) for each in value if each is not None)})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{compact(key)}: {compact(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(map(compact, value))) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(compact, value)) + "]"
    return value if isinstance(value, str) and value.isidentifier() else json.dumps(value, ensure_ascii=False)


def _is_default(value: Any, part: Field[Any]) -> bool:
    if part.default is not MISSING:
        return bool(getattr(value, part.name) == part.default)
    return part.default_factory is not MISSING and getattr(value, part.name) == part.default_factory()
