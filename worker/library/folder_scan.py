"""Looks through folders of music without opening a file: what is there, how large, and when it last changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# Folders of file systems and of storage boxes: never anybody's music.
NOT_MUSIC = frozenset({"lost+found", "@eadir", "#recycle", "#snapshot", "$recycle.bin", "system volume information"})


@dataclass(frozen=True, slots=True)
class FileState:
    """Two readings that are equal mean that the file has not changed between them."""

    size: int
    changed_ns: int


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
            _scan_tree(str(path), suffixes, scan, seen)
        elif path.suffix.lower() in suffixes:
            _add_file(str(path), scan)
    return scan


def is_music_path(path: str, tops: Iterable[str], suffixes: frozenset[str]) -> bool:
    """Whether a look through the folders ``tops`` would come to this file or folder; also to one that is gone."""
    inner = next((path[len(top) :] for top in tops if path.startswith(top)), path)
    if any(part.startswith(".") or part.lower() in NOT_MUSIC for part in Path(inner).parts):
        return False
    return _get_suffix(path) in suffixes or not Path(path).is_file()


def _scan_tree(top: str, suffixes: frozenset[str], scan: FolderScan, seen: set[tuple[int, int]]) -> None:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            status = Path(folder).stat()
            if (status.st_dev, status.st_ino) in seen:  # links may lead in a circle
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                waiting += _take_entries(entries, suffixes, scan)
        except OSError as error:
            scan.unreadable.append((folder, error.strerror or "it cannot be read"))


def _take_entries(entries: Iterable[os.DirEntry[str]], suffixes: frozenset[str], scan: FolderScan) -> list[str]:
    """Note the sound files of one folder; returns the folders in it."""
    inner: list[str] = []
    for entry in entries:
        if entry.name.startswith(".") or entry.name.lower() in NOT_MUSIC:
            continue
        if entry.is_dir():
            inner.append(entry.path)
        elif _get_suffix(entry.name) in suffixes:
            _add_file(entry.path, scan, entry)
    return inner


def _add_file(path: str, scan: FolderScan, entry: os.DirEntry[str] | None = None) -> None:
    try:
        status = entry.stat() if entry else Path(path).stat()
        path.encode()
    except UnicodeEncodeError:
        scan.unreadable.append((os.fsencode(path).decode("utf-8", "replace"), "its name is no text"))
    except OSError:
        return  # gone since, or a link to nothing
    else:
        # The inode's time too: it tells of new rights, and of a file put in place with an old date.
        scan.files[path] = FileState(status.st_size, max(status.st_mtime_ns, status.st_ctime_ns))


def _get_suffix(name: str) -> str:
    # As pathlib has it, without making a path: this runs for each of a hundred thousand files.
    return "." + name.rpartition(".")[2].lower()
