"""Keeps the library in step with watched folders: reads what is new, hides what is gone, brings back what returns."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock
from sqlalchemy.orm import Session

from musechat.errors import BadInput
from musechat.settings import Settings
from store.database import Database
from store.track_presence import get_track_paths, hide_tracks, list_other_paths, restore_tracks, set_track_path
from store.watched_files import (
    FolderFile,
    load_watched_files,
    mark_files,
    save_watched_file,
    set_files_hidden,
)
from worker.library.folder_scan import FileState, FolderScan, find_subject, scan_paths
from worker.library.import_report import AddReport, FileDone, Progress
from worker.library.import_run import add_files

SETTLE_S = 5.0  # a file that changed later than this is perhaps still being written
SAVE_EVERY = 25  # files, so that a run that is killed reads few of them twice

AddFiles = Callable[[list[Path], Database, Settings, Progress], AddReport]
log = logging.getLogger(__name__)


@dataclass(slots=True)
class FolderReport:
    """What a sync of folders did; ``pending`` are files that are perhaps still being written."""

    files: int = 0
    added: int = 0
    broken: list[tuple[Path, str]] = field(default_factory=list)
    gone: int = 0
    back: int = 0
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    pending: list[Path] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        """Whether anything is different now."""
        return bool(self.added or self.broken or self.gone or self.back)


def add_in_background(paths: list[Path], db: Database, settings: Settings, progress: Progress) -> AddReport:
    """Add files in one process, so that turns keep the others."""
    return add_files(paths, db, settings, progress, size=1)


def sync_paths(
    paths: Iterable[Path],
    db: Database,
    settings: Settings,
    *,
    add: AddFiles = add_in_background,
    now: Callable[[], float] = time.time,
    progress: Progress | None = None,
) -> FolderReport:
    """Bring the library up to date with some files and folders; what has not changed is not opened.

    Args:
        paths: files, and folders with all that is in them; one that is missing counts as empty.
        db: the library's database.
        settings: of the installation.
        add: analyses files, as :func:`worker.library.add_files`.
        now: the time of the file system, seconds.
        progress: called after each file that is read.

    """
    from media.listen import SUFFIXES

    places = sorted({find_subject(path.absolute(), SUFFIXES) for path in paths})
    scan = scan_paths(places, SUFFIXES)
    with db.read() as session:
        files = [str(place) for place in places if place.is_file()]
        known = load_watched_files(session, files, [str(place) for place in places if not place.is_file()])
    report = FolderReport(files=len(scan.files), unreadable=scan.unreadable)
    _note_presence(db, scan, known, report)
    new = [Path(path) for path, state in scan.files.items() if _has_changed(known.get(path), state)]
    settled_ns = (now() - SETTLE_S) * 1e9
    report.pending = [path for path in new if scan.files[str(path)].changed_ns > settled_ns]
    waiting = set(report.pending)
    ready = sorted(path for path in new if path not in waiting)
    if ready:
        _read_files(ready, scan.files, db, settings, add, report, progress)
    return report


def _has_changed(before: FolderFile | None, state: FileState) -> bool:
    return before is None or (before.size, before.changed_ns) != (state.size, state.changed_ns)


def _note_presence(db: Database, scan: FolderScan, known: Mapping[str, FolderFile], report: FolderReport) -> None:
    """Hide the tracks of files that are gone, and put back those of files that have returned unchanged."""
    gone = [file for path, file in known.items() if not file.is_gone and path not in scan.files]
    back = [file for path, file in known.items() if file.is_gone and path in scan.files]
    report.gone, report.back = len(gone), len(back)
    if not gone and not back:
        return
    with db.write() as session:
        mark_files(session, (file.path for file in gone), is_gone=True)
        mark_files(session, (file.path for file in back), is_gone=False)
        returned = {file.track_id: file.path for file in back if file.track_id}
        restored = restore_tracks(session, (file.track_id for file in back if file.track_id and file.hidden))
        set_files_hidden(session, restored, hidden=False)
        lost = {file.track_id: file.path for file in gone if file.track_id}
        paths = get_track_paths(session, {*lost, *returned})
        for track_id, path in returned.items():
            if not Path(paths.get(track_id, path)).is_file():
                set_track_path(session, track_id, path)
        alone = [track_id for track_id in lost if not _find_other_file(session, track_id, paths.get(track_id, ""))]
        set_files_hidden(session, hide_tracks(session, alone), hidden=True)


def _find_other_file(session: Session, track_id: str, path: str) -> bool:
    """Whether a track is to be had elsewhere; its path then leads there."""
    if path and Path(path).is_file():
        return True
    for other in list_other_paths(session, track_id):
        if Path(other).is_file():
            set_track_path(session, track_id, other)
            return True
    return False


def _read_files(
    ready: list[Path],
    states: Mapping[str, FileState],
    db: Database,
    settings: Settings,
    add: AddFiles,
    report: FolderReport,
    progress: Progress | None,
) -> None:
    unsaved: list[FolderFile] = []

    def save() -> None:
        with db.write() as session:
            for file in unsaved:
                save_watched_file(session, file)
        unsaved.clear()

    def note(done: FileDone) -> None:
        state = states.get(str(done.path))
        if state is not None:  # else it is a track of an earlier encoder that was heard again
            unsaved.append(FolderFile(str(done.path), state.size, state.changed_ns, done.track_id or None))
        if len(unsaved) >= SAVE_EVERY:
            save()
        if progress:
            progress(done)

    try:
        with hold_analysis(settings):
            added = add([path for path in ready if path.exists()], db, settings, note)
    except BadInput as error:
        # Files that went away between the look and the reading; the next look knows better.
        if error.code not in ("no-such-file", "no-sound-files"):
            raise
        log.info("files of the library changed while they were read; looking again: %s", error.line)
        return
    finally:
        save()
    report.added += len(added.added)
    report.broken += [(path, reason) for path, reason in added.broken if str(path) in states]


def hold_analysis(settings: Settings) -> FileLock:
    """The lock that one process of this machine at a time holds while it analyses music in the background."""
    folder = settings.data_dir / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / "analysis.lock")
