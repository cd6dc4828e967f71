"""What the library knows of files before anything is decoded, and what it makes of those that were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy.orm import Session

from musechat.errors import BadInput
from musechat.library_paths import show_path
from musechat.track import Track, make_track_id
from store.database import Database
from store.known_files import KnownFile, load_known_files, save_known_file
from store.track_identity import find_by_bytes, find_by_sound
from store.track_library import get_track, load_listed_versions, put_track, remove_track
from store.track_merge import merge_same_sound
from worker.library.analysis_job import AnalysedTrack, FileTask
from worker.library.file_scan import hash_file
from worker.library.import_report import Outcome
from worker.library.metadata_refresh import FILE_FIELDS, reread_metadata
from worker.library.recognition import find_same_track, is_better_file


class FileVerdict(NamedTuple):
    """The outcome of a file, why, and the track that it is; "" where it is none."""

    outcome: Outcome
    reason: str = ""
    track_id: str = ""


class SaveTrack(Protocol):
    """Stores an analysed track; True where the library did not have it."""

    def __call__(self, session: Session, analysed: AnalysedTrack, *, version: str) -> bool:
        """Store it."""


class KnownMusic:
    """Recognises files; one for each import.

    Args:
        db: the library's.
        version: of the analysis; what another version has analysed is analysed again.

    """

    def __init__(self, db: Database, version: str) -> None:
        self.db = db
        self.version = version
        self._files: dict[str, KnownFile] = {}
        self._seen: dict[str, Path] = {}  # by hash: the files of this run
        self._sounds: dict[str, str] = {}  # by hash: the sound of those that are to be listened to
        with db.read() as session:
            listed = load_listed_versions(session)
        self._current = {track_id for track_id, (by, _) in listed.items() if by == version}
        self._homes = {track_id: path for track_id, (_, path) in listed.items()}

    def load_files(self, paths: Iterable[Path]) -> None:
        """Load what is known of the files to come, all at once."""
        with self.db.read() as session:
            self._files = load_known_files(session, map(str, paths))

    def look_at(self, path: Path) -> FileTask | FileVerdict:
        """The outcome of a file that needs no analysis, else the task of analysing it."""
        try:
            known = self._find_unchanged(path)
            if known is not None:
                return known
            file_hash = hash_file(path)
        except OSError as error:
            return FileVerdict("broken", f"cannot be read ({error.strerror})")
        if file_hash in self._seen:
            return FileVerdict(
                "twice", f"the same file as {show_path(self._seen[file_hash])}", self._find_id(file_hash)
            )
        self._seen[file_hash] = path
        with self.db.read() as session:
            track = find_by_bytes(session, file_hash)
        if track is not None:
            return self._take_known(path, track, file_hash, track.sound_hash)
        return self._look_at_sound(path, file_hash)

    def settle(self, task: FileTask, analysed: AnalysedTrack, save: SaveTrack) -> FileVerdict:
        """Store an analysed file as the track that it is: a new one, or one that the library has."""
        path = Path(task.path)
        with self.db.write() as session:
            own = get_track(session, task.known_id) if task.known_id else None
            same = own or find_same_track(session, analysed)
            if same is None:
                outcome = FileVerdict("added" if save(session, analysed, version=self.version) else "renewed")
                track = analysed.track
                self._retire_former(session, path)
            else:
                track, outcome = self._merge_into(session, same, path, analysed, save)
            # Rows that an older version kept apart become one.
            kept = merge_same_sound(session, track.sound_hash, track.guild_id) or track.id
            if task.guild_id is None:
                save_known_file(session, self._describe_file(path, kept, task.file_hash, analysed.track.sound_hash))
        self._current.discard(track.id)
        self._current.add(kept)
        self._homes.setdefault(kept, track.path)
        return outcome._replace(track_id=kept)

    def remember_refusal(self, path: Path, reason: str, file_hash: str) -> None:
        """Note that a file cannot be used, so that it is not tried again until it changes."""
        with self.db.write() as session:
            save_known_file(session, replace(self._describe_file(path, None, file_hash, ""), refusal=reason))

    def _find_unchanged(self, path: Path) -> FileVerdict | None:
        from media.listen.sidecar_files import stamp_beside

        known, status = self._files.get(str(path)), path.stat()
        if known is None or not known.is_unchanged(status.st_size, status.st_mtime_ns, self.version):
            return None
        if known.refusal:
            return FileVerdict("broken", known.refusal)
        if known.track_id not in self._current or known.beside != stamp_beside(path):
            return None
        home = self._homes.get(known.track_id or "", "")
        if home != str(path) and not Path(home).is_file():
            return None  # the track's own file is gone: this one takes its place
        self._seen.setdefault(known.file_hash, path)
        return FileVerdict("known", track_id=known.track_id)

    def _look_at_sound(self, path: Path, file_hash: str) -> FileTask | FileVerdict:
        from media.listen.sound_hash import hash_sound

        try:
            sound_hash = hash_sound(path)
        except BadInput as error:
            self.remember_refusal(path, error.message, file_hash)
            return FileVerdict("broken", error.message)
        with self.db.read() as session:
            track = find_by_sound(session, sound_hash)
        if track is not None:
            return self._take_known(path, track, file_hash, sound_hash)
        self._sounds[file_hash] = sound_hash
        return FileTask(str(path), file_hash, sound_hash=sound_hash)

    def _take_known(self, path: Path, track: Track, file_hash: str, sound_hash: str) -> FileTask | FileVerdict:
        """Let a file be the track that its bytes or its sound were, without listening to it again."""
        if track.id not in self._current:
            return FileTask(str(path), file_hash, known_id=track.id, sound_hash=sound_hash)
        is_its_own = track.path == str(path) or not Path(track.path).is_file()
        told = FileVerdict("known", track_id=track.id)
        with self.db.write() as session:
            if is_its_own:
                fresh = replace(reread_metadata(track, path), file_hash=file_hash, sound_hash=sound_hash)
                if _differs(track, fresh):
                    put_track(session, fresh, self.version)
                    told = told._replace(outcome="known" if _is_only_moved(track, fresh) else "retagged")
            elif track.file_hash != file_hash:
                told = FileVerdict("twice", f"the same sound as {show_path(track.path)}", track.id)
            save_known_file(session, self._describe_file(path, track.id, file_hash, sound_hash))
        return told

    def _retire_former(self, session: Session, path: Path) -> None:
        """Take the track out whose file was overwritten with another recording: it cannot be played any more."""
        known = self._files.get(str(path))
        former = known.track_id if known is not None else None
        if former is not None and self._homes.get(former) == str(path):
            remove_track(session, former)
            self._current.discard(former)

    def _merge_into(
        self, session: Session, same: Track, path: Path, analysed: AnalysedTrack, save: SaveTrack
    ) -> tuple[Track, FileVerdict]:
        old = Path(same.path)
        is_there = same.path != str(path) and old.is_file()
        is_listed = same.id in self._current
        fresh = replace(analysed, track=replace(analysed.track, id=same.id, guild_id=same.guild_id))
        if is_there and is_listed and not is_better_file(path, old):
            return same, FileVerdict("twice", f"the same recording as {show_path(old)}")
        if same.guild_id is not None or (is_there and is_listed):
            # Its moderator's words, or those of the file that was there first, take precedence.
            kept = {name: getattr(same, name) for name in FILE_FIELDS}
            fresh = replace(fresh, track=replace(fresh.track, **kept))
        new = save(session, fresh, version=self.version)
        if is_there and is_listed:
            return fresh.track, FileVerdict("twice", f"a better file of {show_path(old)}, used from now on")
        is_same_sound = same.sound_hash in ("", analysed.track.sound_hash)
        return fresh.track, FileVerdict("added" if new else "renewed" if is_same_sound else "retagged")

    def _find_id(self, file_hash: str) -> str:
        """The track of a file of this run, also one that is still listened to."""
        with self.db.read() as session:
            track = find_by_bytes(session, file_hash)
        return track.id if track else make_track_id(self._sounds[file_hash])

    def _describe_file(self, path: Path, track_id: str | None, file_hash: str, sound_hash: str) -> KnownFile:
        from media.listen.sidecar_files import stamp_beside

        status = path.stat()
        stamps = (status.st_size, status.st_mtime_ns, stamp_beside(path))
        return KnownFile(str(path), *stamps, file_hash, self.version, sound_hash, track_id)


def _differs(one: Track, other: Track) -> bool:
    # When a statement was read is no difference.
    return replace(one, statements=()) != replace(other, statements=()) or [
        replace(s, seen_at="") for s in one.statements
    ] != [replace(s, seen_at="") for s in other.statements]


def _is_only_moved(one: Track, other: Track) -> bool:
    return _without_place(one) == _without_place(other)


def _without_place(track: Track) -> Track:
    return replace(track, path="", file_hash="", sound_hash="", statements=())
