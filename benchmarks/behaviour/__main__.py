"""The command line: see :mod:`benchmarks.behaviour`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.behaviour import __doc__ as package_doc
from benchmarks.behaviour.comparison import compare_conversation, compare_recordings, find_differences
from benchmarks.behaviour.installation import CommandFailed
from benchmarks.behaviour.recording import DATA, OPENED, open_kept, record
from benchmarks.behaviour.stored import describe_stored

SHOWN = 12  # differences of one turn that are printed
STARTED = time.monotonic()


def main() -> int:
    """Run one of the three commands; the exit status: 0 equal, 1 different, 2 it could not be run."""
    options = _parse()
    try:
        return int(options.run(options))
    except (CommandFailed, OSError) as error:
        print(f"behaviour: {error}", file=sys.stderr)
        return 2


def _record(options: argparse.Namespace) -> int:
    recorded = record(options.musechat, options.data, options.keep_data, _tell)
    options.out.write_text(json.dumps(recorded, ensure_ascii=False, indent=1), encoding="utf-8")
    turns = sum(len(conversation["turns"]) for conversation in recorded["conversations"])
    _tell(f"{len(recorded['conversations'])} conversations, {turns} turns, {len(recorded['library'])} tracks")
    return 0


def _compare(options: argparse.Namespace) -> int:
    return report(compare_recordings(_load(options.before), _load(options.after)))


def _open(options: argparse.Namespace) -> int:
    before = _load(options.kept / OPENED)
    held = describe_stored(options.kept / DATA)
    after = open_kept(options.musechat, options.kept, Path(before["clip"]), _tell)
    compared = [
        ("library list --json", list(find_differences(before["library"], after["library"]))),
        ("turns", list(find_differences(before["turns"], after["turns"]))),
        *compare_conversation(before["conversation"], after["conversation"]),
        *((f"stored: {table}", list(find_differences(held[table], after["stored"][table]))) for table in held),
    ]
    return report(compared)


def report(compared: Iterable[tuple[str, list[str]]]) -> int:
    """Print a line for each thing compared, with its differences; 1 where there are any."""
    equal = different = 0
    for name, differences in compared:
        print(f"{'different' if differences else 'equal':9}  {name}")
        for line in differences[:SHOWN]:
            print(f"           {line}")
        if len(differences) > SHOWN:
            print(f"           and {len(differences) - SHOWN} more")
        equal, different = equal + (not differences), different + bool(differences)
    print(f"{equal} equal, {different} different")
    return 1 if different else 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.behaviour", description=package_doc)
    commands = parser.add_subparsers(required=True)
    # The command of the environment that runs this script, hence of its own tree.
    ours = Path(sys.executable).with_name("musechat")

    recording = commands.add_parser("record", help="hold twenty conversations and write down all answers")
    recording.add_argument("out", type=Path, metavar="OUT.json")
    recording.add_argument("--data", type=Path, help="folder with music/ and videos/; default: the demo's own")
    recording.add_argument("--keep-data", type=Path, metavar="DIR", help="keep the data folder, for the command open")
    recording.set_defaults(run=_record)

    comparing = commands.add_parser("compare", help="compare two recordings")
    comparing.add_argument("before", type=Path, metavar="BEFORE.json")
    comparing.add_argument("after", type=Path, metavar="AFTER.json")
    comparing.set_defaults(run=_compare)

    opening = commands.add_parser("open", help="open a copy of a kept data folder and compare what it answers")
    opening.add_argument("kept", type=Path, metavar="DIR")
    opening.set_defaults(run=_open)

    for command in (recording, opening):
        command.add_argument("--musechat", type=Path, default=ours, help="the command to run; default: %(default)s")
    return parser.parse_args()


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _tell(line: str) -> None:
    print(f"[{time.monotonic() - STARTED:6.1f} s] {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
