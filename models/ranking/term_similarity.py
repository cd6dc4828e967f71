"""Scores free words by the library's tags with similar names.

"Ivories" is no tag, so neither the rules nor the lexical channel match it; the text encoder embeds it near "piano".
"""

from __future__ import annotations

import numpy as np

from models.encoders.interface import TextEncoder
from models.ranking.library_snapshot import DoubleArray, FloatArray, LibrarySnapshot, Rows

NEAREST = 6  # most similar tags that are used
SHARPNESS = 16.0  # of the softmax over cosines
FAR, NEAR = 0.25, 0.55  # cosines of the nearest tag at which words mean nothing of the library's tags, and fully one
MOST = 3.0  # standard deviations: of a tag that few tracks have, one track must not outweigh all that was said


class TagMeaning:
    """The tag names of one library revision, embedded; safe to share between threads."""

    def __init__(self, library: LibrarySnapshot, text: TextEncoder) -> None:
        self._library = library
        self._text = text
        self._names = sorted(library.tags)
        self._vectors: FloatArray = text.encode(self._names) if self._names else np.zeros((0, text.dim), np.float32)

    def score_rows(self, said: str, rows: Rows) -> DoubleArray:
        """Score tracks ``rows`` (r,) for free words: standardised tag scores, weighted by similarity, (r,).

        All are the smaller, the less even the nearest tag has to do with the words.
        """
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
                found += float(weight) * np.clip((column[rows] - float(column.mean())) / spread, -MOST, MOST)
        sure = np.clip((float(cosines[nearest[0]]) - FAR) / (NEAR - FAR), 0.0, 1.0)
        return np.asarray(sure * found)
