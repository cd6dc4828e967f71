"""One mutant against its tests."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.mutation import server
from tests.mutation.options import ROOT, Options
from tests.mutation.sites import Mutant, diff_of
from tests.mutation.trees import make_tree

_UNSURE_S = 0.5  # a test that lasts longer may have failed for another reason than the mutant: it is tried twice


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant.

    Attributes:
        mutant: the mutant's id.
        end: "killed", "timeout" (counts as killed), "survived", or "uncovered" where no test runs the line,
            "error" where the tests could not be run (not counted).
        test: the test that killed it; what pytest printed after an error.
        tried: number of tests that were chosen for it.
        seconds: how long it took.
        diff: the change.

    """

    mutant: str
    end: str
    test: str
    tried: int
    seconds: float
    diff: str

    def to_json(self) -> dict[str, Any]:
        """Every field by its name."""
        return asdict(self)


class Bench:
    """A scratch tree with a warm process in it; tries one mutant after the other."""

    def __init__(self, tree: Path, options: Options, seconds: Mapping[str, float], root: Path = ROOT) -> None:
        self._tree = tree
        self._seconds = seconds
        python = make_tree(tree, root)
        command = [str(python), "-P", server.__file__, *options.preload]
        self._server = subprocess.Popen(command, cwd=tree, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def close(self) -> None:
        """End the process; the tree stays for a look at it."""
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait(30)

    def try_out(self, mutant: Mutant, tests: Sequence[str]) -> Verdict:
        """Write the mutant, run the tests until one fails, and put the file back."""
        began = time.monotonic()
        path = self._tree / mutant.file
        source = path.read_text()
        changed = mutant.apply(source)
        assert changed is not None
        end, test = "uncovered", ""
        if tests:
            path.write_text(changed)
            try:
                end, test = self._outcome(list(tests))
            finally:
                path.write_text(source)
        diff = diff_of(mutant.file, source, changed)
        return Verdict(mutant.id, end, test, len(tests), round(time.monotonic() - began, 2), diff)

    def _outcome(self, tests: list[str]) -> tuple[str, str]:
        while tests:
            answer = self._ask(tests)
            failed = answer.get("test", "")
            if answer["end"] == "passed":
                return "survived", ""
            if answer["end"] == "broken":
                return "error", answer["output"]
            if answer["end"] != "failed" or self._fails_again(failed):
                return "timeout" if answer["end"] == "timeout" else "killed", failed
            tests = tests[tests.index(failed) + 1 :]
        return "survived", ""

    def _fails_again(self, test: str) -> bool:
        return self._seconds.get(test, 0.0) < _UNSURE_S or self._ask([test])["end"] != "passed"

    def _ask(self, tests: Sequence[str]) -> dict[str, Any]:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        recorded = sum(self._seconds.get(test, 0.0) for test in tests)
        # Generous: what is slow because the machine is busy must not count as killed.
        request = {"tests": list(tests), "cpu_s": round(30 + 3 * recorded), "wall_s": round(120 + 10 * recorded)}
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer


@contextmanager
def open_bench(tree: Path, options: Options, seconds: Mapping[str, float], root: Path = ROOT) -> Iterator[Bench]:
    """A bench that is closed whatever happens."""
    bench = Bench(tree, options, seconds, root)
    try:
        yield bench
    finally:
        bench.close()
