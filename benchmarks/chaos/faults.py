"""The faults, each for a few seconds, one after the other."""

from __future__ import annotations

import random
import resource
import signal
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import psutil

from benchmarks.chaos.crew import Crew
from benchmarks.chaos.places import LEASE_S, Place

LOOK_S = 0.1
AWAY_S = 2.5  # how long a server or a disk is away

Fault = Callable[[], None]


class FaultMaker:
    """A thread that makes a fault for every so many turns that end, until it is stopped."""

    def __init__(self, place: Place, crew: Crew, every: int) -> None:
        self._place, self._crew, self._every = place, crew, every
        self._ended = 0
        self._stop = threading.Event()
        self.made: Counter[str] = Counter()
        self._faults: dict[str, Fault] = {
            "killed": self._kill,
            "stopped": self._freeze,
            "ended": self._end,
            "disk full": self._fill_disk,
        }
        if place.database is not None:
            self._faults["database lost"] = self._lose_database
        if place.broker is not None:
            self._faults["broker lost"] = self._lose_broker
        self._thread = threading.Thread(target=self._run_loop, name="faults", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def note_end(self) -> None:
        """Count a turn that has ended."""
        self._ended += 1

    def stop(self) -> None:
        """End, with everything mended."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run_loop(self) -> None:
        while not self._stop.wait(LOOK_S):
            # By turns and not by time, so that a slow machine meets no more of them: a worker needs time to start.
            if self._ended < (self.made.total() + 1) * self._every:
                continue
            # Each equally often, in an order of chance.
            fewest = min(self.made[name] for name in self._faults)
            name = random.choice([name for name in self._faults if self.made[name] == fewest])
            self.made[name] += 1
            with suppress(psutil.NoSuchProcess, ProcessLookupError):  # it has ended by itself
                self._faults[name]()

    def _kill(self) -> None:
        if worker := self._crew.choose_worker():
            worker.send_signal(signal.SIGKILL)

    def _end(self) -> None:
        if worker := self._crew.choose_worker():
            worker.send_signal(signal.SIGTERM)

    def _freeze(self) -> None:
        """Stop a worker past its leases: another takes its turns, and it wakes up believing that it has them."""
        if worker := self._crew.choose_worker():
            worker.send_signal(signal.SIGSTOP)
            self._stop.wait(LEASE_S + 2.0)
            worker.send_signal(signal.SIGCONT)

    def _lose_database(self) -> None:
        assert self._place.database is not None
        self._place.database.cut()
        self._stop.wait(AWAY_S)
        self._place.database.mend()

    def _lose_broker(self) -> None:
        assert self._place.broker is not None
        self._place.broker.cut()
        self._stop.wait(AWAY_S)
        self._place.broker.mend()

    def _fill_disk(self) -> None:
        """Let no worker write more than a page into any file: clips, and SQLite's own."""
        limited = self._crew.list_alive()
        for worker in limited:
            _limit_files(worker, 4096)
        self._stop.wait(AWAY_S)
        for worker in limited:
            _limit_files(worker, resource.RLIM_INFINITY)


def _limit_files(worker: psutil.Process, most: int) -> None:
    with suppress(psutil.NoSuchProcess):
        _, hard = worker.rlimit(psutil.RLIMIT_FSIZE)
        worker.rlimit(psutil.RLIMIT_FSIZE, (most, hard))
