"""One run of the tests that notes which test runs which line, and what is known from it afterwards."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import coverage

from tests.mutation import recorder
from tests.mutation.options import CACHE, ROOT, Options, digest_of
from tests.mutation.trees import make_tree

TREE = CACHE / "record"
_DATA = CACHE / "coverage"
_OUTCOMES = CACHE / "outcomes.jsonl"
_RECORDING = CACHE / "recording.json"
_DIGEST = CACHE / "recorded"  # of the code that the lines belong to

# Children of a test have no test of their own: they take its name from the variable that pytest sets.
_RULES = """[run]
source =
{sources}
context = ${{PYTEST_CURRENT_TEST-}}
data_file = {data}
parallel = true
sigterm = true
patch =
    _exit
    fork
disable_warnings =
    no-data-collected
    module-not-measured
    module-not-imported
"""
_PHASE = re.compile(r" \((setup|call|teardown)\)$")


@dataclass(frozen=True, slots=True)
class Recording:
    """What ran which line.

    Attributes:
        seconds: duration of each test that passed, by its node id.
        lines: for each file, the node ids of the tests that ran each line.

    """

    seconds: Mapping[str, float]
    lines: Mapping[str, Mapping[int, frozenset[str]]]

    def tests_of(self, file: str, lines: Iterable[int]) -> frozenset[str]:
        """Tests that ran any of these lines."""
        known = self.lines.get(file, {})
        return frozenset().union(*(known.get(line, frozenset()) for line in lines))


def record(options: Options, jobs: int, tests: Sequence[str] = ()) -> Recording:
    """Run the tests and keep what is found.

    Only tests that are new are run, or left by a recording that was stopped, while the mutated packages stay as they
    are; where they have changed, lines have moved and everything is recorded anew. ``tests`` are files or folders, instead
    of all that the options list.
    """
    digest = digest_of(options.sources())
    if not _DIGEST.exists() or _DIGEST.read_text() != digest:
        shutil.rmtree(_DATA, ignore_errors=True)
        for file in (_OUTCOMES, _RECORDING):
            file.unlink(missing_ok=True)
        _DATA.mkdir(parents=True)
        _DIGEST.write_text(digest)
    rules = CACHE / "coverage.ini"
    sources = "\n".join(f"    {TREE / name}" for name in options.packages)
    rules.write_text(_RULES.format(sources=sources, data=_DATA / "data"))
    # Set there and not here: some children are started with an environment of their own.
    start = f"import os, coverage; os.environ.setdefault('COVERAGE_PROCESS_START', {str(rules)!r}); "
    python = make_tree(TREE, start_up=start + "coverage.process_startup()")
    command = [str(python), "-m", "pytest", "-p", "tests.mutation.recorder", "-q", "-n", str(jobs)]
    command += tests or options.tests
    subprocess.run(command, cwd=TREE, env={**os.environ, recorder.VARIABLE: str(_OUTCOMES)}, check=False)
    _RECORDING.write_text(json.dumps(_gathered()))
    return load_recording()


def load_recording() -> Recording:
    """Read what :func:`record` has kept.

    Raises:
        SystemExit: nothing is recorded yet.

    """
    if not _RECORDING.exists():
        raise SystemExit("nothing is recorded yet; run `python -m tests.mutation record` first")
    kept = json.loads(_RECORDING.read_text())
    names = kept["tests"]
    lines = {
        file: {int(line): frozenset(names[n] for n in tests) for line, tests in found.items()}
        for file, found in kept["lines"].items()
    }
    return Recording(kept["seconds"], lines)


def _gathered() -> dict[str, object]:
    """Bring the data of all processes together: node ids once in a list, lines refer to it by place."""
    outcomes = [json.loads(line) for line in _OUTCOMES.read_text().splitlines()]
    seconds = {n: took for n, passed, took in outcomes if passed and (ROOT / n.partition("::")[0]).exists()}
    places = {name: place for place, name in enumerate(seconds)}
    lines: dict[str, dict[int, set[int]]] = {}
    for part in sorted(_DATA.iterdir()):
        data = coverage.CoverageData(str(part))
        try:
            data.read()
        except coverage.exceptions.DataError:
            continue  # a child that a test killed while it wrote; its lines belong to no test then
        for path in filter(None, data.measured_files()):  # a killed child may leave a row without its name
            here = lines.setdefault(_relative(path), {})
            for line, contexts in data.contexts_by_lineno(path).items():
                # A line without a test is one that ran at import; it is in the list with no test.
                here.setdefault(line, set()).update(places[t] for c in contexts for t in _tests(c) if t in places)
    return {
        "tests": list(places),
        "seconds": seconds,
        "lines": {file: {line: sorted(tests) for line, tests in found.items()} for file, found in lines.items()},
    }


def _tests(context: str) -> list[str]:
    """Node ids in "static|dynamic", of which either may be empty."""
    return [_PHASE.sub("", part) for part in context.split("|") if part]


def _relative(path: str) -> str:
    inside = Path(path)
    return str(inside.relative_to(TREE)) if inside.is_relative_to(TREE) else str(inside.relative_to(ROOT))
