"""Looks through folders of music without opening a file: what is there, how large, and when it last changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# Lists that say what the files of their folder, and of up to two folders below, are and under which licence.
TABLES = frozenset({"licences.csv", "licenses.csv"})
NOTE = ".json"  # beside a file, after its whole name
# Folders of file systems and of storage boxes: never anybody's music.
NOT_MUSIC = frozenset({"lost+found", "@eadir", "#recycle", "#snapshot", "$recycle.bin", "system volume information"})


@dataclass(frozen=True, slots=True)
class FileState:
    """Two readings that are equal mean that neither the file nor what is said of it has changed between them."""

    size: int
    changed_ns: int  # the latest of the times of the file, the note beside it and the lists above it


@dataclass(slots=True)
class FolderScan:
    """What a look found: sound files by absolute path, and what could not be read, with the reason."""

    files: dict[str, FileState] = field(default_factory=dict)
    unreadable: list[tuple[str, str]] = field(default_factory=list)


def scan_paths(paths: Iterable[Path], suffixes: frozenset[str]) -> FolderScan:
    """Look at files, and through folders with all that is in them; what does not exist is simply not found.

    Hidden entries, and those that :data:`NOT_MUSIC` names, are passed over; a folder that cannot be read is named, and
    the look goes on.
    """
    scan, seen = FolderScan(), set[tuple[int, int]]()
    for path in paths:
        if path.is_dir():
            _scan_tree(path, suffixes, scan, seen)
        elif path.suffix.lower() in suffixes:
            said_ns = max(_read_time(Path(f"{path}{NOTE}")), *(_find_table_time(up) for up in list(path.parents)[:3]))
            _add_file(str(path), scan, said_ns)
    return scan


def find_subject(path: Path, suffixes: frozenset[str]) -> Path:
    """What a changed path is about: a list is about its folder, a note about the file beside it."""
    if path.name.lower() in TABLES:
        return path.parent
    about = path.with_name(path.name[: -len(NOTE)]) if path.name.endswith(NOTE) else path
    return about if about.suffix.lower() in suffixes else path


def is_music_path(path: str, tops: Iterable[str], suffixes: frozenset[str]) -> bool:
    """Whether a look through the folders ``tops`` would come to this file or folder; also to one that is gone."""
    inner = next((path[len(top) :] for top in tops if path.startswith(top)), path)
    if any(part.startswith(".") or part.lower() in NOT_MUSIC for part in Path(inner).parts):
        return False
    about = find_subject(Path(path), suffixes)
    return _get_suffix(about.name) in suffixes or not Path(path).is_file() or about != Path(path)


def _scan_tree(top: Path, suffixes: frozenset[str], scan: FolderScan, seen: set[tuple[int, int]]) -> None:
    above = (_find_table_time(top.parent), _find_table_time(top.parent.parent))
    waiting = [(str(top), above)]
    while waiting:
        folder, above = waiting.pop()
        try:
            status = Path(folder).stat()
            if (status.st_dev, status.st_ino) in seen:  # links may lead in a circle
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                listed = [e for e in entries if not e.name.startswith(".") and e.name.lower() not in NOT_MUSIC]
            table_ns = max((_read_time(e) for e in listed if e.name.lower() in TABLES), default=0)
            inner = _take_entries(listed, suffixes, scan, max(table_ns, *above))
            waiting += [(path, (table_ns, above[0])) for path in inner]
        except OSError as error:
            scan.unreadable.append((folder, error.strerror or "it cannot be read"))


def _take_entries(
    entries: list[os.DirEntry[str]], suffixes: frozenset[str], scan: FolderScan, table_ns: int
) -> list[str]:
    """Note the sound files of one folder; returns the folders in it."""
    notes = {entry.name[: -len(NOTE)]: entry for entry in entries if entry.name.endswith(NOTE)}
    inner: list[str] = []
    for entry in entries:
        if entry.is_dir():
            inner.append(entry.path)
        elif _get_suffix(entry.name) in suffixes:
            note = notes.get(entry.name)
            _add_file(entry.path, scan, max(table_ns, _read_time(note)) if note else table_ns, entry)
    return inner


def _add_file(path: str, scan: FolderScan, said_ns: int, entry: os.DirEntry[str] | None = None) -> None:
    try:
        status = entry.stat() if entry else Path(path).stat()
    except OSError:
        return  # gone since, or a link to nothing
    else:
        # The inode's time too: it tells of new rights, and of a file put in place with an old date.
        scan.files[path] = FileState(status.st_size, max(status.st_mtime_ns, status.st_ctime_ns, said_ns))


def _find_table_time(folder: Path) -> int:
    """When the lists of a folder last changed; 0 where it has none."""
    try:
        with os.scandir(folder) as entries:
            return max((_read_time(entry) for entry in entries if entry.name.lower() in TABLES), default=0)
    except OSError:
        return 0


def _read_time(entry: os.DirEntry[str] | Path) -> int:
    try:
        return entry.stat().st_mtime_ns
    except OSError:
        return 0


def _get_suffix(name: str) -> str:
    # As pathlib has it, without making a path: this runs for each of a hundred thousand files.
    stem, _, kind = name.rpartition(".")
    return f".{kind.lower()}" if stem else ""
