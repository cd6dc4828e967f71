from __future__ import annotations

import subprocess
import sys

import psutil

from tests.tools.coverage_summary import summarise
from tests.tools.under_load import BUSY, busy_processes
from tests.worker.processes import until


def test_coverage_is_summed_by_package() -> None:
    files = {
        "worker/main.py": (10, 5),
        "worker/stages/read.py": (20, 20),
        "worker/stages/deeper/x.py": (20, 0),
        "setup.py": (0, 0),
    }
    report = {"files": {n: {"summary": {"num_statements": s, "covered_lines": c}} for n, (s, c) in files.items()}}
    rows = [line.split() for line in summarise(report).splitlines()[1:]]
    assert rows == [
        [".", "0", "100.0%"],
        ["worker", "10", "50.0%"],
        ["worker/stages", "40", "50.0%"],
        ["all", "50", "50.0%"],
    ]


def test_busy_processes_are_there_for_the_block_alone() -> None:
    before = {child.pid for child in psutil.Process().children()}
    with busy_processes(2):
        started = [child for child in psutil.Process().children() if child.pid not in before]
        assert len(started) == 2
    assert not any(child.is_running() for child in started)


def test_a_busy_process_ends_with_its_parent() -> None:
    script = (
        f"import os, subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {BUSY!r}, str(os.getpid())]).pid)"
    )
    told = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=True)
    until(lambda: not psutil.pid_exists(int(told.stdout)), "the busy process has ended")
