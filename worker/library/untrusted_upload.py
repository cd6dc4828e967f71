"""Analysis of an untrusted upload, a file from a guild's moderator, in a confined process."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from musechat.errors import BadInput, MuseChatError
from worker.library.analysis_job import AnalysedTrack, EncoderStamp, FileTask, LoadListening, start_analysis
from worker.library.process_pool import ProcessPool, TaskFailure

FILE_SECONDS = 180.0  # wall clock, once the encoder is loaded
# Beyond what the process has once the encoder is loaded. The longest track that is taken, 30 minutes, needs 1.4 GiB.
_MEMORY_BYTES = 2 * 1024**3
_OUR_FAULT = "failed"  # code of a TaskFailure by an unexpected exception: our bug, not the file's fault


class UploadAnalyser:
    """Analyses uploads one at a time, each in a new confined process that loads its own encoder. Thread-safe.

    Args:
        load: loads the music encoder; picklable.

    """

    def __init__(self, load: LoadListening) -> None:
        self._start = partial(start_limited_analysis, load)
        self._busy = threading.Lock()

    def analyse(self, task: FileTask, check: Callable[[], None]) -> tuple[AnalysedTrack, EncoderStamp]:
        """Analyse one file; ``check`` is called about every second, and what it raises ends the work.

        Raises:
            BadInput: the file is not usable music; the message names it.
            MuseChatError: ``listen-fault``; the analysis itself failed.

        """
        # A new process for each file: a decoder that one file has compromised never sees the next.
        pool = ProcessPool[FileTask, AnalysedTrack, EncoderStamp](self._start, 1, FILE_SECONDS)
        with self._hold_turn(check), pool:
            for _, answer in pool.run_tasks(iter([task]), check):
                if not isinstance(answer, TaskFailure):
                    return answer, pool.get_start_info()
                raise _describe_failure(answer, Path(task.path).name)
        raise MuseChatError("listen-fault", "Nothing was analysed")

    @contextmanager
    def _hold_turn(self, check: Callable[[], None]) -> Iterator[None]:
        # One at a time: each needs up to gigabytes, and a member's turn beside it needs the cores.
        while not self._busy.acquire(timeout=1.0):
            check()
        try:
            yield
        finally:
            self._busy.release()


def start_limited_analysis(load: LoadListening) -> tuple[Callable[[FileTask], AnalysedTrack], EncoderStamp]:
    """As :func:`start_analysis`, then confine this process: no writing of files, limited memory and CPU time."""
    import psutil

    from media.watch.limits import confine_process

    work, stamp = start_analysis(load)
    os.nice(10)  # turns that choose music go first: a member waits for those
    # Confined only now: loading the encoder reads and maps more than any file needs.
    used = psutil.Process().memory_info().vms
    confine_process({"AS": used + _MEMORY_BYTES, "FSIZE": 0, "CORE": 0, "CPU": int(FILE_SECONDS) * 4})
    return work, stamp


def _describe_failure(failure: TaskFailure, name: str) -> MuseChatError:
    if failure.code == _OUR_FAULT:
        return MuseChatError("listen-fault", f"Listening to the file failed: {failure.reason}")
    reason = failure.reason if name in failure.reason else f"{name} {failure.reason}"
    return BadInput(failure.code, reason, failure.remedy or "Give another file of it")
