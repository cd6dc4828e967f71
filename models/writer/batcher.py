"""Batches the requests of several threads for one model: requests that arrive close together share a batch."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future

from models.writer.write_request import GeneratedText, TextGenerator, WriteRequest

MAX_ROWS = 16
GATHER_S = 0.01  # how long the first request of a batch waits for others


class Batcher:
    """Gathers requests of several threads into batches; safe to call from any thread.

    Args:
        writes: generates texts; called only from the batcher's own thread.
        most: maximal rows in a batch.
        linger_s: how long a request waits for others.

    """

    def __init__(self, writes: TextGenerator, most: int = MAX_ROWS, linger_s: float = GATHER_S) -> None:
        self._writes = writes
        self._most = most
        self._linger = linger_s
        # Unbounded: each waiting thread is a turn in work, and there are few.
        self._waiting: queue.SimpleQueue[tuple[WriteRequest, Future[GeneratedText]]] = queue.SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def generate_texts(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
        """Write a text for each of ``requests``; blocks until all are written, and raises what the model raised."""
        self._run_loop()
        futures: list[Future[GeneratedText]] = [Future() for _ in requests]
        for request, future in zip(requests, futures, strict=True):
            self._waiting.put((request, future))
        return [future.result() for future in futures]

    def _run_loop(self) -> None:
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._write_batches, name="writer", daemon=True)
                self._thread.start()

    def _write_batches(self) -> None:
        while True:
            self._write_batch(self._gather_batch())

    def _gather_batch(self) -> list[tuple[WriteRequest, Future[GeneratedText]]]:
        found = [self._waiting.get()]
        until = time.monotonic() + self._linger
        while len(found) < self._most:
            try:
                found.append(self._waiting.get(timeout=max(0.0, until - time.monotonic())))
            except queue.Empty:
                break
        return found

    def _write_batch(self, batch: list[tuple[WriteRequest, Future[GeneratedText]]]) -> None:
        try:
            written = self._writes.generate_texts([request for request, _ in batch])
        except BaseException as error:  # noqa: BLE001 - passed on to the threads that wait
            for _, future in batch:
                future.set_exception(error)
            return
        for (_, future), text in zip(batch, written, strict=True):
            future.set_result(text)
