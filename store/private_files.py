"""Restricts the data folder, with members' clips and words, to its owner."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
# What the program writes in the data folder, with everything inside. An operator may keep their own music beside it.
OWN = (
    *("musechat.db*", "musechat-*.db", "music/[0-9]*"),
    *("blobs", "vectors", "serving", "weights", "training", "evaluation", "demo"),
)

log = logging.getLogger(__name__)


def restrict_new_files() -> None:
    """Set the umask, so that files of this process and its children are readable by their owner only."""
    os.umask(0o777 & ~FOLDER_MODE)


def restrict_folder(folder: Path) -> None:
    """Remove others' access to a data folder and to what the program wrote in it; other files keep their modes.

    Leaves files of other owners, and folders that everybody may write to such as ``/tmp``, as they are.
    """
    if not _is_ours(folder) or folder.stat().st_mode & stat.S_ISVTX:
        log.warning("other users may be able to look into %s: it belongs to somebody else or is shared", folder)
        return
    if not _restrict_path(folder) and not _is_open_inside(folder):
        return  # closed before, and what was written since is closed too
    for path in _iter_our_files(folder):
        _restrict_path(path)


def is_private(folder: Path) -> bool:
    """Whether only its owner may enter a folder."""
    return not stat.S_IMODE(folder.stat().st_mode) & ~FOLDER_MODE


def _iter_our_files(folder: Path) -> Iterator[Path]:
    for pattern in OWN:
        for path in folder.glob(pattern):
            yield from _walk_files(path)


def _walk_files(path: Path) -> Iterator[Path]:
    """Yield a file, or a folder and everything in it, without following links."""
    if path.is_symlink():
        return
    yield path
    if path.is_dir():
        for parent, folders, files in os.walk(path):
            yield from (Path(parent) / name for name in (*folders, *files))


def _is_open_inside(folder: Path) -> bool:
    """Whether the database is accessible to others, as earlier versions left it."""
    files = (path for path in folder.glob("musechat.db*") if path.is_file())
    return any(stat.S_IMODE(path.stat().st_mode) & ~FILE_MODE for path in files)


def _restrict_path(path: Path) -> bool:
    """Remove others' permissions from a file or folder of ours; returns whether there were any."""
    if path.is_symlink() or not _is_ours(path):
        return False
    mode = stat.S_IMODE(path.stat().st_mode)
    wanted = mode & (FOLDER_MODE if path.is_dir() else FILE_MODE)
    if mode == wanted:
        return False
    try:
        path.chmod(wanted)
    except OSError as error:
        log.warning("%s could not be closed to others (%s)", path, error.strerror)
    return True


def _is_ours(path: Path) -> bool:
    try:
        return path.lstat().st_uid == os.geteuid()
    except (OSError, AttributeError):  # gone meanwhile; a system without users
        return False
