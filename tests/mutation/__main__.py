"""``python -m tests.mutation``: record which test runs which line, then try a sample of mutants."""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from tests.mutation.options import CACHE, ROOT, Options, digest_of, load_options
from tests.mutation.recording import Recording, load_recording, record
from tests.mutation.report import load_equivalents, write_summary
from tests.mutation.selection import Selection
from tests.mutation.sites import Mutant, sample_mutants
from tests.mutation.trial import Verdict, open_bench


def main(words: Sequence[str] | None = None) -> None:
    """Parse the command line and do as it says."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    recording = commands.add_parser("record", help="run the tests once and note which runs which line")
    recording.add_argument("tests", nargs="*", help="files of tests, instead of all that are listed")
    running = commands.add_parser("run", help="try a sample; goes on where an earlier run of the same sample stopped")
    running.add_argument("--sample", type=int, default=400, help="how many mutants")
    running.add_argument("--seed", type=int, default=1, help="which sample")
    running.add_argument("--again", action="store_true", help="try those once more that survived before")
    running.add_argument("--only", nargs="+", default=[""], help="of the sample, those in files whose path begins so")
    for command in (recording, running):
        command.add_argument("--jobs", type=int, default=2, help="processes")
    given = parser.parse_args(words)
    CACHE.mkdir(exist_ok=True)
    options = load_options()
    if given.command == "record":
        record(options, given.jobs, given.tests)
    else:
        run(options, given.sample, given.seed, given.jobs, again=given.again, only=given.only)


def run(options: Options, count: int, seed: int, jobs: int, *, again: bool, only: Sequence[str]) -> None:
    """Try a sample of mutants on ``jobs`` benches and write ``results-SEED.jsonl`` and ``summary-SEED.md``.

    A verdict is kept while the mutated file stays as it was; to forget all, remove the results.
    """
    recording = load_recording()
    results = CACHE / f"results-{seed}.jsonl"
    sample = [mutant for mutant in _sample(options, count, seed) if mutant.file.startswith(tuple(only))]
    kept = _kept(results, sample)
    left: SimpleQueue[Mutant] = SimpleQueue()
    for mutant in sample:
        if mutant.id not in kept or (again and kept[mutant.id]["end"] in ("survived", "uncovered", "error")):
            left.put(mutant)
    print(f"{len(sample)} mutants, {left.qsize()} to try")
    benches = [
        threading.Thread(target=_work, args=(CACHE / f"bench-{n}", options, recording, left, results))
        for n in range(min(jobs, left.qsize()))
    ]
    for thread in benches:
        thread.start()
    for thread in benches:
        thread.join()
    kept = _kept(results, sample)
    summary = write_summary(list(kept.values()), load_equivalents())
    (CACHE / f"summary-{seed}.md").write_text(summary)
    print(summary)


def _work(tree: Path, options: Options, recording: Recording, left: SimpleQueue[Mutant], results: Path) -> None:
    selection = Selection(ROOT, options, recording)
    with open_bench(tree, options, recording.seconds) as bench:
        while True:
            try:
                mutant = left.get_nowait()
            except Empty:
                return
            verdict = bench.try_out(mutant, selection.tests_for(mutant.file, mutant.line))
            _write(results, mutant, verdict)
            print(f"{verdict.end:9} {verdict.seconds:6.1f} s  {mutant.id}  {verdict.test}", flush=True)


def _write(results: Path, mutant: Mutant, verdict: Verdict) -> None:
    with results.open("a") as out:
        out.write(json.dumps({**verdict.to_json(), "digest": digest_of([mutant.file])}) + "\n")


def _kept(results: Path, sample: Iterable[Mutant]) -> dict[str, dict[str, Any]]:
    """The last verdict on each mutant of the sample whose file is still what it was, in the sample's order."""
    lines = results.read_text().splitlines() if results.exists() else []
    known = {entry["mutant"]: entry for entry in map(json.loads, lines)}
    return {m.id: known[m.id] for m in sample if m.id in known and known[m.id]["digest"] == digest_of([m.file])}


def _sample(options: Options, count: int, seed: int) -> list[Mutant]:
    """The sample, kept because finding all places takes minutes; made anew where the code is another."""
    files = options.sources()
    key = {"count": count, "seed": seed, "digest": digest_of(files)}
    cache = CACHE / f"sample-{seed}.json"
    if cache.exists():
        known = json.loads(cache.read_text())
        if known["key"] == key:
            return [Mutant(**entry) for entry in known["mutants"]]
    sample = list(sample_mutants(ROOT, files, count, seed))
    cache.write_text(json.dumps({"key": key, "mutants": [mutant.to_json() for mutant in sample]}))
    return sample


if __name__ == "__main__":
    main()
