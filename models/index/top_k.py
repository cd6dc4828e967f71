"""The best rows of one query, gathered from blocks that may come from several threads."""

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
        """Let a block compete.

        Args:
            scores: (r,).
            start: the block's first row.
            inside: which rows of the block they are, (r,); None: all.
            row_at: what each row counts as, (total,); None: as it lies.

        """
        hopeful = np.flatnonzero(scores >= self._find_threshold(scores))
        rows = start + (hopeful if inside is None else inside[hopeful])
        if row_at is not None:
            rows = row_at[rows]
        with self._lock:
            rows = np.concatenate([self.rows, rows])
            found = np.concatenate([self.scores, scores[hopeful]])
            order = np.lexsort((rows, -found))[: self.k]
            self.rows, self.scores = rows[order], found[order]

    def _find_threshold(self, scores: FloatArray) -> float:
        """What a score must reach; another thread may raise it meanwhile, which does no harm."""
        known = self.scores
        if len(known) == self.k:
            return float(known[-1])
        return float(np.partition(scores, -self.k)[-self.k]) if len(scores) > self.k else -np.inf
