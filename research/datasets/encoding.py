"""Parallel map over files with results in input order; the error of an unusable file is returned as its result."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from musechat.errors import MuseChatError

T = TypeVar("T")
R = TypeVar("R")


def map_in_threads(work: Callable[[T], R], things: Iterable[T], jobs: int) -> Iterator[tuple[T, R | MuseChatError]]:
    """Apply ``work`` to each of ``things`` in ``jobs`` threads; a MuseChatError is yielded as the result.

    Closing the generator or interrupting it cancels what is queued and waits only for the calls in progress.
    """
    # Threads suffice: decoding and inference release the GIL, and the models are shared.
    pool = ThreadPoolExecutor(jobs, "encode")
    running: deque[tuple[T, Future[R]]] = deque()
    try:
        for thing in things:
            running.append((thing, pool.submit(work, thing)))
            # Bounded look-ahead: decoded results of a large folder must not pile up in memory.
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
