"""Work on many files at a time, results in order; a file that cannot be used is a result, not the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from musechat.errors import MuseChatError

T = TypeVar("T")
R = TypeVar("R")


def map_in_threads(work: Callable[[T], R], things: Iterable[T], jobs: int) -> Iterator[tuple[T, R | MuseChatError]]:
    """Do ``work`` on each of ``things`` in ``jobs`` threads; an error that names what is wrong comes as the result.

    Whoever stops listening, or interrupts, waits only for the files in work.
    """
    pool = ThreadPoolExecutor(jobs, "encode")
    running: deque[tuple[T, Future[R]]] = deque()
    try:
        for thing in things:
            running.append((thing, pool.submit(work, thing)))
            if len(running) > 2 * jobs:
                outcome = _take_next(running)
                yield outcome
        while running:
            outcome = _take_next(running)
            yield outcome
    finally:
        pool.shutdown(cancel_futures=True)


def _take_next(running: deque[tuple[T, Future[R]]]) -> tuple[T, R] | tuple[T, MuseChatError]:
    thing, future = running.popleft()
    try:
        return thing, future.result()
    except MuseChatError as error:
        return thing, error
