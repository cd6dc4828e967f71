"""The files of guilds' own tracks: their folder, their names, and the space that they may take."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from musechat.errors import BadInput
from musechat.settings import Settings

GUILD_BYTES = 5 * 1024**3  # of all files of one guild: its moderators fill a disk that all guilds share
INCOMING = ".incoming-"
_UNSAFE = re.compile(r"[^\w .()\[\]-]")
_SUFFIX = re.compile(r"\.[0-9a-z]{1,8}")
_LONGEST = 120  # bytes of a name: file systems take 255, and more is added


def get_guilds_folder(settings: Settings) -> Path:
    """The folder that holds one folder per guild with tracks of its own."""
    return settings.data_dir / "music"


def make_safe_name(name: str) -> str:
    """Make a file name close to the uploaded one, without separators or characters special to a shell."""
    path = Path(_UNSAFE.sub("_", name))
    suffix = path.suffix.lower() if _SUFFIX.fullmatch(path.suffix.lower()) else ""
    stem = path.stem if suffix else path.name
    # Cut in bytes, not characters: that is what file systems count.
    short = stem.strip(" ._").encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return (short or "track") + suffix


@contextmanager
def copy_incoming(settings: Settings, guild_id: int, source: Path, name: str) -> Iterator[Path]:
    """Copy a file into a temporary folder within the guild's folder; deleted when the block ends, unless moved away.

    Raises:
        BadInput: ``library-full`` where the guild's files would exceed :data:`GUILD_BYTES`, ``data-folder`` where the
            folder cannot be written.

    """
    folder = get_guilds_folder(settings) / str(guild_id)
    with _map_disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _require_room(folder, source.stat().st_size)
        # Beside its final place, so that moving it there is a rename within one file system.
        inner = Path(tempfile.mkdtemp(prefix=INCOMING, dir=folder))
    try:
        copy = inner / make_safe_name(name)
        with _map_disk_errors(folder):
            shutil.copyfile(source, copy)
        yield copy
    finally:
        shutil.rmtree(inner, ignore_errors=True)


@contextmanager
def _map_disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        remedy = "Free some space there, or choose a folder that you may write to with MUSECHAT_DATA_DIR"
        raise BadInput("data-folder", f"The folder {folder} cannot be used ({reason})", remedy) from error


def get_final_path(copy: Path, track_id: str) -> Path:
    """The path that :func:`move_to_final` moves an incoming file to."""
    # Two uploads may have one name: a part of the track's id keeps their files apart.
    return copy.parent.parent / f"{copy.stem}-{track_id[:8]}{copy.suffix}"


def move_to_final(copy: Path, track_id: str) -> Path:
    """Move an incoming file to its final path, atomically."""
    return copy.replace(get_final_path(copy, track_id))


def delete_removed(settings: Settings, paths: Iterable[str]) -> int:
    """Delete files of removed tracks; returns how many. Files outside of the guilds' folders are never touched."""
    deleted, ours = 0, get_guilds_folder(settings)
    for path in map(Path, paths):
        if path.parent.parent == ours and path.is_file():
            with suppress(OSError):
                path.unlink()
                deleted += 1
    return deleted


def delete_leftovers(settings: Settings, older_than_s: float) -> int:
    """Delete incoming copies that crashes have left behind; returns how many."""
    deleted = 0
    for folder in get_guilds_folder(settings).glob(f"*/{INCOMING}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > older_than_s:
                shutil.rmtree(folder)
                deleted += 1
    return deleted


def _require_room(folder: Path, more: int) -> None:
    with os.scandir(folder) as entries:
        used = sum(entry.stat().st_size for entry in entries if entry.is_file())
    if used + more > GUILD_BYTES:
        most = f"{GUILD_BYTES / 1e9:.0f} GB"
        raise BadInput(
            "library-full", f"This server's own music would take more than {most}", "Remove some of it first"
        )
