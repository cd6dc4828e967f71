"""Brings the library in step with servers and catalogues while a worker runs, every few hours."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path

from musechat.errors import MuseChatError
from musechat.settings import Settings
from store.database import Database
from store.source_tracks import SourceStatus, list_source_status
from store.sync_requests import claim_sync, is_sync_asked
from store.tables import utc_now
from worker.library.folder_sync import sync_paths
from worker.library.source_registry import CATALOGUES, SERVERS, SourceOpener, list_configured
from worker.library.source_report import SyncReport, SyncTools
from worker.library.source_sync import sync_source

FIRST_S = 120.0  # a starting worker has urgent work
TICK_S = 300.0  # between two looks at what is due
ASKED_S = 5.0  # between two looks at what somebody has asked for
CATALOGUE_EVERY = timedelta(days=1)  # each of its tracks is read again once a week

SyncOne = Callable[[str], SyncReport]
SyncFolders = Callable[[list[Path], Database, Settings], object]
log = logging.getLogger(__name__)


class SourceRefresher:
    """Syncs what is due, one source after another, in its own thread; several workers may have one each.

    Args:
        db: the library's database.
        settings: of the installation.
        sync: syncs a source by its name; by default as the command line does.
        sync_folders: brings the library in step with folders.

    """

    def __init__(
        self,
        db: Database,
        settings: Settings,
        *,
        sync: SyncOne | None = None,
        sync_folders: SyncFolders = sync_paths,
    ) -> None:
        self._db, self._settings = db, settings
        self._sync = sync or self._sync_by_name
        self._sync_folders = sync_folders
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run_loop, name="source-refresh", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Start no further sync. One that runs goes on to its end, or to the end of the process."""
        self._stop.set()

    def sync_due(self) -> None:
        """Sync every source whose last try is long enough ago; what goes wrong is logged and tried at the next."""
        self._sync_all(self._list_due())

    def _sync_all(self, names: Iterable[str]) -> None:
        for name in names:
            if self._stop.is_set():
                return
            try:
                report = self._sync(name)
            except MuseChatError as error:
                log.warning("%s could not be synced: %s", name, error.line)
                continue
            for line in report.relicensed:
                log.warning("%s states another licence now: %s", name, line)
            if report.added or report.withdrawn:
                log.info("%s: %d tracks added, %d withdrawn", name, report.added, report.withdrawn)

    def sync_asked(self) -> bool:
        """Sync folders and all sources that are in use, where somebody has asked for it; False where nobody has."""
        with self._db.read() as session:
            if not is_sync_asked(session):
                return False
        with self._db.write() as session:
            if not claim_sync(session):
                return False
        log.info("the library's sources are looked at, as somebody has asked")
        if self._settings.library_folders:
            self._sync_folders(self._settings.library_folders, self._db, self._settings)
        with self._db.read() as session:
            statuses = {status.name: status for status in list_source_status(session)}
        self._sync_all(self._list_used(statuses))
        return True

    def _list_due(self) -> list[str]:
        with self._db.read() as session:
            statuses = {status.name: status for status in list_source_status(session)}
        every = timedelta(hours=self._settings.library_sync_hours)
        return [
            name
            for name in self._list_used(statuses)
            if _is_due(statuses.get(name), every if name in SERVERS else CATALOGUE_EVERY)
        ]

    def _list_used(self, statuses: Mapping[str, SourceStatus]) -> list[str]:
        configured = list_configured(self._settings)
        servers = [name for name in SERVERS if name in configured]
        # A catalogue that nothing was fetched from is never asked: that takes an operator's own word.
        used = [n for n in CATALOGUES if n in configured and n in statuses and statuses[n].counts.get("added")]
        return servers + used

    def _sync_by_name(self, name: str) -> SyncReport:
        source = SourceOpener(self._settings).open_source(name)
        return sync_source(source, SyncTools(self._db, self._settings))

    def _run_loop(self) -> None:
        due_at = time.monotonic() + FIRST_S
        while not self._stop.wait(ASKED_S):
            try:
                self.sync_asked()
                if time.monotonic() >= due_at:
                    due_at = time.monotonic() + TICK_S
                    self.sync_due()
            except Exception:
                log.exception("sources could not be synced; trying again in a few minutes")


def _is_due(status: SourceStatus | None, every: timedelta) -> bool:
    return status is None or status.tried_at is None or utc_now() - status.tried_at >= every
