"""``make chaos``: a thousand turns in each place under faults, and a table of what was left."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.chaos.audit import Audit
from benchmarks.chaos.places import PLACES
from benchmarks.chaos.run import EVERY, run_chaos
from musechat.logs import configure_logs


def main() -> int:
    """Run every place; returns 1 where one was not faultless."""
    options = _parse_options()
    configure_logs("critical", as_json=False)  # the client's own: what it says of each fault is no news
    console = Console(width=None if sys.stdout.isatty() else 160)
    audits: dict[str, Audit] = {}
    for name in options.place:
        with console.status(f"{name}…"):
            log = options.logs / f"{name.replace(' ', '')}.log" if options.logs else None
            audits[name] = run_chaos(name, options.turns, 60 * options.minutes, every=options.every, keep_log=log)
        console.print(f"{name}: {audits[name]}", style="dim", highlight=False)
    console.print(_make_table(audits))
    return 0 if all(audit.faultless for audit in audits.values()) else 1


def _make_table(audits: dict[str, Audit]) -> Table:
    table = Table("on", "turns", "s", "faults", "tried again", "lost", "doubled", "stuck", "failed", "left behind")
    for name, audit in audits.items():
        faults = ", ".join(f"{count} {fault}" for fault, count in sorted(audit.faults.items()))
        left = f"{audit.leases} leases, {audit.blobs} blobs, {audit.processes} processes, {audit.messages} messages"
        counts = audit.retried, audit.lost, audit.doubled, audit.stuck, audit.failed.total()
        table.add_row(name, str(audit.turns), f"{audit.seconds:.0f}", faults, *map(str, counts), left)
    return table


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=15, help="at most, of each place")
    parser.add_argument("--every", type=int, default=EVERY, help="turns that end for each fault")
    parser.add_argument("--place", nargs="+", choices=list(PLACES), default=list(PLACES))
    parser.add_argument("--logs", type=Path, help="folder for the workers' logs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
