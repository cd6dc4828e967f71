"""The cache of the library snapshot: serves the current one, and refreshes it in the background."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from models.profiles import ProfileCache
from musechat.errors import BadInput
from musechat.settings import Settings
from store.database import Database
from store.track_library import get_library_revision
from worker.snapshot.served_models import is_embedding_done
from worker.snapshot.serving_snapshot import ServingSnapshot, build_serving_snapshot

# A library up to this size is refreshed within a few tenths of a second, which a turn waits for, so that what was added
# a moment ago is found. With a larger one turns go on with the snapshot there is.
WAIT_FOR, PATIENCE_S = 10_000, 2.0
REST = 4  # pause after a refresh, in multiples of its time: it takes at most a fifth of it during a long import

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _SnapshotKey:
    """The settings that a snapshot depends on; a change of any of them needs a new one."""

    database: str
    data_dir: Path
    profile: str
    index: str


@dataclass(frozen=True)
class _CachedSnapshot:
    """A snapshot, when it was made (monotonic), and how long the refresh took (0 for the first)."""

    key: _SnapshotKey
    snapshot: ServingSnapshot
    at: float
    took_s: float

    def is_fresh(self) -> bool:
        """Whether it is too early for the next refresh."""
        return time.monotonic() < self.at + REST * self.took_s


class SnapshotCache:
    """Caches the snapshot of one library. Thread-safe; a running turn keeps the snapshot that it began with."""

    def __init__(self, profiles: ProfileCache) -> None:
        self._profiles = profiles
        self._lock = threading.Lock()
        self._held: _CachedSnapshot | None = None
        self._refresh: Future[ServingSnapshot] | None = None

    def get_current(self, db: Database, settings: Settings) -> ServingSnapshot:
        """Return the cached snapshot; of a library of over :data:`WAIT_FOR` tracks it may be of an earlier revision.

        Raises:
            BadInput: the library is empty, or has not been analysed.

        """
        snapshot, refresh = self._look_up(db, settings, wait=False)
        if refresh is None or len(snapshot.chooser.library) > WAIT_FOR:
            return snapshot
        try:
            return refresh.result(PATIENCE_S)
        except TimeoutError:
            return snapshot

    def get_newest(self, db: Database, settings: Settings) -> ServingSnapshot:
        """Return the snapshot of the newest revision, however long its refresh takes.

        Raises:
            BadInput: as :meth:`get_current`.

        """
        snapshot, refresh = self._look_up(db, settings, wait=True)
        for _ in range(2):  # a refresh that runs already may be of an earlier revision
            if refresh is not None:
                refresh.result()
                snapshot, refresh = self._look_up(db, settings, wait=True)
        return snapshot

    def open(self, db: Database, settings: Settings) -> None:
        """Build the first snapshot ahead of the first turn; only logs where the library is empty."""
        try:
            self.get_current(db, settings)
        except BadInput as reason:
            log.info("no library snapshot yet: %s", reason.message)

    def _look_up(
        self, db: Database, settings: Settings, *, wait: bool
    ) -> tuple[ServingSnapshot, Future[ServingSnapshot] | None]:
        """The cached snapshot, and its refresh where one is due: with ``wait``, whenever it is not the newest."""
        key = _SnapshotKey(db.url, settings.data_dir, settings.profile, settings.index)
        with self._lock:
            # Built under the lock: other turns have nothing to choose from either, and must not build a second one.
            if self._held is None or self._held.key != key:
                self._held, self._refresh = self._build(key, db, settings, None), None
            held = self._held
            if _is_newest(db, held.snapshot):
                return held.snapshot, None
            small = len(held.snapshot.chooser.library) <= WAIT_FOR
            if self._refresh is None and (wait or small or not held.is_fresh()):
                self._refresh = Future()
                work = (self._refresh, key, db, settings, held.snapshot)
                threading.Thread(target=self._run_refresh, args=work, name="snapshot", daemon=True).start()
            return held.snapshot, self._refresh

    def _run_refresh(
        self,
        refresh: Future[ServingSnapshot],
        key: _SnapshotKey,
        db: Database,
        settings: Settings,
        before: ServingSnapshot,
    ) -> None:
        try:
            made = self._build(key, db, settings, before)
        except Exception as error:
            if not isinstance(error, BadInput):
                log.exception("the library could not be brought up to date; the next turn tries again")
            # In this order: who waits for the future may ask again at once, and must not find the ended refresh.
            self._end_refresh(refresh, None)
            refresh.set_exception(error)
        else:
            self._end_refresh(refresh, made)
            refresh.set_result(made.snapshot)

    def _end_refresh(self, refresh: Future[ServingSnapshot], made: _CachedSnapshot | None) -> None:
        with self._lock:
            if self._refresh is refresh:  # else the settings have changed meanwhile, and its result is of no use
                self._refresh, self._held = None, made or self._held

    def _build(
        self, key: _SnapshotKey, db: Database, settings: Settings, before: ServingSnapshot | None
    ) -> _CachedSnapshot:
        began = time.monotonic()
        made = build_serving_snapshot(db, settings, self._profiles, before)
        ended = time.monotonic()
        return _CachedSnapshot(key, made, ended, ended - began if before else 0.0)


def _is_newest(db: Database, snapshot: ServingSnapshot) -> bool:
    if snapshot.outdated:
        return False
    with db.read() as session:
        revision = get_library_revision(session)
    # While earlier models serve, the revision may stand still at the moment when the new ones are ready to.
    return snapshot.revision == revision and not (snapshot.interim and is_embedding_done(db, snapshot.wanted))
