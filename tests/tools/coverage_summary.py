"""Print a coverage report by package: ``python -m tests.tools.coverage_summary .coverage.json``."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

DEPTH = 2  # ``worker/stages`` is a package of its own, what lies deeper counts to it


@dataclass
class Counts:
    """Lines that tests could run, and those that they ran."""

    lines: int = 0
    run: int = 0

    def add(self, summary: Mapping[str, Any]) -> None:
        """Take in a file's summary as coverage's JSON has it."""
        self.lines += int(summary["num_statements"])
        self.run += int(summary["covered_lines"])

    def row(self, name: str) -> str:
        """One line of the table."""
        share = self.run / self.lines if self.lines else 1.0
        return f"{name:<28} {self.lines:>7} {share:>7.1%}"


def summarise(report: Mapping[str, Any]) -> str:
    """The table: each package with its lines and the share that ran, and all together."""
    packages: dict[str, Counts] = defaultdict(Counts)
    total = Counts()
    for name, found in report["files"].items():
        folder = PurePosixPath(name).parent.parts[:DEPTH]
        packages["/".join(folder) or "."].add(found["summary"])
        total.add(found["summary"])
    head = f"{'coverage (this process only)':<28} {'lines':>7} {'run':>7}"
    return "\n".join([head, *(counts.row(name) for name, counts in sorted(packages.items())), total.row("all")])


if __name__ == "__main__":
    print(summarise(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
