"""Watches folders of music while a worker runs: changes arrive within a minute, also where no notice of them comes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from musechat.library_paths import show_path
from musechat.settings import Settings
from store.database import DATABASE_FAULTS, Database
from worker.library.folder_scan import is_music_path
from worker.library.folder_sync import FolderReport, sync_paths

FIRST_S = 10.0  # a starting worker has urgent work
TICK_S = 5.0  # between two looks at what waits
RESCAN_S = 900.0  # a change on a network drive comes without notice
NO_NOTICE_RESCAN_S = 60.0  # where the system gives no notices at all
PATIENCE_S = 30.0  # between two tries to become the one that watches

Notices = Callable[[list[Path], threading.Event], Iterable[set[str]]]
log = logging.getLogger(__name__)


class FolderSync(Protocol):
    """Brings the library up to date with some paths, as :func:`worker.library.folder_sync.sync_paths`."""

    def __call__(self, paths: Iterable[Path], db: Database, settings: Settings) -> FolderReport:
        """Do it once."""
        ...


class FolderWatcher:
    """Watches the folders of ``MUSECHAT_LIBRARY`` in its own thread; one process of a machine at a time does.

    Args:
        db: the library's database.
        settings: of the installation.
        sync: brings the library up to date.
        notices: yields paths that have changed, and an empty set every :data:`TICK_S` seconds.
        clock: seconds, never going back.

    """

    def __init__(
        self,
        db: Database,
        settings: Settings,
        *,
        sync: FolderSync = sync_paths,
        notices: Notices | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._db, self._settings, self._sync = db, settings, sync
        self._notices = notices or receive_notices
        self._clock = clock
        self._folders = settings.library_folders
        self._waiting: set[Path] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run_thread, name="folder-watch", daemon=True)

    def start(self) -> None:
        """Start the thread where there is a folder to watch."""
        if self._folders:
            self._thread.start()

    def stop(self) -> None:
        """Start no further sync. One that runs goes on to its end, or to the end of the process."""
        self._stop.set()

    def watch_folders(self) -> None:
        """Bring everything up to date, then whatever changes, until a folder comes or goes, or the end."""
        present, scanned = _identify(self._folders), None
        # The notices first: what changes during the first look waits in them.
        for changed in self._notices([folder for folder in self._folders if folder.is_dir()], self._stop):
            if self._stop.is_set() or _identify(self._folders) != present:
                return
            if scanned is not None and self._clock() - scanned > RESCAN_S:
                return
            self._waiting.update(map(Path, changed))
            if scanned is None:
                scanned = self._clock()
                self._bring_up_to_date(self._folders)
            elif self._waiting:
                taken, self._waiting = self._waiting, set()
                self._bring_up_to_date(taken)

    def _bring_up_to_date(self, paths: Iterable[Path]) -> None:
        report = self._sync(list(paths), self._db, self._settings)
        self._waiting.update(report.pending)
        for folder, reason in report.unreadable:
            log.warning("left out of the library: %s (%s)", show_path(folder), reason)
        for path, reason in report.broken:
            log.warning("left out of the library: %s: %s", show_path(path), reason)
        if report.has_changes:
            log.info("library: %d added, %d gone, %d back", report.added, report.gone, report.back)

    def _run_thread(self) -> None:
        if self._stop.wait(FIRST_S):
            return
        (self._settings.data_dir / "sources").mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._settings.data_dir / "sources" / "folders.lock")
        while not self._stop.is_set():
            try:
                with lock.acquire(timeout=0):
                    self._run_rounds()
            except Timeout:
                self._stop.wait(PATIENCE_S)  # another worker of this machine watches; it may end before us

    def _run_rounds(self) -> None:
        while not self._stop.is_set():
            try:
                self.watch_folders()
            except DATABASE_FAULTS as error:
                log.warning("the library cannot be brought up to date (%s); trying again", type(error).__name__)
                self._stop.wait(PATIENCE_S)
            except Exception:
                log.exception("the library could not be brought up to date; trying again")
                self._stop.wait(PATIENCE_S)


def receive_notices(folders: list[Path], stop: threading.Event) -> Iterable[set[str]]:
    """Yield the paths that have changed below some folders, gathered over a moment, and nothing at least every tick.

    Ends where the system gives no notices, after :data:`NO_NOTICE_RESCAN_S`, so that everything is looked at again.
    """
    from watchfiles import watch

    from media.listen import SUFFIXES

    tops = [str(folder) for folder in folders]
    while not tops:  # nothing is mounted: its coming is what is waited for
        yield set()
        if stop.wait(TICK_S):
            return
    try:
        for changes in watch(
            *folders,
            watch_filter=lambda _change, path: is_music_path(path, tops, SUFFIXES),
            stop_event=stop,
            rust_timeout=round(TICK_S * 1000),
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            yield {path for _change, path in changes}
    except OSError as error:
        # Mostly the system's limit of watches (fs.inotify.max_user_watches).
        log.warning("no notices of changed files (%s); looking every minute instead", error.strerror or error)
        yield set()
        stop.wait(NO_NOTICE_RESCAN_S)


def _identify(folders: Iterable[Path]) -> list[tuple[int, int] | None]:
    """What is mounted at some paths: another file system, or none, is another identity."""
    found: list[tuple[int, int] | None] = []
    for folder in folders:
        try:
            status = folder.stat()
            found.append((status.st_dev, status.st_ino))
        except OSError:
            found.append(None)
    return found
