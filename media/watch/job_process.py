"""A limited process that does one job after another: started when the first is wanted, replaced when it fails."""

from __future__ import annotations

import json
import os
import selectors
import threading
import time
from collections.abc import Callable, Mapping

from media.watch import ipc
from media.watch.warm_process import DecodingProcess
from musechat.clock import Clock
from musechat.errors import BadInput, MuseChatError

_LOOK_S = 0.05  # at most this long between two calls of ``check``
_CHUNK = 1 << 20
_SPARE_BYTES = 64 * 1024  # what an answer may be larger than was asked: the story of a fault


class JobProcess:
    """Passes one job at a time to its process; any thread may ask.

    Args:
        command: that starts the process; it says that it is ready, then answers a line of JSON with a message.
        code: begins the codes of errors: ``"preview"`` gives ``preview-late`` and ``preview-fault``.
        what: is made, for people: ``"preview"``.
        clock: in seconds.

    """

    def __init__(self, command: list[str], code: str, what: str, clock: Clock = time.monotonic) -> None:
        self._command, self._code, self._what = command, code, what
        self._clock = clock
        self._busy = threading.Lock()
        self._child: DecodingProcess | None = None
        self._ready = False

    def request(
        self, job: Mapping[str, object], *, max_bytes: int, seconds: float, check: Callable[[], None] | None = None
    ) -> bytes:
        """The answer to a job, of at most ``max_bytes``, within so many seconds, all waiting included.

        ``check`` is called about every 50 ms; what it raises ends the work.

        Raises:
            BadInput: the process says that it cannot be done.
            MuseChatError: ``…-late`` or ``…-fault``: it was not done this time.

        """
        deadline = self._clock() + seconds
        if not self._busy.acquire(timeout=seconds):
            raise self._make_late_error()
        try:
            return self._request(job, max_bytes + _SPARE_BYTES, deadline, check or (lambda: None))
        finally:
            self._busy.release()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._busy:
            self._terminate()

    def _request(self, job: Mapping[str, object], cap: int, deadline: float, check: Callable[[], None]) -> bytes:
        child = self._start()
        if not self._ready:
            self._receive_message(
                child, cap, deadline, check
            )  # one that starts slowly goes on starting, for whoever comes next
            self._ready = True
        child.send_job(job)
        try:
            kind, payload = self._receive_message(child, cap, deadline, check)
        except BaseException:
            self._terminate()  # its late answer must not be taken for another's
            raise
        if kind == ipc.RESULT:
            return payload
        if kind == ipc.PROBLEM:
            raise BadInput(*(str(part) for part in json.loads(payload)))
        raise self._make_fault_error() from RuntimeError(payload[-4000:].decode(errors="replace"))

    def _start(self) -> DecodingProcess:
        if self._child is None or not self._child.alive:
            self._terminate()
            self._child = DecodingProcess(self._command)
        return self._child

    def _terminate(self) -> None:
        if self._child is not None:
            self._child.kill_group()
        self._child, self._ready = None, False

    def _receive_message(
        self, child: DecodingProcess, cap: int, deadline: float, check: Callable[[], None]
    ) -> tuple[bytes, bytes]:
        """The child's next message."""
        pipe, buffer = child.stdout.fileno(), bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while True:
                check()
                if self._clock() > deadline:
                    raise self._make_late_error()
                if not selector.select(_LOOK_S):
                    continue
                chunk = os.read(pipe, _CHUNK)
                if not chunk:
                    code = child.process.wait(timeout=2)
                    raise self._make_fault_error() from RuntimeError(f"the process ended with {code}")
                buffer += chunk
                try:
                    message = ipc.take_message(buffer, cap)
                except ipc.WireError as error:
                    raise self._make_fault_error() from error
                if message is not None:
                    return message

    def _make_late_error(self) -> MuseChatError:
        return MuseChatError(f"{self._code}-late", f"The {self._what} was not ready in time")

    def _make_fault_error(self) -> MuseChatError:
        return MuseChatError(f"{self._code}-fault", f"The {self._what} could not be made")
