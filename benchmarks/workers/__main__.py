"""How several workers add up: ``python -m benchmarks.workers [--turns N] [--rounds N] [--tree PATH ...]``.

A backlog of turns whose stages do nothing is drained by 1, 2 and 4 worker processes, on SQLite and on PostgreSQL with
Redis. Everything is submitted and notified before the signal to begin, so what is measured are the workers alone.
CPU time and counts say more than rates on a machine that does other work. With several trees, each is measured in turn.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.workers.drain import PLACES, Drained, drain_backlog


def main() -> None:
    """Measure, and print a table."""
    options = _parse_options()
    found: dict[tuple[str, str, int], list[Drained]] = {}
    console = Console(width=None if sys.stdout.isatty() else 160)
    for _ in range(options.rounds):
        for place in options.place:
            for workers in options.workers:
                for tree in options.tree:
                    drained = drain_backlog(place, workers, options.turns, tree, threads=options.threads)
                    found.setdefault((str(tree), place, workers), []).append(drained)
                    console.print(f"{tree} {place} {workers}: {drained}", style="dim")
    console.print(_make_table(found, options.turns))


def _make_table(found: dict[tuple[str, str, int], list[Drained]], turns: int) -> Table:
    heads = ("tree", "on", "workers", "turns/s", "best", "worker CPU ms", "database CPU ms")
    table = Table(*heads, "commits", "reads", "statements", "messages", title=f"{turns} turns; the rest per turn")
    for (tree, place, workers), runs in found.items():
        middle = sorted(runs, key=lambda run: run.rate)[len(runs) // 2]
        cpu = min(run.worker_cpu_s for run in runs), min(run.database_cpu_s for run in runs)
        counts = [f"{middle.counts.get(name, 0):.1f}" for name in ("commits", "reads", "statements", "messages")]
        rates = f"{middle.rate:.1f}", f"{max(run.rate for run in runs):.1f}"
        table.add_row(Path(tree).name, place, str(workers), *rates, *(f"{1000 * s:.1f}" for s in cpu), *counts)
    return table


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=4, help="of each worker")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--place", nargs="+", choices=list(PLACES), default=list(PLACES))
    parser.add_argument("--tree", type=Path, nargs="+", default=[Path.cwd()], help="checkouts to compare")
    return parser.parse_args()


if __name__ == "__main__":
    main()
