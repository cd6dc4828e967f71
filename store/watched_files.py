"""The files of watched folders as they were last seen: what has not changed since is not opened again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, insert, select, true, update
from sqlalchemy.orm import Session

from musechat.library_paths import list_stored_beginnings, load_path, store_path
from store.known_files import make_path_key
from store.tables import WatchedFileRow
from store.track_library import BATCH
from store.upsert import upsert_row

_FEW_FOLDERS = 20  # more cost more one by one than the whole table


@dataclass(frozen=True, slots=True)
class FolderFile:
    """One file, by its path as the file system has it; ``changed_ns`` is the later of its times of change."""

    path: str
    size: int
    changed_ns: int
    track_id: str | None = None
    is_gone: bool = False
    hidden: bool = False  # its track was taken from the library because of it


def load_watched_files(session: Session, files: Iterable[str], folders: Collection[str]) -> dict[str, FolderFile]:
    """Load files by their paths, and all in some folders, which may have been files, by path."""
    columns = [getattr(WatchedFileRow, name) for name in FolderFile.__dataclass_fields__]
    keys = [make_path_key(path) for path in (*files, *folders)]
    wanted: list[ColumnElement[bool]] = [
        WatchedFileRow.key.in_(keys[start : start + BATCH]) for start in range(0, len(keys), BATCH)
    ]
    few = len(folders) <= _FEW_FOLDERS
    beginnings = [each for folder in folders for each in list_stored_beginnings(folder)]
    wanted += [WatchedFileRow.path.startswith(each, autoescape=True) for each in beginnings] if few else [true()]
    found: dict[str, FolderFile] = {}
    for condition in wanted:
        for stored, *values in session.execute(select(*columns).where(condition)):
            path = load_path(stored)
            found[path] = FolderFile(path, *values)
    if few:
        return found
    inside = {*files, *folders}
    return {path: file for path, file in found.items() if _lies_in(path, inside)}


def _lies_in(path: str, places: set[str]) -> bool:
    """Whether a path or a folder above it is among some places."""
    while path and path not in places:
        path = path.rpartition("/")[0]
    return bool(path)


def save_watched_file(session: Session, file: FolderFile) -> None:
    """Store a file as it was read."""
    upsert_row(session, WatchedFileRow, ("key",), _make_values(file))


def insert_watched_files(session: Session, files: Iterable[FolderFile]) -> None:
    """Store many files that are not there yet."""
    rows = [_make_values(file) for file in files]
    for start in range(0, len(rows), BATCH):
        session.execute(insert(WatchedFileRow), rows[start : start + BATCH])


def _make_values(file: FolderFile) -> dict[str, Any]:
    values = {name: getattr(file, name) for name in FolderFile.__dataclass_fields__}
    return {**values, "key": make_path_key(file.path), "path": store_path(file.path)}


def mark_files(session: Session, paths: Iterable[str], *, is_gone: bool) -> None:
    """Note that files are gone, or back."""
    keys = [make_path_key(path) for path in paths]
    for start in range(0, len(keys), BATCH):
        those = WatchedFileRow.key.in_(keys[start : start + BATCH])
        session.execute(update(WatchedFileRow).where(those).values(is_gone=is_gone))


def set_files_hidden(session: Session, track_ids: Iterable[str], *, hidden: bool) -> None:
    """Note of which tracks we took out of the library, or put back."""
    ids = sorted(set(track_ids))
    for start in range(0, len(ids), BATCH):
        those = WatchedFileRow.track_id.in_(ids[start : start + BATCH])
        session.execute(update(WatchedFileRow).where(those).values(hidden=hidden))
