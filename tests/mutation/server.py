"""A warm process: imports what is heavy once, then forks for every run of tests.

``python -P …/tests/mutation/server.py torch sqlalchemy …`` in a scratch tree, by that tree's Python. Each line on standard input is one request,
``{"tests": [...], "cpu_s": 30, "wall_s": 300}``; each line on standard output its answer, ``{"end": "passed"}``. What a
test imports of the project is imported in the fork: the tree's files change between the runs.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.metadata
import json
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

_FLAGS = [
    "-n0",
    "-x",
    "-q",
    "--no-header",
    "--timeout=0",  # the limits are those of the request
    "--hypothesis-seed=0",
    "-p",
    "no:cacheprovider",
]


class _FirstFailure:
    def __init__(self) -> None:
        self.test: str | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.test is None:
            self.test = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and self.test is None:
            self.test = report.nodeid


def main(modules: list[str]) -> None:
    """Answer requests until standard input ends."""
    for plugin in importlib.metadata.entry_points(group="pytest11"):
        plugin.load()
    for name in modules:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # pytest collects at its end, which would go through all of this in every fork
    sys.dont_write_bytecode = False  # whatever the environment says: tests are compiled once and not per mutant
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what tests print is no answer
    for line in sys.stdin:
        answers.write(json.dumps(_run(json.loads(line))) + "\n")
        answers.flush()


def _run(request: dict[str, Any]) -> dict[str, Any]:
    """Run tests in a fork, and end all that it has started in its group."""
    with tempfile.TemporaryDirectory(prefix="mutant-", ignore_cleanup_errors=True) as folder:
        pid = os.fork()
        if pid == 0:
            _child(request, Path(folder))
        status = _wait(pid, request["wall_s"])
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        if status is None:
            os.waitpid(pid, 0)
            return {"end": "timeout"}
        return _ending(status, Path(folder))


def _child(request: dict[str, Any], folder: Path) -> None:
    code = 99
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (request["cpu_s"], request["cpu_s"] + 5))
        out = os.open(folder / "output", os.O_WRONLY | os.O_CREAT)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((nothing, 0), (out, 1), (out, 2)):
            os.dup2(source, target)
        first = _FirstFailure()
        code = int(pytest.main([*_FLAGS, f"--basetemp={folder / 'tmp'}", *request["tests"]], plugins=[first]))
        (folder / "test").write_text(first.test or "")
    finally:
        os._exit(code)


def _wait(pid: int, seconds: float) -> int | None:
    """The status a process ends with, None where it has not ended in time; waiting for a processor is no time."""
    began = time.monotonic()
    while time.monotonic() - began - _starved(pid) < seconds:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.02)
    return None


def _starved(pid: int) -> float:
    """Seconds for which a process could have run and had no processor, 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def _ending(status: int, folder: Path) -> dict[str, Any]:
    if os.WIFSIGNALED(status):
        end = "timeout" if os.WTERMSIG(status) == signal.SIGXCPU else "crashed"
        return {"end": end}
    output = (folder / "output").read_text(errors="replace") if (folder / "output").exists() else ""
    test = (folder / "test").read_text() if (folder / "test").exists() else ""
    code = os.WEXITSTATUS(status)
    if code == pytest.ExitCode.OK:
        return {"end": "passed"}
    if code == pytest.ExitCode.TESTS_FAILED or (code == pytest.ExitCode.INTERRUPTED and test):
        return {"end": "failed", "test": test}
    if code == pytest.ExitCode.USAGE_ERROR and "while loading conftest" in output:
        return {"end": "failed", "test": "conftest"}
    return {"end": "broken", "code": code, "output": output[-2000:]}


if __name__ == "__main__":
    main(sys.argv[1:])
