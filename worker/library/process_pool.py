"""A pool of worker processes for tasks that may crash or hang, such as decoding broken files.

Unlike ``concurrent.futures``, it knows which task each process runs: one that crashes or hangs fails only its own task,
and is replaced. The processes end by themselves when their parent is gone.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from musechat.children import spawn_context
from musechat.clock import Clock
from musechat.errors import BadInput, MuseChatError

Task = TypeVar("Task")
Result = TypeVar("Result")
StartInfo = TypeVar("StartInfo")
Start = Callable[[], tuple[Callable[[Task], Result], StartInfo]]

START_SECONDS = 180.0  # loading the models on a cold disk
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """Why a task has no result: an error code, and one line each for a person to read."""

    code: str
    reason: str
    remedy: str = ""


class _WorkerProcess(Generic[Task]):
    """One process, its pipe, and the task that it runs."""

    def __init__(self, start: bytes, clock: Clock) -> None:
        context = spawn_context()
        self.pipe, child_end = context.Pipe()
        self.process = context.Process(target=_serve_tasks, args=(child_end, start), daemon=True)
        self.process.start()
        child_end.close()  # so that the end of the process is the end of the pipe
        self.task: Task | None = None
        self._clock = clock
        self.since = clock()
        self.ready = False

    def send_task(self, task: Task) -> None:
        self.task, self.since = task, self._clock()
        self.pipe.send(task)

    def kill_process(self) -> None:
        self.pipe.close()
        self.process.kill()  # not terminate: a hung decoder may never reach a signal handler
        self.process.join()


class ProcessPool(Generic[Task, Result, StartInfo]):
    """Runs tasks in processes. A context manager: leaving it kills the processes, also those at work.

    Args:
        start: picklable; called once in each process, returns the function that runs a task, and information about it.
        size: number of processes at most; they start when there is work.
        task_seconds: wall clock of one task, after which its process is killed.
        clock: measures that time, in seconds.

    """

    def __init__(
        self, start: Start[Task, Result, StartInfo], size: int, task_seconds: float, clock: Clock = time.monotonic
    ) -> None:
        self._start = pickle.dumps(start)
        self._size = size
        self._task_seconds = task_seconds
        self._clock = clock
        self._workers: list[_WorkerProcess[Task]] = []
        self._about: StartInfo | None = None

    def __enter__(self) -> ProcessPool[Task, Result, StartInfo]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.kill_process()
        self._workers.clear()

    def get_start_info(self) -> StartInfo:
        """Return the information that ``start`` returned beside its function; starts a process if none runs.

        Raises:
            MuseChatError: ``crew-start``, or the error of ``start``; the first process could not start.

        """
        if not self._workers:
            self._workers.append(_WorkerProcess(self._start, self._clock))
        while self._about is None:
            worker = self._workers[0]
            if not worker.pipe.poll(START_SECONDS):
                raise MuseChatError("crew-start", "The analysis does not start", "Look at the log and try again")
            self._receive_message(worker)
        return self._about

    def run_tasks(
        self, tasks: Iterator[Task], check: Callable[[], None] | None = None
    ) -> Iterator[tuple[Task, Result | TaskFailure]]:
        """Run all tasks and yield each with its result, in the order in which they end.

        ``tasks`` is iterated only as processes become free, so it may be long. ``check`` is called about every second;
        an exception of it ends the iteration, but not the tasks that run: leave the pool then.
        """
        more = True
        while True:
            if check is not None:
                check()
            while more and (worker := self._get_idle()) is not None:
                task = next(tasks, None)
                if task is None:
                    more = False
                else:
                    worker.send_task(task)
            # Processes that still load their models count too: one that fails to start must be noticed.
            busy = [w for w in self._workers if w.task is not None or not w.ready]
            if not more and all(w.task is None for w in busy):
                return
            yield from self._wait_for_results(busy)

    def _get_idle(self) -> _WorkerProcess[Task] | None:
        idle = next((w for w in self._workers if w.task is None), None)
        if idle is None and len(self._workers) < self._size:
            idle = _WorkerProcess(self._start, self._clock)
            self._workers.append(idle)
        return idle

    def _wait_for_results(self, busy: list[_WorkerProcess[Task]]) -> Iterator[tuple[Task, Result | TaskFailure]]:
        readable = connection.wait([w.pipe for w in busy], timeout=1.0)
        for worker in busy:
            task = worker.task
            if worker.pipe in readable:
                answer = self._receive_message(worker)
            elif task is not None and self._clock() - worker.since > self._limit_of(worker):
                answer = TaskFailure("took-too-long", f"took longer than {self._limit_of(worker):.0f} s")
                self._terminate(worker)
            else:
                continue
            if answer is not None and task is not None:
                worker.task = None
                yield task, answer

    def _limit_of(self, worker: _WorkerProcess[Task]) -> float:
        return self._task_seconds + (0 if worker.ready else START_SECONDS)

    def _receive_message(self, worker: _WorkerProcess[Task]) -> Any:
        """Receive one message: the result of the process's task, or ``None`` for "ready"."""
        try:
            kind, content = worker.pipe.recv()
        except (EOFError, OSError):
            self._terminate(worker)
            if not worker.ready:  # no file can be at fault: every other process would end the same way
                raise MuseChatError("crew-start", "The analysis ended while starting", "Look at the log") from None
            return TaskFailure("crashed", f"made the analysis crash ({_describe_exit(worker.process.exitcode)})")
        if kind == "cannot-start":
            raise MuseChatError(*content)
        if kind == "ready":
            worker.ready, self._about, worker.since = True, content, self._clock()
            return None
        return content

    def _terminate(self, worker: _WorkerProcess[Task]) -> None:
        worker.kill_process()
        self._workers.remove(worker)


def _describe_exit(code: int | None) -> str:
    return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"


def _serve_tasks(pipe: Connection, start: bytes) -> None:
    """Main function of a process: start, then run tasks until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    for name in _ONE_THREAD:
        os.environ[name] = "1"  # the pool fills the cores; must be set before numpy and torch are imported
    try:
        work, about = pickle.loads(start)()  # noqa: S301 (our own parent's bytes)
    except MuseChatError as error:
        pipe.send(("cannot-start", (error.code, error.message, error.remedy)))
        return
    pipe.send(("ready", about))
    try:
        while True:
            pipe.send(("answer", _try_task(work, pipe.recv())))
    except (EOFError, OSError):
        sys.exit(0)  # the parent is gone, or wants no more


def _try_task(work: Callable[[Any], Any], task: Any) -> Any:
    try:
        return work(task)
    except BadInput as error:
        return TaskFailure(error.code, error.message, error.remedy)
    except Exception as error:  # noqa: BLE001 (whatever a file makes the libraries raise, only this file is lost)
        return TaskFailure("failed", f"{type(error).__name__}: {error}")
