"""Scores free words by the library's tags with similar names.

"Ivories" is no tag, so neither the rules nor the lexical channel match it; the text encoder embeds it near "piano".
"""

from __future__ import annotations

import numpy as np

from models.encoders.interface import TextEncoder
from models.ranking.library_snapshot import DoubleArray, FloatArray, LibrarySnapshot, Rows

NEAREST = 6  # most similar tags that are used
SHARPNESS = 16.0  # of the softmax over cosines


class TagMeaning:
    """The tag names of one library revision, embedded; safe to share between threads."""

    def __init__(self, library: LibrarySnapshot, text: TextEncoder) -> None:
        self._library = library
        self._text = text
        self._names = sorted(library.tags)
        self._vectors: FloatArray = text.encode(self._names) if self._names else np.zeros((0, text.dim), np.float32)

    def score_rows(self, said: str, rows: Rows) -> DoubleArray:
        """Score tracks ``rows`` (r,) for free words: standardised tag scores, weighted by similarity, (r,)."""
        found = np.zeros(len(rows))
        if not self._names:
            return found
        cosines = self._vectors @ self._text.encode([said])[0]
        nearest = np.argsort(-cosines)[:NEAREST]
        weights = np.exp(SHARPNESS * (cosines[nearest] - cosines[nearest[0]]))
        for tag, weight in zip(nearest, weights / weights.sum(), strict=True):
            # The root spreads low scores, where most tags lie.
            column = np.sqrt(self._library.tags[self._names[tag]].astype(np.float64))
            spread = float(column.std())
            if spread > 0:
                found += float(weight) * (column[rows] - float(column.mean())) / spread
        return found
