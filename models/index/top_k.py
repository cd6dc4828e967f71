"""Collects the best rows of one query from blocks that are scored on several threads."""

from __future__ import annotations

import threading

import numpy as np

from models.index.scores import FloatArray, Rows


class TopK:
    """The best ``k`` (row, score) seen so far, best first; equal scores in row order, whichever came first."""

    def __init__(self, k: int) -> None:
        self.k = k
        self.rows: Rows = np.empty(0, np.intp)
        self.scores: FloatArray = np.empty(0, np.float32)
        self._lock = threading.Lock()

    def add_block(self, scores: FloatArray, start: int, inside: Rows | None, row_at: Rows | None) -> None:
        """Add the scores of a block.

        Args:
            scores: (r,).
            start: the block's first row.
            inside: rows of the block that the scores belong to, (r,); None: all.
            row_at: row of the index for each row of the parts, (total,); None: the same.

        """
        candidates = np.flatnonzero(scores >= self._find_threshold(scores))
        rows = start + (candidates if inside is None else inside[candidates])
        if row_at is not None:
            rows = row_at[rows]
        with self._lock:
            rows = np.concatenate([self.rows, rows])
            found = np.concatenate([self.scores, scores[candidates]])
            # By score, then by row: the result does not depend on which thread came first.
            order = np.lexsort((rows, -found))[: self.k]
            self.rows, self.scores = rows[order], found[order]

    def _find_threshold(self, scores: FloatArray) -> float:
        """The score that a row must reach; another thread may raise it meanwhile, which only admits too many."""
        known = self.scores
        if len(known) == self.k:
            return float(known[-1])
        return float(np.partition(scores, -self.k)[-self.k]) if len(scores) > self.k else -np.inf
