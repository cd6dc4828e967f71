"""The child process that decodes: how it starts, and how one is kept ready.

A fresh interpreter needs a quarter of a second for its imports. A worker that calls :func:`keep_spare` has that done
ahead of time: the spare waits for one job on its standard input and ends when that closes, hence also when the worker
is killed.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import threading
from typing import IO, Any, cast

from musechat.children import child_environment, module_command

_KEPT = (
    "PATH", "LANG", "LC_ALL", "PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT",
    "TMPDIR",
)  # fmt: skip
_PIPE_BYTES = 1 << 20


class DecodingProcess:
    """One process for one clip, in a process group of its own."""

    def __init__(self, command: list[str] | None = None) -> None:
        self.process = subprocess.Popen(
            command or module_command("media.watch.child"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
            pipesize=_PIPE_BYTES,
        )
        self._stdin = cast(IO[bytes], self.process.stdin)
        self.stdout = cast(IO[bytes], self.process.stdout)

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process.poll() is None

    def give(self, job: dict[str, Any]) -> None:
        """Send the one job; a child that has died meanwhile shows when its answer is read."""
        with contextlib.suppress(BrokenPipeError):
            self._stdin.write(json.dumps(job).encode() + b"\n")
            self._stdin.flush()

    def close(self) -> None:
        """Close our ends of its pipes: a child that still waits for a job ends by itself."""
        for pipe in (self._stdin, self.stdout):
            with contextlib.suppress(OSError):
                pipe.close()

    def end(self) -> int:
        """Kill the whole group, reap the child, close the pipes; returns its exit code (negative: signal)."""
        code = self.process.poll()
        if code is None:  # not yet reaped, so the group's id cannot have passed to anyone else
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.close()
        return self.process.wait() if code is None else code


def _environment() -> dict[str, str]:
    """No secrets of ours, one thread per numeric library, our own code first."""
    kept = {k: v for k, v in os.environ.items() if k in _KEPT}
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    # glibc reserves address space for each thread, which counts against our limit on memory.
    return child_environment(kept | single | {"MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"})


_lock = threading.Lock()
_spares: list[DecodingProcess] = []
_wanted = 0


def keep_spare(count: int = 1) -> None:
    """Keep ``count`` children ready from now on (0: none). Threads may call it at any time."""
    global _wanted
    with _lock:
        _wanted = count
        surplus = _spares[count:]
        del _spares[count:]
    for child in surplus:
        child.end()
    refill()


def refill() -> None:
    """Start children up to the wanted number; dead ones are replaced."""
    with _lock:
        _spares[:] = [c for c in _spares if c.alive]
        while len(_spares) < _wanted:
            _spares.append(DecodingProcess())


def take_child() -> DecodingProcess:
    """A spare if one is alive, else a child that starts now. Call :func:`refill` when its work is over, not before."""
    with _lock:
        while _spares:
            child = _spares.pop()
            if child.alive:
                return child
            child.end()
    return DecodingProcess()


def _forget() -> None:
    """After a fork the spares belong to the parent alone."""
    global _lock, _wanted
    _lock, _wanted = threading.Lock(), 0
    for child in _spares:
        child.close()
    _spares.clear()


atexit.register(keep_spare, 0)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
