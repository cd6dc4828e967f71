"""Imports music into the library: finds files, skips known ones, analyses in parallel, stores each track at once."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from musechat.clock import Clock
from musechat.settings import Settings
from store import track_library
from store.database import Database
from store.track_identity import save_fingerprint
from worker.library.analysis_job import (
    AnalysedTrack,
    EncoderStamp,
    FileTask,
    LoadListening,
    load_listening_models,
    start_analysis,
)
from worker.library.file_scan import hash_file, scan_paths
from worker.library.import_report import AddReport, FileDone, Progress
from worker.library.known_music import FileVerdict, KnownMusic
from worker.library.process_pool import ProcessPool, TaskFailure

FILE_SECONDS = 300.0  # wall clock of one file
_PASSING = frozenset({"failed", "crashed", "took-too-long"})  # perhaps of the machine or ours: tried again


def add_files(
    paths: Iterable[Path],
    db: Database,
    settings: Settings,
    progress: Progress | None = None,
    *,
    load: LoadListening | None = None,
    size: int | None = None,
    clock: Clock = time.monotonic,
) -> AddReport:
    """Add files and folders to the library.

    Every finished track is committed at once, so a run may be stopped at any time, and the next one continues it. A
    file that has not changed since an earlier run is not read again, also one that was refused.

    Args:
        paths: files and folders.
        db: a database of the current version.
        settings: names the profile whose music encoder is used.
        progress: called after each file.
        load: loads the encoder in each process; picklable. Default: the profile's.
        size: number of processes; default: one per core.
        clock: measures how long a file takes.

    Raises:
        BadInput: a path does not exist or holds no sound files.
        MuseChatError: the encoder cannot be loaded.

    """
    from media.listen import LISTEN_VERSION, SUFFIXES
    from media.listen.sidecar_files import find_table_faults
    from worker.library.cue_tracks import split_cue_albums

    scan = scan_paths(paths, SUFFIXES)
    files = split_cue_albums(scan.files, settings)
    run = _ImportRun(db, LISTEN_VERSION, progress, total=len(files))
    run.report.left_out, run.report.unreadable = scan.left_out, scan.unreadable
    run.report.system_folders = scan.system_folders
    with _make_pool(settings, load, size, clock) as pool:
        run.analyse(pool, run.iter_new_files(files))
        # Then what an earlier encoder has embedded: new files first, since somebody waits for those.
        run.analyse(pool, run.iter_unembedded(pool.get_start_info()))
    run.report.notes = find_table_faults(files)
    return run.report


def reembed_tracks(
    db: Database,
    settings: Settings,
    progress: Progress | None = None,
    *,
    load: LoadListening | None = None,
    size: int | None = None,
) -> AddReport:
    """Analyse every track again that has no vector of the present version of the profile's music encoder.

    Arguments and errors as for :func:`add_files`. A track whose file is gone or changed is reported broken and stays.
    """
    from media.listen import LISTEN_VERSION

    run = _ImportRun(db, LISTEN_VERSION, progress, total=0)
    with _make_pool(settings, load, size) as pool:
        run.analyse(pool, run.iter_unembedded(pool.get_start_info()))
    return run.report


def save_analysed_track(session: Session, analysed: AnalysedTrack, stamp: EncoderStamp, version: str) -> bool:
    """Store an analysed track; True where the library did not have it."""
    new = track_library.put_track(session, analysed.track, version)
    save_fingerprint(session, analysed.track.id, analysed.fingerprint)
    track_library.save_track_vector(session, analysed.track.id, stamp.name, stamp.version, stamp.dim, analysed.vector)
    return new


Pool = ProcessPool[FileTask, AnalysedTrack, EncoderStamp]


def _make_pool(settings: Settings, load: LoadListening | None, size: int | None, clock: Clock = time.monotonic) -> Pool:
    load = load or partial(load_listening_models, settings.profile)
    return ProcessPool(partial(start_analysis, load), size or os.cpu_count() or 1, FILE_SECONDS, clock)


class _ImportRun:
    """The state of one import."""

    def __init__(self, db: Database, version: str, progress: Progress | None, total: int) -> None:
        self.db = db
        self.version = version
        self.report = AddReport()
        self.music = KnownMusic(db, version)
        self._progress = progress
        self._done, self._total = 0, total

    def iter_new_files(self, files: Iterable[Path]) -> Iterator[FileTask]:
        """Yield the files that must be analysed; known, repeated and unreadable ones are reported on the way."""
        files = list(files)
        self.music.load_files(files)
        for path in files:
            found = self.music.look_at(path)
            if isinstance(found, FileTask):
                yield found
            else:
                self._report(path, found)

    def iter_unembedded(self, stamp: EncoderStamp) -> Iterator[FileTask]:
        """Yield the library's tracks that lack a vector of this encoder and whose file is unchanged."""
        with self.db.read() as session:
            ids = track_library.list_tracks_without_vector(session, stamp.name, stamp.version)
            tracks = track_library.get_tracks(session, ids)
        self._total += len(tracks)
        for track in tracks.values():
            path = Path(track.path)
            if not path.is_file():
                self._report(path, FileVerdict("broken", "the file is gone"))
            elif hash_file(path) != track.file_hash:  # another recording under its id would change what threads show
                self._report(path, FileVerdict("broken", "the file has changed since it was added"))
            else:
                yield FileTask(track.path, track.file_hash, track.guild_id, track.id, track.sound_hash)

    def analyse(self, pool: Pool, tasks: Iterator[FileTask]) -> None:
        """Analyse each file and store the result."""
        for task, answer in pool.run_tasks(tasks):
            path = Path(task.path)
            if isinstance(answer, TaskFailure):
                if answer.code not in _PASSING:
                    self.music.remember_refusal(path, answer.reason, task.file_hash)
                self._report(path, FileVerdict("broken", answer.reason))
                continue
            stamp = pool.get_start_info()
            found = self.music.settle(task, answer, partial(save_analysed_track, stamp=stamp))
            self._report(path, found, answer.track.traits.duration_s)

    def _report(self, path: Path, found: FileVerdict, sound_s: float = 0.0) -> None:
        self._done += 1
        self.report.sound_s += sound_s
        self.report.record(path, found.outcome, found.reason)
        if self._progress:
            done = FileDone(path, found.outcome, found.reason, sound_s, self._done, self._total, found.track_id)
            self._progress(done)
