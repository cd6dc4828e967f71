"""What an index folder holds at one moment, and how it goes from one moment to the next.

``current.json`` names the parts, each an immutable pair of files, and the rows that count no more. Everything is
written beside what is there before that one small file is renamed into place, so a crash at any point leaves the old
moment or the new one.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from models.index.file_names import NameArray

FloatArray = NDArray[np.float32]
FORMAT = 2
CURRENT, LOCK = "current.json", "lock"


@dataclass(frozen=True)
class IndexPart:
    """Rows that were written together: ``<name>.npy`` (rows, dim) float32 and ``<name>.ids.npy`` (rows,) bytes."""

    name: str
    rows: int


@dataclass(frozen=True)
class Manifest:
    """One moment of a folder.

    Attributes:
        generation: counts the moments.
        dim: of the vectors.
        parts: in the order of their rows.
        dead: name of ``<dead>.dead.npy``, the rows that count no more, ascending; "" where all count.

    """

    generation: int
    dim: int
    parts: tuple[IndexPart, ...] = ()
    dead: str = ""

    @property
    def row_count(self) -> int:
        """Rows of all parts, also those that count no more."""
        return sum(part.rows for part in self.parts)

    @property
    def file_names(self) -> set[str]:
        """Names of the files that this moment needs."""
        needed = {f"{part.name}{suffix}" for part in self.parts for suffix in (".npy", ".ids.npy")}
        return needed | ({f"{self.dead}.dead.npy"} if self.dead else set())

    def make_successor(self, *, parts: Iterable[IndexPart], dead: str) -> Manifest:
        """The next moment."""
        return replace(self, generation=self.generation + 1, parts=tuple(parts), dead=dead)


@dataclass(frozen=True)
class ManifestStamp:
    """Tells one manifest file from the one that replaced it."""

    inode: int
    mtime_ns: int


def read_stamp(folder: Path) -> ManifestStamp | None:
    """The stamp of the folder's manifest; None before the first one."""
    try:
        stat = (folder / CURRENT).stat()
    except FileNotFoundError:
        return None
    return ManifestStamp(stat.st_ino, stat.st_mtime_ns)


def read_manifest(folder: Path) -> Manifest | None:
    """The folder's present moment; None before the first one, and where an older version wrote it."""
    try:
        told: dict[str, Any] = json.loads((folder / CURRENT).read_text())
    except FileNotFoundError:
        return None
    if told.pop("format", 1) != FORMAT:
        return None
    return Manifest(**told | {"parts": tuple(IndexPart(**part) for part in told["parts"])})


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make ``manifest`` the folder's present moment; its files must lie there, on disk."""
    temporary = folder / f"{make_file_name(manifest.generation)}.manifest"
    with temporary.open("w") as file:
        json.dump({"format": FORMAT, **asdict(manifest)}, file)
        _sync_to_disk(file)
    temporary.replace(folder / CURRENT)


def write_part(folder: Path, generation: int, ids: NameArray, chunks: Iterable[FloatArray], dim: int) -> IndexPart:
    """Write a part: its names and its rows, which come in chunks (m, dim), so that they need not all be in memory."""
    part = IndexPart(make_file_name(generation), len(ids))
    with (folder / f"{part.name}.ids.npy").open("wb") as file:
        np.save(file, ids.data)
        _sync_to_disk(file)
    with (folder / f"{part.name}.npy").open("wb") as file:
        shape = {"descr": "<f4", "fortran_order": False, "shape": (part.rows, dim)}
        np.lib.format.write_array_header_1_0(file, shape)
        for chunk in chunks:
            file.write(np.ascontiguousarray(chunk, "<f4").data)
        _sync_to_disk(file)
    return part


def write_dead(folder: Path, generation: int, dead: NDArray[np.int64]) -> str:
    """Write which rows count no more; returns the name for the manifest, "" where there are none."""
    if not len(dead):
        return ""
    name = make_file_name(generation)
    with (folder / f"{name}.dead.npy").open("wb") as file:
        np.save(file, np.sort(dead))
        _sync_to_disk(file)
    return name


def make_file_name(generation: int) -> str:
    """A name that no other file has."""
    return f"{generation:08d}-{secrets.token_hex(4)}"


def _sync_to_disk(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())
