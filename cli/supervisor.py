"""Runs commands as child processes: starts and watches them, restarts them with growing pauses, ends them together."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from musechat.children import make_child_environment
from musechat.errors import BadInput

LOOK_S = 0.25  # between two polls of the children
STEADY_S = 10.0  # a child that ran so long had started well: its failures are counted anew
FALLS = 5  # failed starts in a row after which the supervisor gives up
LONGEST_PAUSE_S = 15.0
GRACE_S = 7.0  # between SIGTERM and SIGKILL; a service manager waits longer for the supervisor itself

log = logging.getLogger(__name__)

PrintLine = Callable[[str, str, IO[str]], None]  # (part, line, stream)


@dataclass(frozen=True, slots=True)
class SupervisedPart:
    """A part to keep running, and its command line; one that runs ``once`` may end without being started again."""

    name: str
    command: Sequence[str]
    once: bool = False


class SupervisedProcess:
    """One part's process, in a session of its own: Ctrl-C reaches the supervisor only, which ends all in order."""

    def __init__(self, part: SupervisedPart, print_line: PrintLine) -> None:
        self.part = part
        self.falls = 0
        self._print_line = print_line
        self._process: subprocess.Popen[str] | None = None
        self._started = 0.0
        self._not_before = 0.0
        self._finished = False

    def start(self) -> None:
        """Start the process, and threads that forward its output line by line."""
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            self.part.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
            env={**make_child_environment(), "PYTHONUNBUFFERED": "1"},  # into a pipe Python would buffer whole blocks
        )
        for source, target in ((self._process.stdout, sys.stdout), (self._process.stderr, sys.stderr)):
            threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def look(self) -> int | None:
        """Restart the process if it has ended and its pause is over.

        Returns:
            The supervisor's exit status where the part cannot run, else None.

        """
        if self._process is None:
            if not self._finished and time.monotonic() >= self._not_before:
                self.start()
            return None
        status = self._process.poll()
        if status is None:
            return None
        self._kill_group(self._process)
        self._process = None
        if self.part.once:
            self._finished = True
            log.log(logging.WARNING if status else logging.INFO, "%s ended (%s)", self.part.name, _describe(status))
            return None
        return self._handle_exit(status)

    def ask_to_end(self) -> None:
        """Send SIGTERM."""
        # To the process alone, not its group: it ends its own children in order.
        if self._process:
            with suppress(ProcessLookupError):
                self._process.terminate()

    def end(self, deadline: float) -> None:
        """Wait for the end until ``deadline`` (monotonic clock), then kill the process and what it started."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("%s did not end in time and is killed", self.part.name)
            self._process.kill()
            self._process.wait()
        self._kill_group(self._process)
        self._process = None

    def _handle_exit(self, status: int) -> int | None:
        self.falls = 1 if time.monotonic() - self._started > STEADY_S else self.falls + 1
        if status == BadInput.exit_code:  # a setting is wrong: another start would fail in the same way
            log.error("%s cannot run; its last line says why", self.part.name)
            return status
        if self.falls >= FALLS:
            log.error("%s fell %s times in a row; its lines above say why", self.part.name, self.falls)
            return 1
        pause = min(LONGEST_PAUSE_S, 0.5 * 2 ** (self.falls - 1))
        log.warning("%s ended (%s); it starts again in %.1f s", self.part.name, _describe(status), pause)
        self._not_before = time.monotonic() + pause
        return None

    def _pass_on(self, source: IO[str] | None, target: IO[str]) -> None:
        for line in source or ():
            self._print_line(self.part.name, line.rstrip("\n"), target)

    @staticmethod
    def _kill_group(process: subprocess.Popen[str]) -> None:
        # What a killed process had started (a download, a decoder) is in its group, and must not outlive it.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


class Supervisor:
    """Keeps parts running until it is stopped, or until one of them cannot run."""

    def __init__(self, parts: Sequence[SupervisedPart], print_line: PrintLine) -> None:
        self._children = [SupervisedProcess(part, print_line) for part in parts]

    def run(self, stop: threading.Event) -> int:
        """Start all parts, watch them until ``stop`` is set, end them; returns the exit status."""
        status = 0
        try:
            for child in self._children:
                child.start()
            while not status and not stop.wait(LOOK_S):
                status = self._look()
        finally:
            self._end()
        return status

    def _look(self) -> int:
        for child in self._children:
            if status := child.look():
                return status
        return 0

    def _end(self) -> None:
        # All are asked before any is waited for: together they take one grace period, not one each.
        deadline = time.monotonic() + GRACE_S
        for child in self._children:
            child.ask_to_end()
        for child in self._children:
            child.end(deadline)


def child_command(*words: str) -> list[str]:
    """Build the command line of a ``musechat`` command that ends with this process, however that ends.

    Start it with :func:`musechat.children.make_child_environment`.
    """
    # -P: nothing may be imported from the current folder, which is the user's and may hold a ``media`` of its own.
    return [sys.executable, "-P", "-c", "from cli.child import run_child; run_child()", str(os.getpid()), *words]


def _describe(status: int) -> str:
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
