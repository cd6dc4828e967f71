"""Files that were looked at, by path: unchanged ones are neither read nor decoded again, refused ones included."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from musechat.library_paths import store_path
from store.tables import KnownFileRow, utc_now
from store.track_library import BATCH
from store.upsert import upsert_row


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when it was last looked at."""

    path: str  # as the file system has it
    size: int
    changed_ns: int
    beside: str  # stamp of the lists beside it
    file_hash: str
    version: str  # of the analysis
    sound_hash: str = ""
    track_id: str | None = None
    refusal: str = ""  # why it is not used, one line; "" where it is

    def is_unchanged(self, size: int, changed_ns: int, version: str) -> bool:
        """Whether a file of this size and time is the one that this version of the analysis has looked at."""
        return (self.size, self.changed_ns, self.version) == (size, changed_ns, version)


_FIELDS = tuple(name for name in KnownFile.__slots__ if name != "path")


def load_known_files(session: Session, paths: Iterable[str]) -> dict[str, KnownFile]:
    """Load what is known of these paths; new ones are left out."""
    by_key = {make_path_key(path): path for path in paths}
    keys, found = list(by_key), dict[str, KnownFile]()
    for start in range(0, len(keys), BATCH):
        columns = (KnownFileRow.key, *(getattr(KnownFileRow, name) for name in _FIELDS))
        for key, *values in session.execute(select(*columns).where(KnownFileRow.key.in_(keys[start : start + BATCH]))):
            found[by_key[key]] = KnownFile(by_key[key], *values)
    return found


def save_known_file(session: Session, file: KnownFile) -> None:
    """Store a file as it was looked at."""
    values = {name: getattr(file, name) for name in _FIELDS} | {"path": store_path(file.path), "seen_at": utc_now()}
    upsert_row(session, KnownFileRow, ("key",), {"key": make_path_key(file.path), **values})


def insert_known_files(session: Session, files: Iterable[KnownFile]) -> None:
    """Store many files that are new."""
    rows = [
        {name: getattr(file, name) for name in _FIELDS}
        | {"key": make_path_key(file.path), "path": store_path(file.path), "seen_at": utc_now()}
        for file in files
    ]
    for start in range(0, len(rows), BATCH):
        session.execute(insert(KnownFileRow), rows[start : start + BATCH])


def find_track_of_file(session: Session, file_hash: str, sound_hash: str) -> str | None:
    """The track that a file with these bytes, or this sound, was before."""
    for column, value in ((KnownFileRow.file_hash, file_hash), (KnownFileRow.sound_hash, sound_hash)):
        known = select(KnownFileRow.track_id).where(column == value, KnownFileRow.track_id.is_not(None))
        if value and (found := session.scalar(known.limit(1))) is not None:
            return found
    return None


def point_files_to(session: Session, track_id: str, instead_of: str) -> None:
    """Let the files of one track be files of another."""
    session.execute(update(KnownFileRow).where(KnownFileRow.track_id == instead_of).values(track_id=track_id))


def make_path_key(path: str) -> str:
    """The key of a path's row."""
    return hashlib.sha256(store_path(path).encode()).hexdigest()[:32]
