"""Listening to a file that a guild's moderator sent: one file, in a process of its own, with limits."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from musechat.errors import BadInput, MuseChatError
from worker.library.analysis_job import AnalysedTrack, EncoderStamp, FileTask, LoadEncoder, start_hearing
from worker.library.process_pool import ProcessPool, TaskFailure

FILE_SECONDS = 180.0  # wall clock, once the encoder is loaded
# Beyond what the process has once the encoder is loaded. The longest track that is taken, 30 minutes, needs 1.4 GiB.
_MEMORY_BYTES = 2 * 1024**3
_OURS = "failed"  # the code of what no file should be able to cause
_BUSY = threading.Lock()


def hear_stranger(task: FileTask, load: LoadEncoder, check: Callable[[], None]) -> tuple[AnalysedTrack, EncoderStamp]:
    """Listen to one file; ``check`` is called about every second, and what it raises ends the work.

    Raises:
        BadInput: the file is no music that can be used; the message names it.
        MuseChatError: it failed by our fault.

    """
    start = partial(start_hearing_strangers, load)
    with _alone(check), ProcessPool[FileTask, AnalysedTrack, EncoderStamp](start, 1, FILE_SECONDS) as crew:
        for _, answer in crew.run(iter([task]), check):
            if not isinstance(answer, TaskFailure):
                return answer, crew.about()
            raise _told(answer, Path(task.path).name)
    raise MuseChatError("listen-fault", "Nothing was heard")


@contextmanager
def _alone(check: Callable[[], None]) -> Iterator[None]:
    """One file at a time: each process has an encoder of its own in memory."""
    while not _BUSY.acquire(timeout=1.0):
        check()
    try:
        yield
    finally:
        _BUSY.release()


def start_hearing_strangers(load: LoadEncoder) -> tuple[Callable[[FileTask], AnalysedTrack], EncoderStamp]:
    """As :func:`start_hearing`, but this process can no longer write files or take all the memory."""
    import psutil

    from media.watch.limits import confine

    work, stamp = start_hearing(load)
    os.nice(10)  # nobody waits for it as they wait for a pick
    has = psutil.Process().memory_info().vms
    confine({"AS": has + _MEMORY_BYTES, "FSIZE": 0, "CORE": 0, "CPU": int(FILE_SECONDS) * 4})
    return partial(_hear, work), stamp


def _hear(work: Callable[[FileTask], AnalysedTrack], task: FileTask) -> AnalysedTrack:
    from media.sound_files import refuse_video

    refuse_video(Path(task.path))
    return work(task)


def _told(failure: TaskFailure, name: str) -> MuseChatError:
    if failure.code == _OURS:
        return MuseChatError("listen-fault", f"Listening to the file failed: {failure.reason}")
    said = failure.reason if name in failure.reason else f"{name} {failure.reason}"
    return BadInput(failure.code, said, failure.remedy or "Give another file of it")
