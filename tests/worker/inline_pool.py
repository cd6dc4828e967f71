"""The analysis in this process, for tests of what becomes of its results: starting processes takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from musechat.errors import BadInput
from worker.library.analysis_job import AnalysedTrack, EncoderStamp, FileTask, LoadListening, start_analysis
from worker.library.process_pool import TaskFailure


class InlinePool:
    """In place of :class:`worker.library.process_pool.ProcessPool`."""

    def __init__(self, load: LoadListening) -> None:
        self._work, self._stamp = start_analysis(load)

    def __enter__(self) -> InlinePool:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get_start_info(self) -> EncoderStamp:
        return self._stamp

    def run_tasks(
        self, tasks: Iterator[FileTask], check: Callable[[], None] | None = None
    ) -> Iterator[tuple[FileTask, AnalysedTrack | TaskFailure]]:
        for task in tasks:
            try:
                yield task, self._work(task)
            except BadInput as error:
                yield task, TaskFailure(error.code, error.message, error.remedy)
