"""A pytest plugin: says to coverage which test runs, and writes each test's outcome and duration to a file.

Tests that have passed by the file are left out, so that a recording which was stopped goes on where it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path

import coverage
import pytest

VARIABLE = "MUTANTS_OUTCOMES"  # environment variable that names the file


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Attribute every line that runs from a test's set-up to its tear-down to that test."""
    current = coverage.Coverage.current()
    if current is not None:
        current.switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        if current is not None:
            current.switch_context("")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is recorded. All workers see the same file: nothing is written before they have collected."""
    file = Path(os.environ[VARIABLE])
    outcomes = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    done = {name for name, passed, _ in outcomes if passed}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in done])
    items[:] = [item for item in items if item.nodeid not in done]


class _Outcomes:
    """Sums the phases of each test; one line ``[nodeid, passed, seconds]`` per test."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._open: dict[str, tuple[bool, float]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        passed, seconds = self._open.pop(report.nodeid, (True, 0.0))
        passed, seconds = passed and report.passed, seconds + report.duration
        if report.when != "teardown":
            self._open[report.nodeid] = (passed, seconds)
            return
        with self._file.open("a") as out:
            out.write(json.dumps([report.nodeid, passed, round(seconds, 4)]) + "\n")


def pytest_configure(config: pytest.Config) -> None:
    """Only the process that gathers the reports of all workers writes them."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Outcomes(Path(os.environ[VARIABLE])))
