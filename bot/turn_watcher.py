"""The watcher of the turn client: finds changed turns by polling the ledger, and hands them to whoever listens.

It queries the ledger every 30 ms while somebody waits for a turn, and not at all while there is no subscriber. On
PostgreSQL a NOTIFY of each commit wakes it, and it polls by itself once a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from time import monotonic

import structlog
from sqlalchemy.orm import Session

from bot.watch_state import WatchHealth, WatchState
from musechat.turn import TurnView
from store import ledger
from store.change_signal import ChangeSignal
from store.database import Database
from store.notices import CommitListener
from store.turn_views import load_queue_places

LOOK_S = 0.03  # between two polls while a turn is in flight; most find nothing and cost microseconds
NOTIFIED_LOOK_S = 1.0  # the same where commits are announced; polling only covers a notice that was lost
BURST_S = 0.005  # commits rarely come alone: one poll for those that come together
IDLE_LOOK_S = 2.0  # while only finished turns can turn up (those of a client that was down when they ended)
PLACE_S = 1.0  # a queued turn's place changes without a change of its own row

log = structlog.get_logger(__name__)
LoadViews = Callable[[], list[TurnView]]


class TurnSubscription:
    """A subscriber's newest unread view of each turn; a newer view replaces one that was not read yet."""

    def __init__(self, turn_id: int | None) -> None:
        self.turn_id = turn_id  # None: every turn of the client
        # One view per turn rather than a queue: a slow subscriber skips intermediate states instead of falling behind.
        self._fresh: dict[int, TurnView] = {}
        self._ready = asyncio.Event()

    def offer(self, view: TurnView) -> None:
        """Hand on a view where it is of a turn that is listened for."""
        if self.turn_id in (None, view.id):
            self._fresh[view.id] = view
            self._ready.set()

    async def next(self) -> TurnView:
        """Wait for a view that was not read yet."""
        while not self._fresh:
            # Cleared only here, with nothing awaited since the check: an offer cannot slip in between.
            self._ready.clear()
            await self._ready.wait()
        return self._fresh.pop(next(iter(self._fresh)))


class TurnWatcher:
    """The watcher of one front end. ``start`` it in a running event loop and ``stop`` it there."""

    def __init__(
        self, db: Database, asker: str, run_in_thread: Callable[[LoadViews], Awaitable[list[TurnView]]]
    ) -> None:
        """Make a watcher that does not run yet.

        Args:
            db: that holds the ledger.
            asker: names the front end whose turns it finds.
            run_in_thread: runs its queries outside the event loop.

        """
        self._db = db
        self._asker = asker
        self._run_in_thread = run_in_thread
        self._signal = ChangeSignal(db)
        self._commits: CommitListener | None = None
        self._state = WatchState()
        self._listeners: set[TurnSubscription] = set()
        self._listened = asyncio.Event()  # there is a subscriber
        self._hurry = asyncio.Event()  # a turn was submitted: no long pause now
        self._seen: dict[int, int] = {}  # turn id -> revision last handed on
        self._open: dict[int, TurnView] = {}  # turns in flight, as last handed on
        self._again = True  # the next poll queries the ledger, whatever the change signal says
        self._places_stale, self._places_at = False, 0.0  # whether queue places may have moved, and when to look
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start watching; it polls from the first listener on."""
        if self._task is None:
            self._commits = self._listen_to_commits()
            self._task = asyncio.create_task(self._watch(), name=f"watch {self._asker}")

    async def stop(self) -> None:
        """Stop watching. A query that has begun may still run in its thread, and read the change signal."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        if self._commits is not None:
            # Closing joins a thread that may be in the middle of a network read.
            await asyncio.to_thread(self._commits.close)
            self._commits = None

    def close_signal(self) -> None:
        """Close the change signal, once no thread reads it any more."""
        self._signal.close()

    def hurry(self) -> None:
        """Make no long pause before the next poll: a turn was submitted."""
        self._hurry.set()

    @contextmanager
    def subscribe(self, turn_id: int | None) -> Iterator[TurnSubscription]:
        """Listen for changes of one turn, or, with None, of every undelivered turn of the client."""
        listener = TurnSubscription(turn_id)
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

    def forget_turn(self, turn_id: int) -> bool:
        """Forget a turn that was delivered; whether somebody follows it still."""
        self._seen.pop(turn_id, None)
        self._open.pop(turn_id, None)
        return any(listener.turn_id == turn_id for listener in self._listeners)

    def tell_followers(self, view: TurnView) -> None:
        """Hand a view to those who follow its turn alone."""
        for listener in self._listeners:
            if listener.turn_id == view.id:
                listener.offer(view)

    def read_health(self) -> WatchHealth:
        """Whether it can poll the ledger."""
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
            "poll-failed", asker=self._asker, again_s=pause, error=repr(error), exc_info=error if first else None
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
        for view in await self._run_in_thread(self._load_changes):
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
            views = ledger.load_changes(session, self._asker, dict(self._seen)) if changed else []
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
