"""``[tool.mutants]`` of ``pyproject.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".mutants"  # ignored by git


@dataclass(frozen=True, slots=True)
class Options:
    """What is mutated and what may kill it. Paths are relative to the root.

    Attributes:
        packages: folders whose modules are mutated.
        tests: files and folders of tests that are recorded and may kill a mutant.
        preload: third-party modules that are imported once per process and not once per mutant.
        most_tests: tests tried on one mutant at most.
        most_seconds: recorded duration of the tests tried on one mutant at most.

    """

    packages: tuple[str, ...]
    tests: tuple[str, ...]
    preload: tuple[str, ...] = ()
    most_tests: int = 400
    most_seconds: float = 45.0

    def sources(self, root: Path = ROOT) -> list[str]:
        """List the modules of ``packages``, sorted."""
        found = {file for name in self.packages for file in (root / name).rglob("*.py")}
        return sorted(str(file.relative_to(root)) for file in found)


def load_options(root: Path = ROOT) -> Options:
    """Read the options of the project at ``root``.

    Raises:
        SystemExit: a listed path does not exist (the folders moved and the list did not).

    """
    table = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["mutants"]
    options = Options(
        packages=tuple(table["packages"]), tests=tuple(table["tests"]), preload=tuple(table.get("preload", ()))
    )
    missing = [name for name in (*options.packages, *options.tests) if not (root / name).exists()]
    if missing:
        raise SystemExit(f"{', '.join(missing)}: no such path; change [tool.mutants] in pyproject.toml")
    return options


def digest_of(files: Iterable[str], root: Path = ROOT) -> str:
    """Digest files by name and content."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.encode() + b"\0" + (root / file).read_bytes() + b"\0")
    return digest.hexdigest()[:16]
