"""``make bench``: every benchmark of the project, one table of ratios."""

from __future__ import annotations

import sys
from importlib import import_module

from rich.console import Console
from rich.table import Table

PARTS = (
    "bench_watch",
    "bench_listen",
    "bench_embedded",
    "bench_reading",
    "bench_writer",
    "bench_preview",
    "bench_mix",
    "bench_speech",
    "bench_cut",
    "bench_index",
    "bench_turns",
    "bench_discord",
    "bench_faults",
    "bench_acknowledged",
    "bench_away",
)


def main() -> None:
    """Run all parts, each against its reference in the same run."""
    table = Table("what", "ours", "reference", "ratio", "target", "", box=None, padding=(0, 2, 0, 0))
    console = Console(width=None if sys.stdout.isatty() else 140)
    for part in PARTS:
        with console.status(f"{part}…"):
            rows = import_module(f"benchmarks.{part}").rows()
        for row in rows:
            verdict = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}[row.met]
            table.add_row(
                row.what,
                f"{row.ours:.3g} {row.unit}",
                f"{row.reference:.3g} {row.unit} ({row.against})",
                f"{row.ratio:.2f}",
                row.target,
                verdict,
            )
    console.print(table)


if __name__ == "__main__":
    main()
