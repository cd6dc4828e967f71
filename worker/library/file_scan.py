"""Finds sound files, names what was left out of a search, and hashes files' content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from musechat.errors import BadInput
from musechat.library_paths import show_path
from worker.library.folder_scan import NOT_MUSIC

# What lies beside music and is none: covers, texts, lists, logs, what players and systems keep.
COMPANIONS = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".bmp",
        ".tif",
        ".tiff",
        ".heic",
        ".pdf",
        ".txt",
        ".md",
        ".rtf",
        ".doc",
        ".docx",
        ".html",
        ".htm",
        ".xml",
        ".url",
        ".nfo",
        ".log",
        ".cue",
        ".m3u",
        ".m3u8",
        ".pls",
        ".xspf",
        ".csv",
        ".tsv",
        ".json",
        ".toml",
        ".yaml",
        ".yml",
        ".ini",
        ".db",
        ".dat",
        ".lrc",
        ".sfv",
        ".md5",
        ".sha1",
        ".sha256",
        ".ffp",
        ".accurip",
        ".ds_store",
        ".lnk",
        ".py",
        ".sh",
        ".bak",
        ".part",
        ".tmp",
        ".torrent",
        ".zip",
        ".rar",
        ".7z",
        ".gz",
        ".later",
    ]
)
_NO_SUFFIX = "without a suffix"


@dataclass(slots=True)
class FileScan:
    """What a search for sound files found: absolute paths, sorted, each once."""

    files: list[Path] = field(default_factory=list)
    left_out: dict[str, list[Path]] = field(default_factory=dict)  # by kind, a suffix: files that are no known sound
    unreadable: list[tuple[Path, str]] = field(default_factory=list)  # folders, with the reason
    system_folders: list[Path] = field(default_factory=list)  # that were passed over, see NOT_MUSIC


def scan_paths(paths: Iterable[Path], suffixes: frozenset[str]) -> FileScan:
    """Search files and folders for sound files.

    A file that is named is taken whatever its suffix; folders are walked without hidden entries, and each folder once,
    however many links lead to it. A folder that cannot be read, or that a system keeps for itself, is noted, and the
    rest is searched.

    Raises:
        BadInput: a path does not exist, or no sound file was found at all.

    """
    given = [Path(p) for p in paths]
    scan, found = FileScan(), dict[Path, None]()
    for path in given:
        if path.is_dir():
            found.update(dict.fromkeys(_walk_folder(path.absolute(), suffixes, scan)))
        elif path.exists():
            found[path.absolute()] = None
        else:
            raise BadInput("no-such-file", f"There is no file or folder {show_path(path)}", "Check the path")
    if not found:
        raise _refuse_empty(given, suffixes, scan)
    scan.files = sorted(found)
    return scan


def find_sound_files(paths: Iterable[Path], suffixes: frozenset[str]) -> list[Path]:
    """Find all sound files under some paths, as :func:`scan_paths`."""
    return scan_paths(paths, suffixes).files


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _walk_folder(top: Path, suffixes: frozenset[str], scan: FileScan) -> Iterator[Path]:
    # By device and inode, since links may lead in a circle.
    seen: set[tuple[int, int]] = set()

    def note_unreadable(error: OSError) -> None:
        scan.unreadable.append((Path(error.filename), error.strerror or str(error)))

    def is_wanted(folder: Path) -> bool:
        if folder.name.lower() in NOT_MUSIC:
            scan.system_folders.append(folder)
            return False
        return not folder.name.startswith(".") and _is_new_folder(folder, seen, note_unreadable)

    _is_new_folder(top, seen, note_unreadable)
    for folder, inner, names in os.walk(top, followlinks=True, onerror=note_unreadable):
        here = Path(folder)
        inner[:] = sorted(name for name in inner if is_wanted(here / name))
        for name in sorted(names):
            if name.startswith("."):
                continue
            suffix = Path(name).suffix.lower()
            if suffix in suffixes:
                yield here / name
            elif suffix not in COMPANIONS:
                scan.left_out.setdefault(suffix or _NO_SUFFIX, []).append(here / name)


def _is_new_folder(folder: Path, seen: set[tuple[int, int]], note_unreadable: Callable[[OSError], None]) -> bool:
    try:
        status = folder.stat()
    except OSError as error:
        note_unreadable(error)
        return False
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _refuse_empty(given: list[Path], suffixes: frozenset[str], scan: FileScan) -> BadInput:
    if scan.unreadable:
        folder, reason = scan.unreadable[0]
        what = f"The folder {show_path(folder)} cannot be read ({reason})"
        return BadInput("unreadable-folder", what, "Allow reading it, or leave it out")
    kinds = ", ".join(sorted(s.removeprefix(".") for s in suffixes))
    where = ", ".join(show_path(p) for p in given)
    return BadInput("no-sound-files", f"No sound files were found in {where}", f"Give a folder with {kinds} files")
