"""Exact search over vectors, in blocks and on several threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np

from models.index.scores import BoolArray, FloatArray, Rows, score_block
from models.index.top_k import TopK

# Two threads read memory faster than one, and more than four hardly faster than those.
THREADS = min(4, os.cpu_count() or 1)
BLOCK_ROWS = 1 << 17  # small enough that all threads get work, large enough that their overhead is not felt
SCORES_AT_ONCE = 1 << 22  # 16 MiB of scores for each thread
SMALL = 1 << 22  # numbers (16 MiB) below which one thread is faster than waking several


class VectorIndex:
    """Vectors searched by dot product; immutable, safe to share between threads.

    Args:
        ids: names of the rows, (n,).
        parts: matrices (m, dim) float32 that follow one another; may be memory-mapped, are never copied.
        place: which row of the parts each of ``ids`` is, (n,); -1: none, that row is never found. None: in order.

    """

    def __init__(self, ids: Sequence[str], parts: Sequence[FloatArray], place: Rows | None = None) -> None:
        self._total = sum(len(part) for part in parts)
        if any(part.ndim != 2 for part in parts) or len(ids) != (self._total if place is None else len(place)):
            raise ValueError(f"{len(ids)} ids for {self._total} rows, or parts that are no matrices")
        self.ids = ids
        self.parts = tuple(parts)
        self._place = place
        self._row_at = None if place is None else _invert_places(place, self._total)

    def __len__(self) -> int:
        return len(self.ids)

    def search(self, vector: FloatArray, k: int, allowed: BoolArray | None = None) -> tuple[list[str], FloatArray]:
        """Find the ``k`` rows with the largest dot product, best first; equal scores in row order.

        Args:
            vector: (dim,).
            k: number of rows; fewer are returned where fewer are allowed.
            allowed: (n,) bool, rows that may be returned; None allows all.

        """
        ids, scores = self.search_many(vector[None], k, allowed)
        return ids[0], scores[0]

    def search_many(
        self, vectors: FloatArray, k: int, allowed: BoolArray | None = None
    ) -> tuple[list[list[str]], list[FloatArray]]:
        """As :meth:`search` for a batch of vectors (B, dim), reading the matrix once.

        Raises:
            ValueError: a shape does not fit.

        """
        queries = np.ascontiguousarray(vectors, dtype=np.float32)
        if queries.ndim != 2 or any(queries.shape[1] != part.shape[1] for part in self.parts):
            raise ValueError(f"queries of shape {queries.shape} do not fit the vectors")
        if allowed is not None and allowed.shape != (len(self),):
            raise ValueError(f"a mask of shape {allowed.shape} for {len(self)} rows")
        best = [TopK(k) for _ in queries]
        mask = self._make_mask(allowed)

        def score_one_block(block: tuple[int, FloatArray]) -> None:
            start, matrix = block
            inside, scores = score_block(queries, matrix, None if mask is None else mask[start : start + len(matrix)])
            for one, of_query in zip(best, scores, strict=True):
                one.add_block(of_query, start, inside, self._row_at)

        if k > 0:
            blocks = list(self._iter_blocks(max(1, min(BLOCK_ROWS, SCORES_AT_ONCE // max(1, len(queries))))))
            rows = self._total if mask is None else int(np.count_nonzero(mask))
            _run_each_block(score_one_block, blocks, THREADS if rows * queries.size > SMALL else 1)
        return [[self.ids[row] for row in one.rows.tolist()] for one in best], [one.scores for one in best]

    def _make_mask(self, allowed: BoolArray | None) -> BoolArray | None:
        """Which rows of the parts may be found, (total,); None: all."""
        if self._place is None:
            return allowed
        mask = np.zeros(self._total, np.bool_)
        wanted = self._place >= 0 if allowed is None else allowed & (self._place >= 0)
        mask[self._place[wanted]] = True
        return mask

    def _iter_blocks(self, step: int) -> Iterator[tuple[int, FloatArray]]:
        """Yield blocks of at most ``step`` rows, each with the number of its first row."""
        at = 0
        for part in self.parts:
            for start in range(0, len(part), step):
                yield at + start, part[start : start + step]
            at += len(part)


def _invert_places(place: Rows, total: int) -> Rows:
    """Which of the ids each row of the parts is, (total,); -1: none."""
    row_at = np.full(total, -1, np.int32)
    here = np.flatnonzero(place >= 0)
    row_at[place[here]] = here
    return row_at


@cache
def _get_thread_pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, "index")


def _run_each_block(
    run: Callable[[tuple[int, FloatArray]], None], blocks: list[tuple[int, FloatArray]], threads: int
) -> None:
    """Run a function on every block, on ``threads`` threads."""
    if threads == 1:
        for block in blocks:
            run(block)
    else:
        # torch and numpy release the interpreter's lock while they multiply.
        for _ in _get_thread_pool(threads).map(run, blocks):
            pass
