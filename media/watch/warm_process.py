"""The child process that decodes: how it starts, and how some are kept ready.

A fresh interpreter needs a quarter of a second for its imports. :class:`WarmProcesses` has that done ahead of time: a
spare process waits for one job on its standard input and ends when that closes, hence also when its parent is killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
import weakref
from collections.abc import Mapping
from functools import partial
from typing import IO, Self, cast

from musechat.children import make_child_environment, make_module_command

_KEPT = (
    "PATH", "LANG", "LC_ALL", "PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT",
    "TMPDIR",
)  # fmt: skip
_PIPE_BYTES = 1 << 20


class DecodingProcess:
    """One process for one clip, in a process group of its own."""

    def __init__(self, command: list[str] | None = None) -> None:
        self.process = subprocess.Popen(
            command or make_module_command("media.watch.child"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_build_environment(),
            start_new_session=True,
            pipesize=_PIPE_BYTES,
        )
        self._stdin = cast(IO[bytes], self.process.stdin)
        self.stdout = cast(IO[bytes], self.process.stdout)

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process.poll() is None

    def send_job(self, job: Mapping[str, object]) -> None:
        """Send the one job; a child that has died meanwhile shows when its answer is read."""
        with contextlib.suppress(BrokenPipeError):
            self._stdin.write(json.dumps(job).encode() + b"\n")
            self._stdin.flush()

    def close(self) -> None:
        """Close our ends of its pipes: a child that still waits for a job ends by itself."""
        for pipe in (self._stdin, self.stdout):
            with contextlib.suppress(OSError):
                pipe.close()

    def kill_group(self) -> int:
        """Kill the whole group, reap the child, close the pipes; returns its exit code (negative: signal)."""
        code = self.process.poll()
        if code is None:  # not yet reaped, so the group's id cannot have passed to anyone else
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.close()
        return self.process.wait() if code is None else code


def _build_environment() -> dict[str, str]:
    """No secrets of ours, one thread per numeric library, our own code first."""
    kept = {k: v for k, v in os.environ.items() if k in _KEPT}
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    # glibc reserves address space for each thread, which counts against our limit on memory.
    return make_child_environment(kept | single | {"MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"})


class WarmProcesses:
    """Decoding processes started ahead of their work. Thread-safe; a context manager that starts and ends them.

    Args:
        count: how many are kept ready.

    """

    def __init__(self, count: int = 1) -> None:
        self._count = count
        self._lock = threading.Lock()
        self._spares: list[DecodingProcess] = []
        self._closed = True
        self._end = weakref.finalize(self, _end_all, self._spares)  # also at the end of the interpreter
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=partial(_forget_spares, weakref.ref(self)))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Keep processes ready from now on."""
        self._closed = False
        self.refill()

    def refill(self) -> None:
        """Start processes up to the wanted number, unless closed; dead ones are replaced."""
        with self._lock:
            self._spares[:] = [process for process in self._spares if process.alive]
            while not self._closed and len(self._spares) < self._count:
                self._spares.append(DecodingProcess())

    def take(self) -> DecodingProcess:
        """A spare if one is alive, else a process that starts now. Call :meth:`refill` when its work is over."""
        with self._lock:
            while self._spares:
                process = self._spares.pop()
                if process.alive:
                    return process
                process.kill_group()
        return DecodingProcess()

    def close(self) -> None:
        """End the spares and start no more; what was taken goes on."""
        with self._lock:
            self._closed = True
            _end_all(self._spares)

    def forget(self) -> None:
        """Drop the spares without ending them: after a fork they belong to the parent alone."""
        self._lock, self._closed = threading.Lock(), True
        for process in self._spares:
            process.close()
        self._spares.clear()


def _end_all(processes: list[DecodingProcess]) -> None:
    while processes:
        processes.pop().kill_group()


def _forget_spares(of: weakref.ref[WarmProcesses]) -> None:
    if (processes := of()) is not None:
        processes.forget()
