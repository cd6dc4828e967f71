"""Run the tests beside busy processes, several times: ``python -m tests.tools.under_load -- [pytest's arguments]``.

A test whose result depends on how busy the machine is fails here sooner than on anybody else's machine.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# A busy process ends with its parent, however that ends.
BUSY = """
import os, sys
while os.getppid() == int(sys.argv[1]):
    for _ in range(1_000_000):
        pass
"""
TOO_LONG = 124  # the exit status of timeout(1)


@dataclass(frozen=True)
class Run:
    """What became of one run of the tests."""

    status: int
    seconds: float
    said: str  # pytest's last line
    failed: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit status is 1 where any run failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.under_load", description="Run the tests under load.")
    parser.add_argument("--times", type=int, default=5, help="runs (default: 5)")
    parser.add_argument("--busy", type=int, default=8, help="busy processes beside them (default: 8)")
    parser.add_argument("--minutes", type=float, default=90, help="limit of one run (default: 90)")
    parser.add_argument("pytest", nargs="*", help="arguments for pytest (default: all tests)")
    chosen = parser.parse_args(arguments)
    runs = []
    with busy_processes(chosen.busy):
        for n in range(1, chosen.times + 1):
            runs.append(run := run_tests(chosen.pytest, 60 * chosen.minutes))
            print(f"run {n} of {chosen.times}: {run.seconds:.0f} s, {run.said}", flush=True)
            for name in run.failed:
                print(f"  {name}", flush=True)
    passed = sum(run.status == 0 for run in runs)
    print(f"{passed} of {len(runs)} runs passed beside {chosen.busy} busy processes")
    return 0 if passed == len(runs) else 1


@contextlib.contextmanager
def busy_processes(count: int) -> Iterator[None]:
    """Keep so many processes busy for the length of a block."""
    started = [subprocess.Popen([sys.executable, "-c", BUSY, str(os.getpid())]) for _ in range(count)]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def run_tests(arguments: Sequence[str], limit_s: float) -> Run:
    """Run pytest once; what it started ends with it where it takes too long."""
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=limit_s)
        status = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        status = TOO_LONG
    lines = [line for line in output.splitlines() if line.strip()]
    failed = tuple(line for line in lines if line.startswith(("FAILED ", "ERROR ")))
    said = "not over within its limit" if status == TOO_LONG else (lines or ["it said nothing"])[-1].strip("= ")
    return Run(status, time.monotonic() - began, said, failed)


if __name__ == "__main__":
    sys.exit(main())
