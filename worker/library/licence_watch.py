"""Reads the licences of accepted picks again, once a week each, while a worker runs: :mod:`store.licence_checks`."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from musechat.licence_check import CheckState, LicenceReading, find_worst
from musechat.settings import Settings
from store.database import Database
from store.installation import end_lease, take_lease
from store.licence_checks import WatchedRecord, list_due_records, record_reading, weigh_absence
from store.tables import utc_now
from worker.library.licence_places import list_places
from worker.library.licence_reader import LicenceReader, ServersAway
from worker.library.source_registry import SourceOpener, list_configured

FIRST_S = 180.0  # a starting worker has urgent work
TICK_S = 600.0  # between two runs: what was due at once is spread by it
MOST = 40  # records of one run
LEASE = "licence watch"
LEASE_S = 900.0  # renewed with each record; no place takes longer, with all its retries

log = logging.getLogger(__name__)


@dataclass(slots=True)
class WatchReport:
    """What a run did: records by what came of them, and the tracks of which something new was found."""

    states: Counter[CheckState] = field(default_factory=Counter)
    news: list[str] = field(default_factory=list)
    busy: bool = False  # another process does the same; nothing was done


class LicenceWatcher:
    """Reads what is due, in its own thread; of all processes of an installation one at a time does.

    Args:
        db: the ledger's database.
        settings: of the installation.
        opener: opens sources and pages.

    """

    def __init__(self, db: Database, settings: Settings, *, opener: SourceOpener | None = None) -> None:
        self._db, self._settings = db, settings
        self._opener = opener or SourceOpener(settings)
        self._interval = timedelta(days=settings.licence_watch_days)
        self._away = ServersAway(self._opener.clock.now)
        self._owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run_loop, name="licence-watch", daemon=True)

    def start(self) -> None:
        """Start the thread, unless the watch is switched off."""
        if self._interval:
            self._thread.start()

    def stop(self) -> None:
        """Begin no further record. One that is being read goes on to its end, or to the end of the process."""
        self._stop.set()

    def watch_due(self, *, limit: int = MOST, looked_before: datetime | None = None) -> WatchReport:
        """Read what is due; each result is kept at once, so that a run that is stopped goes on where it was.

        Args:
            limit: most records to read.
            looked_before: read all that were last looked at before it, whatever the interval.

        """
        report = WatchReport()
        if not self._hold():
            report.busy = True
            return report
        try:
            with self._db.read() as session:
                due = list_due_records(session, self._interval, limit=limit, looked_before=looked_before)
            if due:
                asyncio.run(self._read_all(due, report))
        finally:
            with self._db.write() as session:
                end_lease(session, LEASE, self._owner)
        return report

    async def _read_all(self, due: list[WatchedRecord], report: WatchReport) -> None:
        reader = LicenceReader(self._opener, self._away)
        try:
            for watched in due:
                if self._stop.is_set() or not self._hold():
                    return
                reading = await self._read_one(reader, watched)
                with self._db.write() as session:
                    reading = weigh_absence(session, watched.pick_id, reading)
                    is_new = record_reading(session, watched.pick_id, reading)
                report.states[reading.state] += 1
                if is_new:
                    report.news.append(_describe(watched, reading))
        finally:
            await reader.close()

    async def _read_one(self, reader: LicenceReader, watched: WatchedRecord) -> LicenceReading:
        try:
            places = list_places(watched, list_configured(self._settings))
            return find_worst([await reader.read(place) for place in places])
        except Exception:
            # One odd record must not keep the others from being read.
            log.exception("the licence of pick %d could not be read again", watched.pick_id)
            return LicenceReading(CheckState.UNREACHABLE, reason="It could not be read; the log says why")

    def _hold(self) -> bool:
        with self._db.write() as session:
            return take_lease(session, LEASE, self._owner, LEASE_S)

    def _run_loop(self) -> None:
        wait = FIRST_S
        while not self._stop.wait(wait):
            try:
                for line in self.watch_due().news:
                    log.warning("a licence no longer stands as it was recorded: %s", line)
            except Exception:
                log.exception("licences could not be read again; it is tried again in a few minutes")
            wait = TICK_S


def read_all_licences(watcher: LicenceWatcher, *, limit: int = MOST) -> WatchReport:
    """Read the licences of all accepted picks, in runs, whenever they were looked at last."""
    began, whole = utc_now(), WatchReport()
    while True:
        report = watcher.watch_due(limit=limit, looked_before=began)
        whole.states += report.states
        whole.news += report.news
        whole.busy = report.busy
        if report.busy or not report.states:
            return whole


def _describe(watched: WatchedRecord, reading: LicenceReading) -> str:
    record = watched.record
    now = reading.found or ("no licence" if reading.state is CheckState.CHANGED else "gone")
    return f"{record.artist} - {record.title}: {record.licence.id} then, {now} now ({reading.where})"
