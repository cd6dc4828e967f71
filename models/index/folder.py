"""Vectors in a folder that processes share: an update writes a small part beside the others, and readers never wait.

A row that is removed or replaced is only marked as dead. Writers merge parts when many are dead or there are many
parts. A reader keeps one generation of the folder, complete, for as long as it holds it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import BaseFileLock, FileLock

from models.index.exact import VectorIndex
from models.index.file_names import NameArray
from models.index.manifest import (
    CURRENT,
    LOCK,
    IndexPart,
    Manifest,
    ManifestStamp,
    read_manifest,
    read_stamp,
    write_dead,
    write_manifest,
    write_part,
)
from models.index.scores import BoolArray, FloatArray, Rows

MAX_PARTS = 16  # each is a pair of mapped files, and a product of its own in every search
MAX_DEAD = 1 / 4  # share of rows that may be dead before all are rewritten
STALE_S = 60.0  # a file that is no longer needed stays this long for readers that are just opening it
CHUNK = 1 << 14  # rows that are copied at once
# The music tower's output varies slightly with the batch; such a difference is no reason to rewrite a row.
SAME = 1e-5


@dataclass(frozen=True)
class _Opened:
    """One generation of the folder, memory-mapped.

    Attributes:
        manifest: its parts.
        mapped: names and rows of each part.
        names: names of the live rows, (n,).
        place: positions of the live rows in the parts, (n,); None: all rows are live.
        dead: dead rows of the parts, ascending.
        index: the index over the live rows.

    """

    manifest: Manifest
    mapped: dict[IndexPart, tuple[NameArray, FloatArray]]
    names: NameArray
    place: Rows | None
    dead: Rows
    index: VectorIndex

    def to_part_rows(self, rows: Rows) -> Rows:
        """Map live rows to their positions in the parts; rows of -1 are left out."""
        known = rows[rows >= 0]
        return known if self.place is None else self.place[known]

    def read_rows_since(self, start: int) -> tuple[NameArray, Iterator[FloatArray]]:
        """Read the live rows at position ``start`` and after: their names, and their vectors in chunks."""
        places = np.arange(len(self.names)) if self.place is None else self.place
        rows = np.arange(np.searchsorted(places, start), len(places))
        chunks = (self.index.get_vectors(rows[at : at + CHUNK]) for at in range(0, len(rows), CHUNK))
        return self.names.select_rows(rows), chunks


class IndexFolder:
    """The vectors of one kind, in a folder; safe to share between threads, and between processes by its path.

    Args:
        folder: created by the first write; one per vector space.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._held: tuple[ManifestStamp, _Opened | None] | None = None

    def read_current(self) -> VectorIndex | None:
        """Return the newest generation; None before the first write. Cheap, and never waits for a writer."""
        opened = self._open_current()
        return None if opened is None else opened.index

    def reorder_rows(self, ids: Sequence[str]) -> VectorIndex:
        """Return the newest vectors with rows in the order of ``ids``, see :meth:`VectorIndex.reorder_rows`."""
        current = self.read_current()
        return VectorIndex(ids, [], np.full(len(ids), -1)) if current is None else current.reorder_rows(ids)

    def update_rows(self, ids: Sequence[str], matrix: FloatArray, removed: Sequence[str] = ()) -> int:
        """Store the rows of ``matrix`` (m, dim) under ``ids`` (m,) and delete ``removed``; returns the generation.

        Unknown ids in ``removed`` are ignored. The cost is that of the rows added, not of all rows.

        Raises:
            ValueError: if the shapes disagree, an id repeats, or a value is not finite.

        """
        names, rows = _check_shapes(ids, matrix)
        with self._lock_writers():
            now = self._open_current()
            if now is None or now.manifest.dim != rows.shape[1]:
                return self._replace_all(now, names, rows)
            fresh = np.flatnonzero(
                ~_match_rows(now.index.reorder_rows(names), rows)
            )  # another process may have written them already
            gone = NameArray.from_names(removed)
            if not len(fresh) and not (now.names.find_rows(gone) >= 0).any():
                return now.manifest.generation
            return self._append_rows(now, names.select_rows(fresh), rows[fresh], gone)

    def replace_rows(self, ids: Sequence[str], matrix: FloatArray) -> int:
        """Store exactly the rows of ``matrix`` (n, dim) under ``ids`` (n,); writes only what differs.

        Raises:
            ValueError: as :meth:`update_rows`.

        """
        names, rows = _check_shapes(ids, matrix)
        with self._lock_writers():
            now = self._open_current()
            if now is None or now.manifest.dim != rows.shape[1]:
                return self._replace_all(now, names, rows)
            fresh = np.flatnonzero(~_match_rows(now.index.reorder_rows(names), rows))
            removed = now.names.select_rows(np.flatnonzero(names.find_rows(now.names) < 0))
            if not len(fresh) and not len(removed):
                return now.manifest.generation
            if len(fresh) + len(removed) > MAX_DEAD * len(names):
                return self._replace_all(now, names, rows)
            return self._append_rows(now, names.select_rows(fresh), rows[fresh], removed)

    def _append_rows(self, now: _Opened, names: NameArray, rows: FloatArray, removed: NameArray) -> int:
        generation = now.manifest.generation + 1
        gone = [now.to_part_rows(now.names.find_rows(changed)) for changed in (names, removed)]
        dead = write_dead(self.folder, generation, np.unique(np.concatenate([now.dead, *gone])))
        parts = list(now.manifest.parts)
        if len(names):
            parts.append(write_part(self.folder, generation, names, [rows], rows.shape[1]))
        self._switch_manifest(now.manifest, now.manifest.make_successor(parts=parts, dead=dead))
        return self._merge_parts()

    def _replace_all(self, now: _Opened | None, names: NameArray, rows: FloatArray) -> int:
        before = now.manifest if now else Manifest(0, rows.shape[1])
        parts = [write_part(self.folder, before.generation + 1, names, [rows], rows.shape[1])] if len(names) else []
        after = replace(before.make_successor(parts=parts, dead=""), dim=rows.shape[1])
        self._switch_manifest(before, after)
        return after.generation

    def _merge_parts(self) -> int:
        """Merge parts where there are many, or many dead rows; returns the generation."""
        now = self._open_current()
        assert now is not None  # noqa: S101 (for the type checker)
        parts = now.manifest.parts
        first = _find_first_to_merge([part.rows for part in parts], len(now.dead))
        if first == len(parts):
            return now.manifest.generation
        generation, start = now.manifest.generation + 1, sum(part.rows for part in parts[:first])
        names, chunks = now.read_rows_since(start)
        kept = parts[:first]
        if len(names):
            kept = (*kept, write_part(self.folder, generation, names, chunks, now.manifest.dim))
        dead = write_dead(self.folder, generation, now.dead[now.dead < start])
        self._switch_manifest(now.manifest, now.manifest.make_successor(parts=kept, dead=dead))
        return generation

    def _lock_writers(self) -> BaseFileLock:
        """The lock of writers, over threads and processes; the system releases it when a process ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / LOCK, poll_interval=0.01)

    def _open_current(self) -> _Opened | None:
        with self._lock:
            while (stamp := read_stamp(self.folder)) is not None:
                if self._held is not None and self._held[0] == stamp:
                    return self._held[1]
                with suppress(FileNotFoundError):  # a writer has merged and swept meanwhile: look again
                    manifest = read_manifest(self.folder)
                    before = self._held[1] if self._held else None
                    self._held = (stamp, _open_manifest(self.folder, manifest, before) if manifest else None)
            return None

    def _switch_manifest(self, before: Manifest, after: Manifest) -> None:
        """Make ``after`` the current generation, and delete files that have been unneeded for :data:`STALE_S`."""
        write_manifest(self.folder, after)
        # Their age is to count from now, when they become unneeded.
        for name in before.file_names - after.file_names:
            os.utime(self.folder / name)
        for path in self.folder.iterdir():
            if path.name not in after.file_names | {CURRENT, LOCK}:
                with suppress(OSError):
                    if time.time() - path.stat().st_mtime > STALE_S:
                        path.unlink()


def _check_shapes(ids: Sequence[str], matrix: FloatArray) -> tuple[NameArray, FloatArray]:
    rows = np.ascontiguousarray(matrix, dtype=np.float32)
    if rows.ndim != 2 or len(ids) != len(rows) or not np.isfinite(rows).all():
        raise ValueError(f"{len(ids)} ids for a matrix of shape {rows.shape}, or values that are not finite")
    if len(set(ids)) != len(ids):
        raise ValueError("an id repeats")
    return NameArray.from_names(ids), rows


def _match_rows(held: VectorIndex, rows: FloatArray) -> BoolArray:
    """Which of ``rows`` (n, dim) are stored already, up to :data:`SAME`, (n,)."""
    alike = held.has_vector
    for start in range(0, len(rows), CHUNK):
        here = start + np.flatnonzero(alike[start : start + CHUNK])
        alike[here] = (np.abs(held.get_vectors(here) - rows[here]) <= SAME).all(axis=1)
    return alike


def _find_first_to_merge(sizes: Sequence[int], dead: int) -> int:
    """Find the first part to merge; ``len(sizes)``: none. Large parts stay while small ones are added."""
    if dead > MAX_DEAD * sum(sizes):
        return 0
    first = len(sizes)
    if first <= MAX_PARTS:
        return first
    # From the newest part back, as long as the next is not much larger than all merged so far: each row is then copied
    # only about log(n) times over the life of the folder.
    merged = 0
    while first > 0 and (merged == 0 or sizes[first - 1] <= 2 * merged):
        first -= 1
        merged += sizes[first]
    return first


def _open_manifest(folder: Path, manifest: Manifest, before: _Opened | None) -> _Opened:
    """Map the files of a manifest; mappings of ``before`` are reused."""
    mapped = dict(before.mapped) if before else {}
    mapped = {part: mapped.get(part) or _map_part(folder, part) for part in manifest.parts}
    every = [names for names, _ in mapped.values()]
    names = every[0] if len(every) == 1 else NameArray.join(every)
    dead = np.load(folder / f"{manifest.dead}.dead.npy") if manifest.dead else np.empty(0, np.int64)
    place = None
    if len(dead):
        live = np.ones(manifest.row_count, np.bool_)
        live[dead] = False
        place = np.flatnonzero(live)
        names = names.select_rows(place)
    parts = [rows for _, rows in mapped.values()] or [np.empty((0, manifest.dim), np.float32)]
    index = VectorIndex(names, parts, place, manifest.generation)
    return _Opened(manifest, mapped, names, place, dead, index)


def _map_part(folder: Path, part: IndexPart) -> tuple[NameArray, FloatArray]:
    # Mapped "copy on write", though nothing writes: torch warns of what it could not write to.
    rows = np.load(folder / f"{part.name}.npy", mmap_mode="c")
    return NameArray(np.load(folder / f"{part.name}.ids.npy", mmap_mode="r")), rows
