"""Previews made in a process of their own, which is started when the first is wanted and replaced when it fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from media.watch.job_process import JobProcess
from musechat.children import make_module_command
from musechat.clock import Clock

_COMMAND = make_module_command("media.preview.child")


class PreviewMaker:
    """Makes one preview at a time; any thread may ask."""

    def __init__(self, command: list[str] | None = None, clock: Clock = time.monotonic) -> None:
        self._process = JobProcess(command or _COMMAND, "preview", "preview", clock)

    def make_preview(
        self,
        path: Path,
        start_s: float,
        end_s: float,
        *,
        max_bytes: int,
        seconds: float,
        check: Callable[[], None] | None = None,
    ) -> bytes:
        """Do what :func:`media.preview.make_preview` does, within so many seconds, all waiting included.

        ``check`` is called about every 50 ms; what it raises ends the work.

        Raises:
            BadInput: there can be no such preview.
            MuseChatError: ``preview-late`` or ``preview-fault``: there is none this time.

        """
        job = {"path": str(path.absolute()), "start_s": start_s, "end_s": end_s, "max_bytes": max_bytes}
        return self._process.request(job, max_bytes=max_bytes, seconds=seconds, check=check)

    def close(self) -> None:
        """End the process, if there is one."""
        self._process.close()
