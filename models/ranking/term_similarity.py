"""Scores free words by the library's tags with similar names.

"Ivories" is no tag, so neither the rules nor the lexical channel match it; the text encoder embeds it near "piano".
"""

from __future__ import annotations

import numpy as np

from models.encoders.interface import TextEncoder
from models.ranking.library_snapshot import DoubleArray, FloatArray, LibrarySnapshot, Rows
from models.ranking.standardise import ROUNDING

NEAREST = 6  # most similar tags that are used
SHARPNESS = 16.0  # of the softmax over cosines
FAR, NEAR = 0.25, 0.55  # cosines of the nearest tag at which words mean nothing of the library's tags, and fully one
MOST = 3.0  # standard deviations: of a tag that few tracks have, one track must not outweigh all that was said


class TagMeaning:
    """The tag names of one library revision, embedded; safe to share between threads."""

    def __init__(self, library: LibrarySnapshot, text: TextEncoder) -> None:
        self._library = library
        self._text = text
        self._names = library.tags.names
        self._vectors = _encode_names(library, text)

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
            if spread > ROUNDING:
                found += float(weight) * np.clip((column[rows] - float(column.mean())) / spread, -MOST, MOST)
        sure = np.clip((float(cosines[nearest[0]]) - FAR) / (NEAR - FAR), 0.0, 1.0)
        return np.asarray(sure * found)


def _encode_names(library: LibrarySnapshot, text: TextEncoder) -> FloatArray:
    """The tags' names, embedded, (t, dim); each name once, whatever parts it stands in."""
    label = f"tag names {text.name}/{text.version}"
    known: dict[str, FloatArray] = {}
    for part in library.parts:
        names = list(part.words["tags"].terms)
        if label not in part.derived:
            new = [name for name in names if name not in known]
            known.update(zip(new, text.encode(new) if new else (), strict=True))
            part.derived[label] = _stack([known[name] for name in names], text)
        for name, vector in zip(names, part.derived[label], strict=True):
            known.setdefault(name, vector)
    return _stack([known[name] for name in library.tags.names], text)


def _stack(vectors: list[FloatArray], text: TextEncoder) -> FloatArray:
    return np.stack(vectors) if vectors else np.zeros((0, text.dim), np.float32)
