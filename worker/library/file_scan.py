"""Finds sound files, and hashes their content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from musechat.errors import BadInput


def find_sound_files(paths: Iterable[Path], suffixes: frozenset[str]) -> list[Path]:
    """Find all sound files under some paths: absolute paths, sorted, each once.

    A file that is named is taken whatever its suffix; folders are walked without hidden entries, and each folder once,
    however many links lead to it.

    Raises:
        BadInput: a path does not exist or cannot be read, or no sound file was found at all.

    """
    given = [Path(p) for p in paths]
    found: dict[Path, None] = {}
    for path in given:
        if path.is_dir():
            found.update(dict.fromkeys(_walk_folder(path.absolute(), suffixes)))
        elif path.exists():
            found[path.absolute()] = None
        else:
            raise BadInput("no-such-file", f"There is no file or folder {path}", "Check the path")
    if not found:
        kinds = ", ".join(sorted(s.removeprefix(".") for s in suffixes))
        where = ", ".join(str(p) for p in given)
        raise BadInput("no-sound-files", f"No sound files were found in {where}", f"Give a folder with {kinds} files")
    return sorted(found)


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _walk_folder(top: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    # By device and inode, since links may lead in a circle.
    seen: set[tuple[int, int]] = set()
    _is_new_folder(top, seen)
    for folder, inner, names in os.walk(top, followlinks=True, onerror=_refuse_folder):
        here = Path(folder)
        inner[:] = sorted(n for n in inner if not n.startswith(".") and _is_new_folder(here / n, seen))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes:
                yield here / name


def _is_new_folder(folder: Path, seen: set[tuple[int, int]]) -> bool:
    try:
        status = folder.stat()
    except OSError:
        return False
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _refuse_folder(error: OSError) -> None:
    raise BadInput(
        "unreadable-folder",
        f"The folder {error.filename} cannot be read ({error.strerror})",
        "Allow reading it, or leave it out",
    ) from error
