"""The manifest of an index folder, which names the files of its current generation.

``current.json`` lists the parts, each an immutable pair of files, and the dead rows. New files are written beside the
old ones before that one small file is renamed into place, so a crash at any point leaves either the old generation or
the new one.
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
    """One generation of a folder.

    Attributes:
        generation: grows by one with each change.
        dim: size of the vectors.
        parts: the parts, in the order of their rows.
        dead: stem of ``<dead>.dead.npy``, the dead rows, ascending; "" where there are none.

    """

    generation: int
    dim: int
    parts: tuple[IndexPart, ...] = ()
    dead: str = ""

    @property
    def row_count(self) -> int:
        """Number of rows of all parts, dead ones included."""
        return sum(part.rows for part in self.parts)

    @property
    def file_names(self) -> set[str]:
        """Names of the files that this generation needs."""
        needed = {f"{part.name}{suffix}" for part in self.parts for suffix in (".npy", ".ids.npy")}
        return needed | ({f"{self.dead}.dead.npy"} if self.dead else set())

    def make_successor(self, *, parts: Iterable[IndexPart], dead: str) -> Manifest:
        """Make the manifest of the next generation."""
        return replace(self, generation=self.generation + 1, parts=tuple(parts), dead=dead)


@dataclass(frozen=True)
class ManifestStamp:
    """Identity of a manifest file, which changes when it is replaced."""

    inode: int
    mtime_ns: int


def read_stamp(folder: Path) -> ManifestStamp | None:
    """Read the stamp of the folder's manifest; None before the first write."""
    try:
        stat = (folder / CURRENT).stat()
    except FileNotFoundError:
        return None
    return ManifestStamp(stat.st_ino, stat.st_mtime_ns)


def read_manifest(folder: Path) -> Manifest | None:
    """Read the folder's manifest; None before the first write, and for the format of an older version."""
    try:
        content: dict[str, Any] = json.loads((folder / CURRENT).read_text())
    except FileNotFoundError:
        return None
    if content.pop("format", 1) != FORMAT:
        return None
    return Manifest(**content | {"parts": tuple(IndexPart(**part) for part in content["parts"])})


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make ``manifest`` current, atomically; its files must be on disk already."""
    temporary = folder / f"{make_file_name(manifest.generation)}.manifest"
    with temporary.open("w") as file:
        json.dump({"format": FORMAT, **asdict(manifest)}, file)
        _sync_to_disk(file)
    # The only step that readers notice, and atomic.
    temporary.replace(folder / CURRENT)


def write_part(folder: Path, generation: int, ids: NameArray, chunks: Iterable[FloatArray], dim: int) -> IndexPart:
    """Write a part: names, and rows in chunks (m, dim), so that not all of them need be in memory."""
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
    """Write the dead rows; returns the stem of the file for the manifest, "" where there are none."""
    if not len(dead):
        return ""
    name = make_file_name(generation)
    with (folder / f"{name}.dead.npy").open("wb") as file:
        np.save(file, np.sort(dead))
        _sync_to_disk(file)
    return name


def make_file_name(generation: int) -> str:
    """Make the stem of a file name that no other file has."""
    return f"{generation:08d}-{secrets.token_hex(4)}"


def _sync_to_disk(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())
