"""Imports music into the library: finds files, skips known ones, analyses in parallel, stores each track at once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from musechat.clock import Clock
from musechat.settings import Settings
from musechat.track import make_track_id
from store import track_library
from store.database import Database
from worker.library.analysis_job import (
    AnalysedTrack,
    EncoderStamp,
    FileTask,
    LoadListening,
    load_listening_models,
    start_analysis,
)
from worker.library.file_scan import find_sound_files, hash_file
from worker.library.process_pool import ProcessPool, TaskFailure

Outcome = Literal["added", "renewed", "known", "twice", "broken"]
FILE_SECONDS = 300.0  # wall clock of one file


@dataclass(frozen=True, slots=True)
class FileDone:
    """Progress of an import: the outcome of one file, and how many of all are done."""

    path: Path
    outcome: Outcome
    reason: str = ""  # why it is broken, or which file it repeats
    sound_s: float = 0.0  # seconds of sound analysed
    done: int = 0
    total: int = 0
    track_id: str = ""  # the track that the file is; empty where it is broken


Progress = Callable[[FileDone], None]


@dataclass(slots=True)
class AddReport:
    """The outcome of an import: paths of the files by outcome, with the reason for broken and repeated ones."""

    added: list[Path] = field(default_factory=list)
    renewed: list[Path] = field(
        default_factory=list
    )  # analysed again: a new version of the analysis, or of the encoder
    known: list[Path] = field(default_factory=list)
    twice: list[tuple[Path, str]] = field(default_factory=list)
    broken: list[tuple[Path, str]] = field(default_factory=list)
    sound_s: float = 0.0

    def record(self, path: Path, outcome: Outcome, reason: str) -> None:
        """Add the outcome of one file."""
        match outcome:
            case "added":
                self.added.append(path)
            case "renewed":
                self.renewed.append(path)
            case "known":
                self.known.append(path)
            case "twice":
                self.twice.append((path, reason))
            case "broken":
                self.broken.append((path, reason))

    @property
    def usable(self) -> int:
        """Number of files whose track is now in the library."""
        return len(self.added) + len(self.renewed) + len(self.known) + len(self.twice)


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

    Every finished track is committed at once, so a run may be stopped at any time, and the next one continues it.

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

    files = find_sound_files(paths, SUFFIXES)
    run = _ImportRun(db, LISTEN_VERSION, progress, total=len(files))
    with _make_pool(settings, load, size, clock) as pool:
        run.analyse(pool, run.iter_new_files(files))
        # Then what an earlier encoder has embedded: new files first, since somebody waits for those.
        run.analyse(pool, run.iter_unembedded(pool.get_start_info()))
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
    track_library.save_track_vector(session, analysed.track.id, stamp.name, stamp.version, stamp.dim, analysed.vector)
    return new


def _make_pool(
    settings: Settings, load: LoadListening | None, size: int | None, clock: Clock = time.monotonic
) -> ProcessPool[FileTask, AnalysedTrack, EncoderStamp]:
    load = load or partial(load_listening_models, settings.profile)
    return ProcessPool(partial(start_analysis, load), size or os.cpu_count() or 1, FILE_SECONDS, clock)


class _ImportRun:
    """The state of one import."""

    def __init__(self, db: Database, version: str, progress: Progress | None, total: int) -> None:
        self.db = db
        self.version = version
        self.report = AddReport()
        self._progress = progress
        self._done, self._total = 0, total
        self._paths: dict[str, Path] = {}
        with db.read() as session:
            self._known = track_library.load_known_hashes(session, version)

    def iter_new_files(self, files: Iterable[Path]) -> Iterator[FileTask]:
        """Yield the files that must be analysed; known, repeated and unreadable ones are reported on the way."""
        for path in files:
            try:
                file_hash = hash_file(path)
            except OSError as error:
                self._report(path, "broken", f"cannot be read ({error.strerror})")
                continue
            if file_hash in self._paths:
                reason = f"the same file as {self._paths[file_hash]}"
                self._report(path, "twice", reason, track_id=make_track_id(file_hash))
                continue
            self._paths[file_hash] = path
            if file_hash in self._known:
                self._note_path(path, file_hash[:16])
                self._report(path, "known", track_id=make_track_id(file_hash))
            else:
                yield FileTask(str(path), file_hash)

    def iter_unembedded(self, stamp: EncoderStamp) -> Iterator[FileTask]:
        """Yield the library's tracks that lack a vector of this encoder and whose file is unchanged."""
        with self.db.read() as session:
            ids = track_library.list_tracks_without_vector(session, stamp.name, stamp.version)
            tracks = track_library.get_tracks(session, ids)
        self._total += len(tracks)
        for track in tracks.values():
            path = Path(track.path)
            if not path.is_file():
                self._report(path, "broken", "the file is gone")
            elif hash_file(path) != track.file_hash:  # another recording under its id would change what threads show
                self._report(path, "broken", "the file has changed since it was added")
            else:
                yield FileTask(track.path, track.file_hash, track.guild_id)

    def analyse(self, pool: ProcessPool[FileTask, AnalysedTrack, EncoderStamp], tasks: Iterator[FileTask]) -> None:
        """Analyse each file and store the result."""
        for task, answer in pool.run_tasks(tasks):
            if isinstance(answer, TaskFailure):
                self._report(Path(task.path), "broken", answer.reason)
            else:
                new = self._store(answer, pool.get_start_info())
                seconds = answer.track.traits.duration_s
                outcome: Outcome = "added" if new else "renewed"
                self._report(Path(task.path), outcome, sound_s=seconds, track_id=answer.track.id)

    def _store(self, analysed: AnalysedTrack, stamp: EncoderStamp) -> bool:
        with self.db.write() as session:
            known = track_library.get_track(session, analysed.track.id) if analysed.track.guild_id is not None else None
            if known is not None:  # its moderator's metadata takes precedence over the file's
                kept = replace(known, traits=analysed.track.traits, tags=analysed.track.tags)
                analysed = replace(analysed, track=kept)
            return save_analysed_track(session, analysed, stamp, self.version)

    def _note_path(self, path: Path, track_id: str) -> None:
        """Update the path of a known file that has moved; a second copy of one that is still there changes nothing."""
        with self.db.read() as session:
            track = track_library.get_track(session, track_id)
        if track is not None and track.path != str(path) and not Path(track.path).is_file():
            with self.db.write() as session:
                track_library.put_track(session, replace(track, path=str(path)), self.version)

    def _report(self, path: Path, outcome: Outcome, reason: str = "", sound_s: float = 0.0, track_id: str = "") -> None:
        self._done += 1
        self.report.sound_s += sound_s
        self.report.record(path, outcome, reason)
        if self._progress:
            self._progress(FileDone(path, outcome, reason, sound_s, self._done, self._total, track_id))
