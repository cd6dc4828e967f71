"""Mixes made in a process of their own, which is started when the first is wanted and replaced when it fails."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TypeVar

from media.mix.comparison_job import ComparisonJob, ComparisonReport
from media.mix.job import MixJob, MixReport
from media.watch.job_process import JobProcess
from musechat.children import make_module_command
from musechat.clock import Clock
from musechat.errors import MuseChatError
from musechat.json_types import JsonObject

_COMMAND = make_module_command("media.mix.child")
_REPORT_BYTES = 4096
T = TypeVar("T")


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
        return self._request(job.to_json(), MixReport.from_json, seconds, check)

    def make_comparison(
        self, job: ComparisonJob, *, seconds: float, check: Callable[[], None] | None = None
    ) -> ComparisonReport:
        """Do what :func:`media.mix.comparison.render_comparison` does; all else as :meth:`make_mix`.

        Raises:
            BadInput: there can be no such comparison.
            MuseChatError: ``mix-late`` or ``mix-fault``: there is none this time.

        """
        return self._request(job.to_json(), ComparisonReport.from_json, seconds, check)

    def _request(
        self, job: JsonObject, parse: Callable[[JsonObject], T], seconds: float, check: Callable[[], None] | None
    ) -> T:
        answer = self._process.request(job, max_bytes=_REPORT_BYTES, seconds=seconds, check=check)
        try:
            return parse(json.loads(answer))
        except (ValueError, TypeError, KeyError) as error:
            raise MuseChatError("mix-fault", "The mix could not be made") from error

    def close(self) -> None:
        """End the process, if there is one."""
        self._process.close()
