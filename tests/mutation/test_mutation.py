"""The driver of mutation testing: what it changes, which tests it takes, and what it says of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.mutation.options import Options, load_options
from tests.mutation.recording import Recording
from tests.mutation.report import Equivalent, write_summary
from tests.mutation.selection import Selection
from tests.mutation.sites import Mutant, find_sites, sample_mutants
from tests.mutation.trial import open_bench

MODULE = """\
from functools import cache
import logging
from dataclasses import dataclass

log = logging.getLogger(__name__)
Pair = tuple[int, int] | None
MOST = 7


@dataclass(frozen=True)
class Box:
    size: int | None


@cache
def larger(a: int | None, b: int) -> int | None:
    log.info("comparing", extra={"n": 1 + 2})
    if (
        a > b
    ):
        return a
    return b


def unused(n: int = 3) -> int:
    return n + 1
"""


def places(source: str) -> list[tuple[int, str]]:
    return [(site[0].line, site[0].operator.partition("/")[2].partition("_")[0]) for site in find_sites("m.py", source)]


def test_only_what_a_test_could_notice_is_changed() -> None:
    found = places(MODULE)
    assert {line for line, _ in found} == {7, 10, 18, 19, 25, 26}
    assert (10, "RemoveDecorator") in found
    assert (10, "ReplaceTrueWithFalse") not in found  # frozen


def test_all_ways_to_replace_one_operator_are_one_place() -> None:
    (site,) = [site for site in find_sites("m.py", "c = a + b\n") if "Binary" in site[0].operator]
    assert len(site) > 5
    assert {mutant.apply("c = a + b\n") for mutant in site} >= {"c = a - b\n", "c = a * b\n"}


def test_a_change_that_changes_nothing_is_none() -> None:
    assert Mutant("m.py", 1, 0, "core/NumberReplacer", 5).apply("c = 1\n") is None


def test_a_sample_depends_on_its_seed_alone_and_takes_no_place_twice(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(MODULE)
    samples = [list(sample_mutants(tmp_path, ["m.py"], 5, seed)) for seed in (1, 1, 2)]
    assert samples[0] == samples[1] != samples[2]
    assert len({(m.line, m.column, m.operator.partition("_")[0]) for m in samples[0]}) == 5


def selection(root: Path, **changed: object) -> Selection:
    (root / "pack").mkdir()
    (root / "pack/m.py").write_text(MODULE)
    (root / "pack/user.py").write_text("from pack.m import MOST\n\ndef use():\n    return MOST\n")
    seconds = {"tests/test_m.py::slow": 2.0, "tests/test_m.py::fast": 0.1, "tests/test_far.py::far": 0.01, "u": 1.0}
    every = frozenset(seconds) - {"u"}
    lines: dict[str, dict[int, frozenset[str]]] = {
        "pack/m.py": {7: frozenset(), 18: every, 19: every, 21: every},
        "pack/user.py": {4: frozenset("u")},
        "pack/child.py": {2: frozenset()},
    }
    options = Options(packages=("pack",), tests=(), **changed)  # type: ignore[arg-type]
    return Selection(root, options, Recording(seconds, lines))


NEAR_FIRST = ["tests/test_m.py::fast", "tests/test_m.py::slow", "tests/test_far.py::far"]


def test_the_nearest_tests_come_first_then_the_fastest(tmp_path: Path) -> None:
    chosen = selection(tmp_path)
    assert chosen.tests_for("pack/m.py", 20)[:-1] == NEAR_FIRST  # a line of a head whose first line ran


def test_where_few_tests_ran_a_line_the_users_of_its_module_follow(tmp_path: Path) -> None:
    assert selection(tmp_path).tests_for("pack/m.py", 19) == [*NEAR_FIRST, "u"]


def test_defaults_and_decorators_belong_to_their_function_and_constants_to_the_module(tmp_path: Path) -> None:
    chosen = selection(tmp_path)
    assert chosen.tests_for("pack/m.py", 15) == NEAR_FIRST
    assert chosen.tests_for("pack/m.py", 7) == [*NEAR_FIRST, "u"]
    assert chosen.tests_for("pack/m.py", 25) == []
    assert chosen.tests_for("pack/m.py", 26) == []


def test_a_module_of_constants_is_tested_by_who_imports_it(tmp_path: Path) -> None:
    chosen = selection(tmp_path)
    (tmp_path / "pack/user.py").write_text("from pack.constants import MOST\n\ndef use():\n    return MOST\n")
    (tmp_path / "pack/constants.py").write_text("MOST = 7\n")
    assert chosen.tests_for("pack/constants.py", 1) == ["u"]


def test_a_module_that_runs_in_a_child_is_tested_by_who_starts_it(tmp_path: Path) -> None:
    """The child ran its lines, but for no test that it knew of."""
    chosen = selection(tmp_path)
    start = 'COMMAND = ["python", "-m", "pack.child"]\n\ndef use():\n    return COMMAND\n'
    (tmp_path / "pack/user.py").write_text(start)
    (tmp_path / "pack/child.py").write_text("def main():\n    return 1\n\ndef unused():\n    return 2\n")
    assert chosen.tests_for("pack/child.py", 2) == ["u"]
    assert chosen.tests_for("pack/child.py", 5) == []


@pytest.mark.parametrize(("limit", "count"), [({"most_tests": 2}, 2), ({"most_seconds": 1.0}, 1)])
def test_no_mutant_is_tried_without_end(tmp_path: Path, limit: dict[str, object], count: int) -> None:
    assert selection(tmp_path, **limit).tests_for("pack/m.py", 19) == NEAR_FIRST[:count]


DIFF = "--- a/p/m.py\n+++ b/p/m.py\n@@ -1,2 +1,2 @@\n x\n-    if a > b:\n+    if a >= b:"


def verdict(end: str, file: str = "p/m.py", diff: str = DIFF) -> dict[str, object]:
    return {"mutant": f"{file}:1:0:X:0", "end": end, "test": "", "tried": 3, "seconds": 1.0, "diff": diff}


def test_a_summary_counts_timeouts_as_killed_and_leaves_out_what_is_equivalent() -> None:
    verdicts = [
        verdict("killed"),
        verdict("timeout"),
        verdict("survived"),
        verdict("uncovered", diff=""),
        verdict("error"),
    ]
    assert "| all | 4 | 2 | 1 | 1 | 50.0 |" in write_summary(verdicts, [])
    listed = [Equivalent("elsewhere/m.py", "if a > b:", "if a >= b:", "both are the same then")]
    summary = write_summary(verdicts, listed)
    assert "| all | 3 | 2 | 0 | 1 | 66.7 |" in summary
    assert "a >= b" not in summary


def test_the_projects_own_list_names_what_is_there() -> None:
    options = load_options()
    assert len(options.sources()) > 50
    assert all(name.startswith("tests/") for name in options.tests)


@pytest.mark.slow
def test_a_mutant_is_killed_by_its_test_or_survives_and_the_file_is_put_back(tmp_path: Path) -> None:
    root, tree = tmp_path / "project", tmp_path / "tree"
    root.mkdir()
    (root / "m.py").write_text(MODULE)
    (root / "test_m.py").write_text("from m import larger\n\ndef test_larger():\n    assert larger(1, 2) == 2\n")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    (site,) = [site for site in find_sites("m.py", MODULE) if "Comparison" in site[0].operator]
    ends = {}
    with open_bench(tree, Options(packages=("m.py",), tests=()), {"test_m.py::test_larger": 0.01}, root) as bench:
        for mutant in site:
            changed = mutant.apply(MODULE) or ""
            if "a >= b" in changed or "a < b" in changed:
                ends[changed.splitlines()[18].strip()] = bench.try_out(mutant, ["test_m.py::test_larger"]).end
        missing = bench.try_out(site[0], ["test_m.py::test_gone"])
        untested = bench.try_out(site[0], [])
    assert ends == {"a >= b": "survived", "a < b": "killed"}
    assert (missing.end, untested.end) == ("error", "uncovered")
    assert (tree / "m.py").read_text() == MODULE
