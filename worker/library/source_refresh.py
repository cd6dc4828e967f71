"""Brings the library in step with servers and catalogues while a worker runs, every few hours."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from musechat.errors import MuseChatError
from musechat.settings import Settings
from store.database import Database
from store.source_tracks import SourceStatus, list_source_status
from store.tables import utc_now
from worker.library.source_registry import CATALOGUES, SERVERS, SourceOpener, list_configured
from worker.library.source_report import SyncReport, SyncTools
from worker.library.source_sync import sync_source

FIRST_S = 120.0  # a starting worker has urgent work
TICK_S = 300.0  # between two looks at what is due
CATALOGUE_EVERY = timedelta(days=1)  # each of its tracks is read again once a week

SyncOne = Callable[[str], SyncReport]
log = logging.getLogger(__name__)


class SourceRefresher:
    """Syncs what is due, one source after another, in its own thread; several workers may have one each.

    Args:
        db: the library's database.
        settings: of the installation.
        sync: syncs a source by its name; by default as the command line does.

    """

    def __init__(self, db: Database, settings: Settings, *, sync: SyncOne | None = None) -> None:
        self._db, self._settings = db, settings
        self._sync = sync or self._sync_by_name
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
        for name in self._list_due():
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

    def _list_due(self) -> list[str]:
        with self._db.read() as session:
            statuses = {status.name: status for status in list_source_status(session)}
        configured = list_configured(self._settings)
        servers = [name for name in SERVERS if name in configured]
        # A catalogue that nothing was fetched from is never asked: that takes an operator's own word.
        used = [n for n in CATALOGUES if n in configured and n in statuses and statuses[n].counts.get("added")]
        every = timedelta(hours=self._settings.library_sync_hours)
        return [n for n in servers if _is_due(statuses.get(n), every)] + [
            n for n in used if _is_due(statuses.get(n), CATALOGUE_EVERY)
        ]

    def _sync_by_name(self, name: str) -> SyncReport:
        source = SourceOpener(self._settings).open_source(name)
        return sync_source(source, SyncTools(self._db, self._settings))

    def _run_loop(self) -> None:
        wait = FIRST_S
        while not self._stop.wait(wait):
            try:
                self.sync_due()
            except Exception:
                log.exception("sources could not be synced; trying again in a few minutes")
            wait = TICK_S


def _is_due(status: SourceStatus | None, every: timedelta) -> bool:
    return status is None or status.tried_at is None or utc_now() - status.tried_at >= every
