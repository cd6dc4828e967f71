"""Who keeps the shelf: turns take it as it is, and it is brought up to date beside them."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass

from musechat.errors import BadInput
from musechat.settings import Settings
from store.database import Database
from store.track_library import library_revision
from worker.snapshot.library import ServingSnapshot, build_shelf
from worker.snapshot.served_models import is_through
from worker.stages.context import TurnContext

# A library up to this size is brought up to date within a few tenths of a second, which a turn waits for, so that what
# was added a moment ago is found. With a larger one turns go on with the shelf they have.
WAIT_FOR, PATIENCE_S = 10_000, 2.0
REST = 4  # while music is added all the time, bringing up to date takes a fifth of it

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _CachedSnapshot:
    """A shelf, whose it is, when it was made, and how long bringing it up to date took (0 for the first)."""

    of: tuple[object, ...]
    shelf: ServingSnapshot
    at: float
    took_s: float

    def rests(self) -> bool:
        """Whether it is too early to make the next one."""
        return time.monotonic() < self.at + REST * self.took_s


class SnapshotCache:
    """Holds the shelf of one library; turns in flight keep the one that they began with."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: _CachedSnapshot | None = None
        self._work: Future[ServingSnapshot] | None = None

    def current(self, db: Database, settings: Settings) -> ServingSnapshot:
        """A shelf to choose from; of a large library perhaps not of the newest revision.

        Raises:
            BadInput: the library is empty, or has not been heard.

        """
        shelf, work = self._look(db, settings, hurry=False)
        if work is None or len(shelf.chooser.library) > WAIT_FOR:
            return shelf
        try:
            return work.result(PATIENCE_S)
        except TimeoutError:
            return shelf

    def newest(self, db: Database, settings: Settings) -> ServingSnapshot:
        """The shelf of the newest revision, however long it takes.

        Raises:
            BadInput: as :meth:`current`.

        """
        shelf, work = self._look(db, settings, hurry=True)
        for _ in range(2):  # what is in work already may be of an earlier revision
            if work is not None:
                work.result()
                shelf, work = self._look(db, settings, hurry=True)
        return shelf

    def _look(
        self, db: Database, settings: Settings, *, hurry: bool
    ) -> tuple[ServingSnapshot, Future[ServingSnapshot] | None]:
        """The shelf that is there, and the work on its successor where one is due."""
        of = (db.url, settings.data_dir, settings.profile, settings.index)
        with self._lock:
            if self._held is None or self._held.of != of:
                self._held, self._work = _make(of, db, settings, None), None
            held = self._held
            if _is_newest(db, held.shelf):
                return held.shelf, None
            small = len(held.shelf.chooser.library) <= WAIT_FOR
            if self._work is None and (hurry or small or not held.rests()):
                self._work = Future()
                work = (self._work, of, db, settings, held.shelf)
                threading.Thread(target=self._bring_up, args=work, name="shelf", daemon=True).start()
            return held.shelf, self._work

    def _bring_up(
        self,
        work: Future[ServingSnapshot],
        of: tuple[object, ...],
        db: Database,
        settings: Settings,
        shelf: ServingSnapshot,
    ) -> None:
        try:
            held = _make(of, db, settings, shelf)
        except Exception as error:
            if not isinstance(error, BadInput):
                log.exception("the library could not be brought up to date; the next turn tries again")
            self._end(work, None)
            work.set_exception(error)
        else:
            self._end(work, held)
            work.set_result(held.shelf)

    def _end(self, work: Future[ServingSnapshot], held: _CachedSnapshot | None) -> None:
        with self._lock:
            if self._work is work:
                self._work, self._held = None, held or self._held


def _make(of: tuple[object, ...], db: Database, settings: Settings, shelf: ServingSnapshot | None) -> _CachedSnapshot:
    began = time.monotonic()
    made = build_shelf(db, settings, shelf)
    ended = time.monotonic()
    return _CachedSnapshot(of, made, ended, ended - began if shelf else 0.0)


def _is_newest(db: Database, shelf: ServingSnapshot) -> bool:
    with db.read() as session:
        revision = library_revision(session)
    return shelf.revision == revision and not (shelf.interim and is_through(db, shelf.wanted))


_KEEPER = SnapshotCache()


def shelf_of(context: TurnContext) -> ServingSnapshot:
    """The shelf for a turn."""
    return _KEEPER.current(context.db, context.settings)


def newest_shelf_of(context: TurnContext) -> ServingSnapshot:
    """The shelf of the library as it is now, however long that takes."""
    return _KEEPER.newest(context.db, context.settings)


def open_shelf(settings: Settings) -> None:
    """Make the first shelf, so that the first turn finds it; nothing where there is no music yet."""
    try:
        _KEEPER.current(Database(settings.effective_database_url), settings)
    except BadInput as reason:
        log.info("no shelf yet: %s", reason.message)
