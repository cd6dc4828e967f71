"""The files of watched folders as they were last read: what has not changed since is not read again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, insert, select, true, update
from sqlalchemy.orm import Session

from store.tables import LibraryFileRow
from store.track_library import BATCH
from store.upsert import upsert_row

_FEW_FOLDERS = 20  # more cost more one by one than the whole table


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One file, by its path; ``changed_ns`` is the later of its times of change."""

    path: str
    size: int
    changed_ns: int
    track_id: str | None = None
    reason: str = ""  # why it cannot be used; empty where it can
    is_gone: bool = False
    hidden: bool = False  # its track was taken from the library because of it


def make_file_key(path: str) -> str:
    """The key of a path's row."""
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def load_library_files(session: Session, files: Iterable[str], folders: Collection[str]) -> dict[str, LibraryFile]:
    """Load files by their paths, and all in some folders, which may have been files, by path."""
    columns = [getattr(LibraryFileRow, name) for name in LibraryFile.__dataclass_fields__]
    keys = [make_file_key(path) for path in (*files, *folders)]
    wanted: list[ColumnElement[bool]] = [
        LibraryFileRow.key.in_(keys[start : start + BATCH]) for start in range(0, len(keys), BATCH)
    ]
    few = len(folders) <= _FEW_FOLDERS
    wanted += (
        [LibraryFileRow.path.startswith(f"{f.rstrip('/')}/", autoescape=True) for f in folders] if few else [true()]
    )
    found: dict[str, LibraryFile] = {}
    for condition in wanted:
        found.update((row.path, LibraryFile(*row)) for row in session.execute(select(*columns).where(condition)))
    if few:
        return found
    inside = {*files, *folders}
    return {path: file for path, file in found.items() if _lies_in(path, inside)}


def _lies_in(path: str, places: set[str]) -> bool:
    """Whether a path or a folder above it is among some places."""
    while path and path not in places:
        path = path.rpartition("/")[0]
    return bool(path)


def save_library_file(session: Session, file: LibraryFile) -> None:
    """Store a file as it was read."""
    values = {name: getattr(file, name) for name in LibraryFile.__dataclass_fields__}
    upsert_row(session, LibraryFileRow, ("key",), {"key": make_file_key(file.path), **values})


def insert_library_files(session: Session, files: Iterable[LibraryFile]) -> None:
    """Store many files that are not there yet."""
    rows = [
        {"key": make_file_key(f.path), **{n: getattr(f, n) for n in LibraryFile.__dataclass_fields__}} for f in files
    ]
    for start in range(0, len(rows), BATCH):
        session.execute(insert(LibraryFileRow), rows[start : start + BATCH])


def mark_files(session: Session, paths: Iterable[str], *, is_gone: bool) -> None:
    """Note that files are gone, or back."""
    keys = [make_file_key(path) for path in paths]
    for start in range(0, len(keys), BATCH):
        those = LibraryFileRow.key.in_(keys[start : start + BATCH])
        session.execute(update(LibraryFileRow).where(those).values(is_gone=is_gone))


def set_files_hidden(session: Session, track_ids: Iterable[str], *, hidden: bool) -> None:
    """Note of which tracks we took out of the library, or put back."""
    ids = sorted(set(track_ids))
    for start in range(0, len(ids), BATCH):
        those = LibraryFileRow.track_id.in_(ids[start : start + BATCH])
        session.execute(update(LibraryFileRow).where(those).values(hidden=hidden))
