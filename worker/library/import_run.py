"""Adding music to the library: find, skip what is known, listen in parallel, keep each track as soon as it is done."""

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
from store import track_library
from store.database import Database
from worker.library.analysis_job import (
    AnalysedTrack,
    EncoderStamp,
    FileTask,
    LoadEncoder,
    load_music_encoder,
    start_hearing,
)
from worker.library.file_scan import find_sound_files, hash_file
from worker.library.process_pool import ProcessPool, TaskFailure

Outcome = Literal["added", "renewed", "known", "twice", "broken"]
FILE_SECONDS = 300.0  # wall clock of one file


@dataclass(frozen=True, slots=True)
class FileDone:
    """One file is dealt with."""

    path: Path
    outcome: Outcome
    reason: str = ""  # why it is broken, or which file it repeats
    sound_s: float = 0.0  # how much sound was analysed
    done: int = 0
    total: int = 0


Progress = Callable[[FileDone], None]


@dataclass(slots=True)
class AddReport:
    """What became of all files: their paths, and for broken and repeated ones the reason."""

    added: list[Path] = field(default_factory=list)
    renewed: list[Path] = field(default_factory=list)  # heard again: a new version of the analysis, or of the encoder
    known: list[Path] = field(default_factory=list)
    twice: list[tuple[Path, str]] = field(default_factory=list)
    broken: list[tuple[Path, str]] = field(default_factory=list)
    sound_s: float = 0.0

    @property
    def usable(self) -> int:
        """Number of files whose track is now in the library."""
        return len(self.added) + len(self.renewed) + len(self.known) + len(self.twice)


def add(
    paths: Iterable[Path],
    db: Database,
    settings: Settings,
    progress: Progress | None = None,
    *,
    load: LoadEncoder | None = None,
    size: int | None = None,
    clock: Clock = time.monotonic,
) -> AddReport:
    """Bring files and folders into the library.

    Every finished track is committed at once: stop it however you like, and the next run goes on where it stopped.

    Args:
        paths: files and folders.
        db: a database of the current version.
        settings: names the profile whose music encoder listens.
        progress: told of each file as it is dealt with.
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
    with _crew(settings, load, size, clock) as crew:
        run.hear(crew, run.new_files(files))
        run.hear(crew, run.unheard(crew.about()))
    return run.report


def reembed(
    db: Database,
    settings: Settings,
    progress: Progress | None = None,
    *,
    load: LoadEncoder | None = None,
    size: int | None = None,
) -> AddReport:
    """Listen again to every track that the profile's music encoder, in its present version, has not heard.

    Arguments and errors as for :func:`add`. A track whose file is gone or has changed is reported broken and stays.
    """
    from media.listen import LISTEN_VERSION

    run = _ImportRun(db, LISTEN_VERSION, progress, total=0)
    with _crew(settings, load, size) as crew:
        run.hear(crew, run.unheard(crew.about()))
    return run.report


def keep_heard(session: Session, heard: AnalysedTrack, stamp: EncoderStamp, version: str) -> bool:
    """Bring a track that was heard into the library; True where the library did not have it."""
    new = track_library.put_track(session, heard.track, version)
    track_library.save_track_vector(session, heard.track.id, stamp.name, stamp.version, stamp.dim, heard.vector)
    return new


def _crew(
    settings: Settings, load: LoadEncoder | None, size: int | None, clock: Clock = time.monotonic
) -> ProcessPool[FileTask, AnalysedTrack, EncoderStamp]:
    load = load or partial(load_music_encoder, settings.profile)
    return ProcessPool(partial(start_hearing, load), size or os.cpu_count() or 1, FILE_SECONDS, clock)


class _ImportRun:
    """One run's bookkeeping."""

    def __init__(self, db: Database, version: str, progress: Progress | None, total: int) -> None:
        self.db = db
        self.version = version
        self.report = AddReport()
        self._progress = progress
        self._done, self._total = 0, total
        self._met: dict[str, Path] = {}
        with db.read() as session:
            self._known = track_library.known_hashes(session, version)

    def new_files(self, files: Iterable[Path]) -> Iterator[FileTask]:
        """The files that need listening to; the others are dealt with on the way."""
        for path in files:
            try:
                file_hash = hash_file(path)
            except OSError as error:
                self._tell(path, "broken", f"cannot be read ({error.strerror})")
                continue
            if file_hash in self._met:
                self._tell(path, "twice", f"the same file as {self._met[file_hash]}")
                continue
            self._met[file_hash] = path
            if file_hash in self._known:
                self._note_path(path, file_hash[:16])
                self._tell(path, "known")
            else:
                yield FileTask(str(path), file_hash)

    def unheard(self, stamp: EncoderStamp) -> Iterator[FileTask]:
        """The library's tracks that lack a vector of this encoder."""
        with self.db.read() as session:
            ids = track_library.tracks_without_vector(session, stamp.name, stamp.version)
            tracks = track_library.get_tracks(session, ids)
        self._total += len(tracks)
        for track in tracks.values():
            path = Path(track.path)
            if not path.is_file():
                self._tell(path, "broken", "the file is gone")
            elif hash_file(path) != track.file_hash:
                self._tell(path, "broken", "the file has changed since it was added")
            else:
                yield FileTask(track.path, track.file_hash, track.guild_id)

    def hear(self, crew: ProcessPool[FileTask, AnalysedTrack, EncoderStamp], tasks: Iterator[FileTask]) -> None:
        """Listen to each file and keep what was heard."""
        for task, answer in crew.run(tasks):
            if isinstance(answer, TaskFailure):
                self._tell(Path(task.path), "broken", answer.reason)
            else:
                new = self._keep(answer, crew.about())
                seconds = answer.track.traits.duration_s
                self._tell(Path(task.path), "added" if new else "renewed", sound_s=seconds)

    def _keep(self, heard: AnalysedTrack, stamp: EncoderStamp) -> bool:
        with self.db.write() as session:
            known = track_library.get_track(session, heard.track.id) if heard.track.guild_id is not None else None
            if known is not None:  # what its moderator said of it counts, and not the file
                heard = replace(heard, track=replace(known, traits=heard.track.traits, tags=heard.track.tags))
            return keep_heard(session, heard, stamp, self.version)

    def _note_path(self, path: Path, track_id: str) -> None:
        """A known file that has moved: remember where it is now. A second copy changes nothing."""
        with self.db.read() as session:
            track = track_library.get_track(session, track_id)
        if track is not None and track.path != str(path) and not Path(track.path).is_file():
            with self.db.write() as session:
                track_library.put_track(session, replace(track, path=str(path)), self.version)

    def _tell(self, path: Path, outcome: Outcome, reason: str = "", sound_s: float = 0.0) -> None:
        self._done += 1
        self.report.sound_s += sound_s
        if outcome in ("twice", "broken"):
            getattr(self.report, outcome).append((path, reason))
        else:
            getattr(self.report, outcome).append(path)
        if self._progress:
            self._progress(FileDone(path, outcome, reason, sound_s, self._done, self._total))
