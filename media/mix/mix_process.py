"""Mixes made in a process of their own, which is started when the first is wanted and replaced when it fails."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from media.mix.job import MixJob, MixReport
from media.watch.job_process import JobProcess
from musechat.children import make_module_command
from musechat.clock import Clock
from musechat.errors import MuseChatError

_COMMAND = make_module_command("media.mix.child")
_REPORT_BYTES = 4096


class MixMaker:
    """Makes one mix at a time; any thread may ask."""

    def __init__(self, command: list[str] | None = None, clock: Clock = time.monotonic) -> None:
        self._process = JobProcess(command or _COMMAND, "mix", "mix", clock)

    def make_mix(self, job: MixJob, *, seconds: float, check: Callable[[], None] | None = None) -> MixReport:
        """Do what :func:`media.mix.render_mix` does, within so many seconds, all waiting included.

        ``check`` is called about every 50 ms; what it raises ends the work.

        Raises:
            BadInput: there can be no such mix.
            MuseChatError: ``mix-late`` or ``mix-fault``: there is none this time.

        """
        answer = self._process.request(job.to_json(), max_bytes=_REPORT_BYTES, seconds=seconds, check=check)
        try:
            return MixReport.from_json(json.loads(answer))
        except (ValueError, TypeError) as error:
            raise MuseChatError("mix-fault", "The mix could not be made") from error

    def close(self) -> None:
        """End the process, if there is one."""
        self._process.close()
