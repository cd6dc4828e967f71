"""Fit cards made in a process of their own, which is started when the first is wanted and replaced when it fails."""

from __future__ import annotations

import time
from collections.abc import Callable

from media.fit_card.job import FitJob
from media.fit_card.rendering import FitCard
from media.watch import ipc
from media.watch.job_process import JobProcess
from musechat.children import make_module_command
from musechat.clock import Clock
from musechat.errors import MuseChatError
from musechat.fit import Fit

_COMMAND = make_module_command("media.fit_card.child")
_CARD_BYTES = 4 * 1024 * 1024


class FitCardMaker:
    """Makes one card at a time; any thread may ask."""

    def __init__(self, command: list[str] | None = None, clock: Clock = time.monotonic) -> None:
        self._process = JobProcess(command or _COMMAND, "fit", "fit card", clock)

    def make_card(self, job: FitJob, *, seconds: float, check: Callable[[], None] | None = None) -> FitCard:
        """Do what :func:`media.fit_card.render_fit` does, within so many seconds, all waiting included.

        ``check`` is called about every 50 ms; what it raises ends the work.

        Raises:
            BadInput: there can be no such card.
            MuseChatError: ``fit-late`` or ``fit-fault``: there is none this time.

        """
        answer = self._process.request(job.to_json(), max_bytes=_CARD_BYTES, seconds=seconds, check=check)
        try:
            meta, arrays = ipc.unpack_payload(answer)
            return FitCard(Fit.from_json(meta["fit"]), arrays["picture"].tobytes())
        except (ipc.WireError, KeyError, TypeError, ValueError) as error:
            raise MuseChatError("fit-fault", "The fit card could not be made") from error

    def close(self) -> None:
        """End the process, if there is one."""
        self._process.close()
