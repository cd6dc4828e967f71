"""Exact vector search over a memory-mapped matrix that processes share.

A :class:`VectorIndex` is one immutable generation: ids and a matrix, searched exactly. An :class:`IndexFolder` keeps
the current generation on disk. Writing puts new files beside the old ones and then renames one small manifest, so a
reader holds either the old generation or the new one, never a mixture, and never waits.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]

SCORES_AT_ONCE = 1 << 24  # 64 MiB: one query goes through sixteen million rows in a single product
GATHER_BELOW = 1 / 16  # share of allowed rows under which only those rows are read
STALE_S = 60.0  # a superseded generation stays this long for readers that are just opening it


class VectorIndex:
    """One generation of vectors, searched by dot product.

    Args:
        ids: names of the rows, (n,).
        matrix: (n, dim) float32; may be memory-mapped, is never copied.

    """

    def __init__(self, ids: Sequence[str], matrix: FloatArray, generation: int = 0) -> None:
        if matrix.ndim != 2 or len(ids) != len(matrix):
            raise ValueError(f"{len(ids)} ids for a matrix of shape {matrix.shape}")
        self.ids = list(ids)
        self.matrix = matrix
        self.generation = generation

    def __len__(self) -> int:
        return len(self.ids)

    def search(self, vector: FloatArray, k: int, allowed: BoolArray | None = None) -> tuple[list[str], FloatArray]:
        """Find the ``k`` rows with the largest dot product, best first; equal scores in row order.

        Args:
            vector: (dim,).
            k: how many; fewer come back where fewer are allowed.
            allowed: (n,) bool, rows that may be returned; None allows all.

        """
        ids, scores = self.search_many(vector[None], k, allowed)
        return ids[0], scores[0]

    def search_many(
        self, vectors: FloatArray, k: int, allowed: BoolArray | None = None
    ) -> tuple[list[list[str]], list[FloatArray]]:
        """As :meth:`search` for a batch of vectors (B, dim), reading the matrix once."""
        queries = np.ascontiguousarray(vectors, dtype=np.float32)
        if queries.ndim != 2 or queries.shape[1] != self.matrix.shape[1]:
            raise ValueError(f"queries of shape {queries.shape} for vectors of dim {self.matrix.shape[1]}")
        if allowed is not None and allowed.shape != (len(self),):
            raise ValueError(f"a mask of shape {allowed.shape} for {len(self)} rows")
        best = [_Best(k) for _ in queries]
        for rows, scores in self._scored(queries, allowed) if k > 0 else ():
            for one, of_query in zip(best, scores, strict=True):
                one.take(rows, of_query)
        return [[self.ids[row] for row in one.rows] for one in best], [one.scores for one in best]

    def _scored(self, queries: FloatArray, allowed: BoolArray | None) -> Iterator[tuple[NDArray[np.intp], FloatArray]]:
        """Chunk by chunk: allowed rows (r,) and the queries' scores for them (B, r)."""
        step = max(1, SCORES_AT_ONCE // max(1, len(queries)))
        for start in range(0, len(self), step):
            chunk = self.matrix[start : start + step]
            if allowed is None:
                yield np.arange(start, start + len(chunk)), _dot(queries, chunk)
                continue
            inside = np.flatnonzero(allowed[start : start + step])
            if len(inside) < len(chunk) * GATHER_BELOW:
                yield inside + start, _dot(queries, chunk[inside])
            else:
                yield inside + start, _dot(queries, chunk)[:, inside]


def _dot(queries: FloatArray, chunk: FloatArray) -> FloatArray:
    """Score rows (r, dim) for queries (B, dim): (B, r). One query goes by a matrix-vector product, thrice as fast."""
    scores: FloatArray = (chunk @ queries[0])[None] if len(queries) == 1 else queries @ chunk.T
    return scores


class _Best:
    """The best ``k`` (row, score) seen so far; rows arrive in ascending order."""

    def __init__(self, k: int) -> None:
        self.k = k
        self.rows: NDArray[np.intp] = np.empty(0, np.intp)
        self.scores: FloatArray = np.empty(0, np.float32)

    def take(self, rows: NDArray[np.intp], scores: FloatArray) -> None:
        """Let a chunk compete: rows (r,) and their scores (r,)."""
        if len(self.rows) == self.k:  # an equal score in a later row cannot win
            better = scores > self.scores[-1]
        elif len(scores) > self.k:
            better = scores >= np.partition(scores, -self.k)[-self.k]
        else:
            better = np.ones(len(scores), np.bool_)
        rows = np.concatenate([self.rows, rows[better]])
        scores = np.concatenate([self.scores, scores[better]])
        order = np.lexsort((rows, -scores))[: self.k]
        self.rows, self.scores = rows[order], scores[order]


@dataclass(frozen=True)
class _Stamp:
    """Tells one manifest file from the one that replaced it."""

    inode: int
    mtime_ns: int


class IndexFolder:
    """The current generation of one kind of vector, in a folder that processes share.

    Args:
        folder: made on the first write; one folder per encoder name and version.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest = folder / "current.json"
        self._lock = threading.Lock()
        self._opened: tuple[_Stamp, VectorIndex] | None = None

    def current(self) -> VectorIndex | None:
        """Open the newest generation, or None before the first write. Cheap when nothing changed."""
        with self._lock:
            stamp = self._stamp()
            if stamp is None:
                return None
            if self._opened is None or self._opened[0] != stamp:
                self._opened = (stamp, self._open())
            return self._opened[1]

    def write(self, ids: Sequence[str], matrix: FloatArray) -> int:
        """Make ``ids`` (n,) and ``matrix`` (n, dim) the current generation; returns its number.

        Raises:
            ValueError: if the shapes disagree or a value is not finite.

        """
        rows = np.ascontiguousarray(matrix, dtype=np.float32)
        if rows.ndim != 2 or len(ids) != len(rows) or not np.isfinite(rows).all():
            raise ValueError(f"{len(ids)} ids for a matrix of shape {rows.shape}, or values that are not finite")
        self.folder.mkdir(parents=True, exist_ok=True)
        generation = (self._read_manifest()["generation"] if self._manifest.exists() else 0) + 1
        name = f"{generation:08d}-{secrets.token_hex(4)}"  # two writers at once never share a file
        np.save(self.folder / f"{name}.npy", rows)
        (self.folder / f"{name}.json").write_text(json.dumps(list(ids)))
        self._point_to({"generation": generation, "name": name, "rows": len(rows), "dim": rows.shape[1]})
        self._sweep(name)
        return generation

    def _stamp(self) -> _Stamp | None:
        try:
            stat = self._manifest.stat()
        except FileNotFoundError:
            return None
        return _Stamp(stat.st_ino, stat.st_mtime_ns)

    def _read_manifest(self) -> dict[str, Any]:
        manifest: dict[str, Any] = json.loads(self._manifest.read_text())
        return manifest

    def _open(self) -> VectorIndex:
        while True:
            manifest = self._read_manifest()
            try:
                return self._map(manifest)
            except FileNotFoundError:  # superseded and swept between the two reads
                if self._read_manifest() == manifest:
                    raise

    def _map(self, manifest: dict[str, Any]) -> VectorIndex:
        ids = json.loads((self.folder / f"{manifest['name']}.json").read_text())
        path = self.folder / f"{manifest['name']}.npy"
        matrix = (
            np.load(path, mmap_mode="r") if ids else np.empty((0, manifest["dim"]), np.float32)
        )  # an empty file cannot be mapped
        return VectorIndex(ids, matrix, manifest["generation"])

    def _point_to(self, manifest: dict[str, Any]) -> None:
        temporary = self.folder / f"{manifest['name']}.manifest"
        temporary.write_text(json.dumps(manifest))
        with temporary.open() as file:
            os.fsync(file.fileno())
        temporary.replace(self._manifest)

    def _sweep(self, current: str) -> None:
        """Delete generations that were superseded long enough ago."""
        for path in self.folder.iterdir():
            if path == self._manifest or path.stem == current:
                continue
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > STALE_S:
                    path.unlink()
