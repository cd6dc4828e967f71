"""The turn client: asynchronous access to the turn ledger for the page, the command line and the Discord bot.

All database work runs in threads, so the event loop is never blocked. A turn is committed first and a worker notified
after, so a notification that fails delays a turn but does not lose it. Results are found by polling: one background
watcher queries the ledger for changes, every 30 ms while somebody waits for a turn, and not at all while there is no
subscriber. On PostgreSQL a NOTIFY of each commit wakes it, and it polls by itself once a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import Concatenate, ParamSpec, Protocol, TypeVar

import structlog
from sqlalchemy.orm import Session

from bot.count_keeper import CountKeeper
from bot.watch_state import WatchHealth, WatchState
from musechat.turn import NewTurn, Queue, TurnView
from store import ledger
from store.change_signal import ChangeSignal
from store.database import Database
from store.event_counts import store_event_counts
from store.notices import CommitListener
from store.turn_views import load_queue_places
from worker.heartbeat import list_alive_workers

LOOK_S = 0.03  # between two polls while a turn is in flight; most find nothing and cost microseconds
NOTIFIED_LOOK_S = 1.0  # the same where commits are announced; polling only covers a notice that was lost
BURST_S = 0.005  # commits rarely come alone: one poll for those that come together
IDLE_LOOK_S = 2.0  # while only finished turns can turn up (those of a client that was down when they ended)
PLACE_S = 1.0  # a queued turn's place changes without a change of its own row
THREADS = 4  # few: SQLite admits one writer at a time, and queries take milliseconds

log = structlog.get_logger(__name__)
P = ParamSpec("P")
T = TypeVar("T")


class TurnNotifier(Protocol):
    """Wakes a worker; never raises, never blocks for long."""

    def notify(self, turn_id: int, queue: Queue) -> None:
        """Announce that this turn waits in this queue."""


class _TurnSubscription:
    """A subscriber's newest unread view of each turn; a newer view replaces one that was not read yet."""

    def __init__(self, turn_id: int | None) -> None:
        self.turn_id = turn_id  # None: every turn of the client
        # One view per turn rather than a queue: a slow subscriber skips intermediate states instead of falling behind.
        self._fresh: dict[int, TurnView] = {}
        self._ready = asyncio.Event()

    def offer(self, view: TurnView) -> None:
        if self.turn_id in (None, view.id):
            self._fresh[view.id] = view
            self._ready.set()

    async def next(self) -> TurnView:
        while not self._fresh:
            # Cleared only here, with nothing awaited since the check: an offer cannot slip in between.
            self._ready.clear()
            await self._ready.wait()
        return self._fresh.pop(next(iter(self._fresh)))


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
        self._signal = ChangeSignal(db)
        self._commits: CommitListener | None = None
        self._state = WatchState()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="turn-client")
        self._listeners: set[_TurnSubscription] = set()
        self._listened = asyncio.Event()  # there is a subscriber
        self._hurry = asyncio.Event()  # a turn was submitted: no long pause now
        self._seen: dict[int, int] = {}  # turn id -> revision last handed on
        self._open: dict[int, TurnView] = {}  # turns in flight, as last handed on
        self._again = True  # the next poll queries the ledger, whatever the change signal says
        self._places_stale, self._places_at = False, 0.0  # whether queue places may have moved, and when to look
        self._watcher: asyncio.Task[None] | None = None
        self._counts = CountKeeper(self.store_counts)

    async def start(self) -> None:
        """Start the watcher; it polls from the first listener on."""
        if self._watcher is None:
            self._commits = self._listen_to_commits()
            self._watcher = asyncio.create_task(self._watch(), name=f"watch {self.asker}")
            self._counts.start()

    async def close(self) -> None:
        """Stop watching and release the threads. Turns in flight stay in the ledger."""
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
            self._watcher = None
        await self._counts.close()
        if self._commits is not None:
            # Closing joins a thread that may be in the middle of a network read.
            await asyncio.to_thread(self._commits.close)
            self._commits = None
        # Only now: the watcher ran its queries in these threads, and the change signal is read by them.
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._signal.close()

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
        turn_id = await self.write(ledger.submit_turn, new)
        self._hurry.set()
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
        with self._subscribe(turn_id) as listener:
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
        with self._subscribe(None) as listener:
            while True:
                yield await listener.next()

    async def mark_delivered(self, turn_id: int, message_id: str | None = None) -> None:
        """Record that the turn's final state was shown, so that it is not yielded again."""
        await self.write(ledger.mark_delivered, turn_id, message_id)
        self._seen.pop(turn_id, None)
        self._open.pop(turn_id, None)
        # Polls find it no more: whoever else follows it must hear of its end now.
        if others := [listener for listener in self._listeners if listener.turn_id == turn_id]:
            view = await self.view(turn_id)
            for listener in others:
                listener.offer(view)

    async def cancel(self, turn_id: int) -> bool:
        """Request the turn's cancellation; False where it had already ended."""
        return await self.write(ledger.request_cancel, turn_id)

    async def worker_alive(self) -> bool:
        """Whether any worker serves this database. Without one a turn stays queued until one starts."""
        return bool(await self.read(list_alive_workers, datetime.now(UTC)))

    def watch_health(self) -> WatchHealth:
        """Whether the watcher can poll the ledger."""
        return self._state.read_health()

    def _listen_to_commits(self) -> CommitListener | None:
        if self._db.is_sqlite:  # it has no LISTEN/NOTIFY; asking its change counter costs microseconds instead
            return None
        loop = asyncio.get_running_loop()

        def wake() -> None:
            # Called from the listener's thread, where setting an asyncio event directly is not safe.
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._hurry.set)

        listener = CommitListener(self._db, wake)
        listener.start()
        return listener

    @contextmanager
    def _subscribe(self, turn_id: int | None) -> Iterator[_TurnSubscription]:
        listener = _TurnSubscription(turn_id)
        self._listeners.add(listener)
        if turn_id is None:
            self._seen.clear()  # a subscriber to all turns also gets those that ended before it came
            self._again = True
        self._listened.set()
        self._hurry.set()
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
            if not self._listeners:
                self._listened.clear()

    async def _watch(self) -> None:
        """Poll, and wait, until cancelled. No error ends it: without it no result would be shown any more."""
        while True:
            await self._listened.wait()
            # Before the poll, not after: what is committed during it must shorten the pause that follows.
            self._hurry.clear()
            self._state.begin_look()
            try:
                await self._poll()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next poll may succeed
                await self._recover(error)
                continue
            self._state.end_look()
            await self._pause()

    async def _recover(self, error: Exception) -> None:
        """Log the error (its traceback only once) and wait before the next poll, which queries the ledger."""
        first = not self._state.failing
        pause = self._state.fail_look(error)
        # A database that is down fails every few seconds: one traceback says as much as a thousand.
        log.warning(
            "poll-failed", asker=self.asker, again_s=pause, error=repr(error), exc_info=error if first else None
        )
        self._again = True
        await asyncio.sleep(pause)

    async def _pause(self) -> None:
        waited_for = self._open or any(listener.turn_id is not None for listener in self._listeners)
        notified = self._commits is not None and self._commits.connected
        if waited_for and not notified:
            await asyncio.sleep(LOOK_S)
            return
        with suppress(TimeoutError):
            # Not ``wait_for``: before Python 3.12 it may swallow the cancellation that ends the watcher.
            async with asyncio.timeout(NOTIFIED_LOOK_S if waited_for else IDLE_LOOK_S):
                await self._hurry.wait()
            await asyncio.sleep(BURST_S)

    async def _poll(self) -> None:
        for view in await self.call(self._load_changes):
            self._seen[view.id] = view.revision
            if view.state.final:
                self._open.pop(view.id, None)
            else:
                self._open[view.id] = view
            for listener in self._listeners:
                listener.offer(view)

    def _load_changes(self) -> list[TurnView]:
        # ``list``: this runs in a thread of the pool, while the event loop may remove delivered turns.
        changed = self._signal.has_changed() or self._again
        waiting = [view for view in list(self._open.values()) if view.queue_place is not None]
        # Any commit may have moved the queue, so places are only looked up after one, and at most once a second.
        self._places_stale |= changed
        places_due = self._places_stale and bool(waiting) and monotonic() >= self._places_at
        if not changed and not places_due:
            return []
        with self._db.read() as session:
            views = ledger.load_changes(session, self.asker, dict(self._seen)) if changed else []
            if places_due:
                views += self._find_moved_up(session, waiting, {view.id for view in views})
        # Not before the query has succeeded: a failed one is repeated even without a further commit.
        self._again = False
        return views

    def _find_moved_up(self, session: Session, waiting: list[TurnView], seen: set[int]) -> list[TurnView]:
        self._places_at, self._places_stale = monotonic() + PLACE_S, False
        rest = [view for view in waiting if view.id not in seen]
        places = load_queue_places(session, [view.id for view in rest])
        # A turn that is in no queue any more comes with the next change.
        return [
            replace(view, queue_place=place)
            for view in rest
            if (place := places.get(view.id)) not in (None, view.queue_place)
        ]
