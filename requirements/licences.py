"""List the licences of what MuseChat depends on, and refuse what ``licences.toml`` does not allow.

``python requirements/licences.py`` (or ``make licences``) walks the requirements in ``pyproject.toml`` as they are
installed here, and ends with status 1 where a licence is not allowed or not known. With ``--quiet`` it prints only
those.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
DEV = "dev"


@dataclass(frozen=True)
class Row:
    """One distribution: the parts of MuseChat that bring it, its licence, and why it is refused (or nothing)."""

    name: str
    version: str
    parts: tuple[str, ...]
    licence: str
    refusal: str


def list_rows(project: dict[str, Any], rules: dict[str, Any]) -> list[Row]:
    """Judge every installed distribution that the project needs, by name."""
    needed: dict[str, list[str]] = {}
    for part, texts in {"base": project["dependencies"], **project["optional-dependencies"]}.items():
        for name in _closure(texts):
            needed.setdefault(name, []).append(part)
    return [_judge(distribution(name), tuple(parts), rules) for name, parts in sorted(needed.items())]


def is_allowed(expression: str, allowed: Iterable[str]) -> bool:
    """Whether a licence expression without brackets is met by allowed licences alone."""
    return any(set(choice.split(" AND ")) <= set(allowed) for choice in expression.split(" OR "))


def read_licence(metadata: Any, names: dict[str, str]) -> str:
    """The licence that a distribution states: its expression, else its classifiers, else its free text; as SPDX."""
    if expression := metadata["License-Expression"]:
        return str(expression)
    classifiers = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or () if c.startswith("License ::")]
    stated = [c for c in classifiers if c not in {"OSI Approved", "DFSG approved"}]
    text = str(metadata["License"] or "").strip()
    if not stated and text and "\n" not in text:
        stated = [text]
    return " AND ".join(names.get(s, s) for s in stated)


def _closure(texts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    todo = [(Requirement(text), "") for text in texts]
    while todo:
        need, extra = todo.pop()
        name = canonicalize_name(need.name)
        if need.marker and not need.marker.evaluate({"extra": extra}):
            continue
        try:
            requires = distribution(name).requires or ()
        except PackageNotFoundError:
            continue  # for another platform, or a part that is not installed here
        found.add(name)
        for wanted in {"", *need.extras} - {e for n, e in seen if n == name}:
            seen.add((name, wanted))
            todo += [(Requirement(text), wanted) for text in requires]
    return found


def _judge(dist: Distribution, parts: tuple[str, ...], rules: dict[str, Any]) -> Row:
    name = canonicalize_name(dist.metadata["Name"])
    licence = read_licence(dist.metadata, rules["names"])
    allowed = [*rules["allowed"], *(rules["allowed-for-dev"] if parts == (DEV,) else ())]
    refusal = ""
    if not is_allowed(licence, allowed) and not any(fnmatch(name, pattern) for pattern in rules["exceptions"]):
        refusal = "not allowed" if licence else "states no licence"
    return Row(name, dist.version, parts, licence, refusal)


def main() -> int:
    """Print the table; the exit status."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text())["project"]
    rows = list_rows(project, tomllib.loads((HERE / "licences.toml").read_text()))
    refused = [row for row in rows if row.refusal]
    for row in refused if "--quiet" in sys.argv else rows:
        print(f"{row.name:28} {row.version:18} {','.join(row.parts):28} {row.licence} {row.refusal.upper()}".rstrip())
    if refused:
        print(f"{len(refused)} licences to look at: do without them, or say in licences.toml why they may stay.")
    return bool(refused)


if __name__ == "__main__":
    sys.exit(main())
