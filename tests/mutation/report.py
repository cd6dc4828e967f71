"""What a run has found: the rate, and the survivors as diffs."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
_ALIVE = ("survived", "uncovered")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A change that a person has found to change nothing that can be observed.

    ``before`` and ``after`` are the changed lines without their indentation, so that the entry holds where code moves.
    """

    file: str
    before: str
    after: str
    reason: str

    def matches(self, verdict: dict[str, Any]) -> bool:
        """Whether a verdict is about this change; folders may have been renamed, the file's own name counts."""
        gone, come = _changed_lines(verdict["diff"])
        name = Path(verdict["mutant"].partition(":")[0]).name
        return (name, gone, come) == (Path(self.file).name, self.before, self.after)


def load_equivalents(file: Path = EQUIVALENT) -> list[Equivalent]:
    """Read the reviewed list."""
    return [Equivalent(**entry) for entry in tomllib.loads(file.read_text()).get("equivalent", [])]


def write_summary(verdicts: Sequence[dict[str, Any]], equivalents: Sequence[Equivalent]) -> str:
    """The rate as a table by package, then every survivor."""
    tried = [v for v in verdicts if v["end"] != "error"]
    counted = [v for v in tried if not (v["end"] in _ALIVE and any(e.matches(v) for e in equivalents))]
    lines = ["| where | mutants | killed | survived | no test | killed % |", "|---|---|---|---|---|---|"]
    groups = sorted({_group(v) for v in counted})
    for group in [*groups, "all"]:
        ends = Counter(v["end"] for v in counted if group in ("all", _group(v)))
        killed, total = ends["killed"] + ends["timeout"], ends.total()
        share = f"{100 * killed / total:.1f}" if total else "-"
        lines.append(f"| {group} | {total} | {killed} | {ends['survived']} | {ends['uncovered']} | {share} |")
    ends = Counter(v["end"] for v in counted)
    lines += [
        "",
        f"{ends['timeout']} of the killed ran out of time. Left out: {len(tried) - len(counted)} equivalent, "
        f"{len(verdicts) - len(tried)} that could not be tried.",
    ]
    alive = [v for v in counted if v["end"] in _ALIVE]
    lines += [f"\n## {v['mutant']} ({v['end']}, {v['tried']} tests)\n\n```diff\n{v['diff']}\n```" for v in alive]
    return "\n".join(lines) + "\n"


def _group(verdict: dict[str, Any]) -> str:
    return "/".join(Path(verdict["mutant"].partition(":")[0]).parts[:-1])


def _changed_lines(diff: str) -> tuple[str, str]:
    lines = diff.splitlines()[2:]
    gone = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
    come = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
    return gone, come
