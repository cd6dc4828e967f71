"""The reaper: takes turns back from dead workers and notifies again of turns that nobody has claimed.

Embedded, it also does the notifier's work: it looks for waiting turns twenty times a second, and a look costs a query
only when something was written or a time has come.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from musechat.event_counts import CountedEvent, count_event
from musechat.turn import Queue, TurnState
from store import leases, work_queue
from store.change_signal import ChangeSignal
from store.database import Database
from store.tables import utc_now
from worker.heartbeat import is_surely_dead

EMBEDDED_S = 0.05  # a member waits for it: without a broker this is how late a turn starts
BROKER_S = 2.0  # only what was lost waits for it: the usual turn is notified at once
RENOTIFY_S = 5.0  # a notice unanswered for so long is taken for lost, unless it waits at the broker still

log = logging.getLogger(__name__)
Notify = Callable[[int, Queue], None]
CountNotices = Callable[[Queue], int | None]


def _count_none(_queue: Queue) -> int:
    return 0


class Reaper:
    """A thread that watches the ledger on behalf of all workers; any number of them may run."""

    def __init__(
        self,
        db: Database,
        queues: Iterable[Queue],
        notify: Notify,
        *,
        embedded: bool,
        count_notices: CountNotices = _count_none,
        worker: str = "",
        list_kept: Callable[[], Collection[int]] = tuple,
    ) -> None:
        """Make a reaper that does not run yet.

        Args:
            db: that holds the ledger.
            queues: of its worker; with a broker it notifies of turns in any queue.
            notify: publishes a notice.
            embedded: whether it is also the notifier.
            count_notices: how many notices of a queue wait at the broker; None where it does not answer.
            worker: the name of its worker, which is alive.
            list_kept: the turns that this worker is at work on: they are not taken from it.

        """
        self._db = db
        self._queues = list(queues)
        self._notify = notify
        self._count_notices = count_notices
        self._worker, self._list_kept = worker, list_kept
        self._look, self._every_s = (self._check_embedded, EMBEDDED_S) if embedded else (self._check_broker, BROKER_S)
        self._signal = ChangeSignal(db)
        self._due: datetime | None = None
        self._notified: dict[tuple[int, int], float] = {}  # (turn, attempt) to when
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run_loop, name="reaper", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)
        self._signal.close()

    def _run_loop(self) -> None:
        while True:
            try:
                self._look()
            except Exception:
                log.exception("the ledger could not be checked; trying again")
                self._stop.wait(1.0)
            if self._stop.wait(self._every_s):
                return

    def _check_embedded(self) -> None:
        # Backoffs and leases end without any write: ``_due`` is when the next of them does.
        due = self._due is not None and utc_now() >= self._due
        if not self._signal.has_changed() and not due:
            return
        with self._db.read() as session:
            ready = work_queue.list_claimable(session, self._queues)
            self._due = work_queue.find_next_due(session, self._queues)
            holders = leases.list_running_workers(session)
        self._notify_new(ready)
        # A dead holder's lease has not run out, but nobody will renew it: waiting it out would only cost time.
        overdue = self._due is not None and self._due <= utc_now()
        if overdue or any(is_surely_dead(name) for name in holders):
            self._take_back(holders)

    def _notify_new(self, ready: list[tuple[int, int]]) -> None:
        # A turn stays claimable until a thread takes it, and every look finds it: notify of it once per attempt, and
        # again only when that seems lost.
        at, waiting = time.monotonic(), set(ready)
        self._notified = {turn: when for turn, when in self._notified.items() if turn in waiting}
        old = [turn for turn in ready if at - self._notified.get(turn, at) >= RENOTIFY_S]
        # Notices that wait are worth a turn each, whichever they are of: no more of them than turns.
        at_broker = self._count_notices(self._queues[0]) if old else None
        spare = 0 if at_broker is None else max(0, len(ready) - at_broker)
        for turn in [turn for turn in ready if turn not in self._notified] + old[:spare]:
            self._notified[turn] = at
            self._notify(turn[0], self._queues[0])
        if self._notified:  # look again even if nothing is written meanwhile
            again = utc_now() + timedelta(seconds=RENOTIFY_S)
            self._due = min(self._due, again) if self._due else again

    def _check_broker(self) -> None:
        with self._db.read() as session:
            holders = leases.list_running_workers(session)
            lost = leases.has_lost_lease(session)
            unnotified = work_queue.has_unnotified(session, RENOTIFY_S)
        if lost or any(is_surely_dead(name) for name in holders):
            self._take_back(holders)
        if unnotified:
            self._repeat_notices()

    def _repeat_notices(self) -> None:
        with self._db.read() as session:
            waiting = work_queue.count_claimable(session)
        # A backlog waits for long without anything being lost. The notices at the broker are worth a turn each,
        # whichever they are of: only what is missing beside them is repeated.
        at_broker = {queue: self._count_notices(queue) for queue in waiting}
        missing = {queue: waiting[queue] - count for queue, count in at_broker.items() if count is not None}
        if len(missing) < len(at_broker):
            return  # nothing could be published either
        # Taking them marks them in the same transaction, so that of several reapers only one notifies.
        with self._db.write(announce=False) as session:
            unclaimed = work_queue.take_unnotified(session, RENOTIFY_S, repeats=missing)
        for turn_id, queue in unclaimed:
            self._notify(turn_id, queue)

    def _take_back(self, holders: Iterable[str]) -> None:
        dead = [name for name in holders if is_surely_dead(name)]
        with self._db.write() as session:
            reaped = leases.reclaim_turns(session, dead, alive=self._worker, kept=self._list_kept())
        count_event(CountedEvent.LEASES_LOST, len(reaped))
        for turn_id, state in reaped:
            log.warning("turn %s was taken back from a worker that is gone", turn_id)
            if state is TurnState.FAILED:
                log.error("turn %s killed its workers too often and is given up", turn_id)
