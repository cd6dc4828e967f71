"""The turn client: asynchronous access to the turn ledger for the page, the command line and the Discord bot.

All database work runs in threads, so the event loop is never blocked. A turn is committed first and a worker notified
after, so a notification that fails delays a turn but does not lose it. Results are found by :mod:`bot.turn_watcher`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy.orm import Session

from bot.count_keeper import CountKeeper
from bot.turn_watcher import TurnWatcher
from bot.watch_state import WatchHealth
from musechat.turn import NewTurn, Queue, TurnView
from store import ledger, work_queue
from store.database import Database
from store.event_counts import store_event_counts
from worker.heartbeat import ALIVE_S, list_alive_workers

THREADS = 4  # few: SQLite admits one writer at a time, and queries take milliseconds

P = ParamSpec("P")
T = TypeVar("T")


class TurnNotifier(Protocol):
    """Wakes a worker; never raises, never blocks for long."""

    def notify(self, turn_id: int, queue: Queue) -> None:
        """Announce that this turn waits in this queue."""


class TurnClient:
    """A client of the ledger, for one front end. ``start`` it in a running event loop and ``close`` it there."""

    def __init__(self, db: Database, notifier: TurnNotifier, asker: str) -> None:
        """Make a client that does not watch yet.

        Args:
            db: that holds the ledger.
            notifier: wakes workers after a commit.
            asker: names the front end that shows the results: ``"page"``, ``"ask:<uuid>"`` or ``"discord"``.

        """
        self.asker = asker
        self._db = db
        self._notifier = notifier
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="turn-client")
        self._watcher = TurnWatcher(db, asker, self.call)
        self._counts = CountKeeper(self.store_counts)

    async def start(self) -> None:
        """Start the watcher; it polls from the first listener on."""
        self._watcher.start()
        self._counts.start()

    async def close(self) -> None:
        """Stop watching and release the threads. Turns in flight stay in the ledger."""
        await self._watcher.stop()
        await self._counts.close()
        # Only now: the watcher ran its queries in these threads, and its change signal is read by them.
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._watcher.close_signal()

    async def call(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run blocking work in this client's thread pool; what it raises is raised here."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(*args, **kwargs))

    async def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a store function in a read-only session, in a thread; its result must not need the session."""

        def work() -> T:
            with self._db.read() as session:
                return query(session, *args, **kwargs)

        return await self.call(work)

    async def write(self, change: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a store function in one transaction, in a thread; it is rolled back if the function raises."""

        def work() -> T:
            with self._db.write() as session:
                return change(session, *args, **kwargs)

        return await self.call(work)

    async def scrub(self) -> bool:
        """Remove deleted rows from the database's journal as well; False while a reader still needs them."""
        return await self.call(self._db.scrub_journal)

    async def submit(self, new: NewTurn) -> int:
        """Commit a turn, notify a worker, and return the turn's id.

        Raises:
            BadInput: ``no-such-thread``.
            LimitReached: ``turns-per-day``.

        """
        # Committed before anybody is notified: a worker that was faster would not find the turn.
        turn_id, others_open = await self.write(_submit, new)
        self._watcher.hurry()
        # A turn behind another of its thread cannot be taken yet: the worker that ends that one notifies of it. Looked
        # up after the commit, so that one of the two sees the other.
        if not (others_open and await self.read(work_queue.waits_behind, turn_id)):
            self.notify(turn_id, ledger.choose_first_queue(new.source.kind.value, new.kind.value))
        return turn_id

    def notify(self, turn_id: int, queue: Queue) -> None:
        """Wake a worker for a committed turn."""
        self._notifier.notify(turn_id, queue)

    async def store_counts(self) -> None:
        """Store what this process has counted since the last time."""
        await self.call(store_event_counts, self._db)

    async def view(self, turn_id: int) -> TurnView:
        """Load a turn's current state.

        Raises:
            BadInput: ``no-such-turn``.

        """
        return await self.read(ledger.load_view, turn_id)

    async def thread_views(self, thread_id: int) -> list[TurnView]:
        """Load all turns of a thread, oldest first."""
        return await self.read(ledger.load_thread_views, thread_id)

    async def follow(self, turn_id: int) -> AsyncGenerator[TurnView]:
        """Yield the turn's current state, then its changes, until its final state.

        Raises:
            BadInput: ``no-such-turn``.

        """
        # Subscribed before the first view is loaded: a change between the two is not missed.
        with self._watcher.subscribe(turn_id) as listener:
            view = await self.view(turn_id)
            yield view
            while not view.state.final:
                news = await listener.next()
                # A poll that began before our query may be handed on after it, with an older revision.
                if (news.revision, news.queue_place) != (
                    view.revision,
                    view.queue_place,
                ) and news.revision >= view.revision:
                    view = news
                    yield view

    async def changes(self) -> AsyncGenerator[TurnView]:
        """Yield every change of this client's undelivered turns, those that ended before its start included.

        Never ends.
        """
        with self._watcher.subscribe(None) as listener:
            while True:
                yield await listener.next()

    async def mark_delivered(self, turn_id: int, message_id: str | None = None) -> None:
        """Record that the turn's final state was shown, so that it is not yielded again."""
        await self.write(ledger.mark_delivered, turn_id, message_id)
        # Polls find it no more: whoever else follows it must hear of its end now.
        if self._watcher.forget_turn(turn_id):
            self._watcher.tell_followers(await self.view(turn_id))

    async def cancel(self, turn_id: int) -> bool:
        """Request the turn's cancellation; False where it had already ended."""
        return await self.write(ledger.request_cancel, turn_id)

    async def worker_alive(self, within_s: float = ALIVE_S) -> bool:
        """Whether any worker serves this database. Without one a turn stays queued until one starts.

        Args:
            within_s: how long ago the last one may have been heard of.

        """
        return bool(await self.read(list_alive_workers, within_s))

    def watch_health(self) -> WatchHealth:
        """Whether the watcher can poll the ledger."""
        return self._watcher.read_health()


def _submit(session: Session, new: NewTurn) -> tuple[int, bool]:
    """Submit a turn; its id, and whether its thread has other turns that have not ended."""
    turn_id = ledger.submit_turn(session, new)
    return turn_id, any(other != turn_id for other in ledger.list_open_turns(session, new.thread_id))
