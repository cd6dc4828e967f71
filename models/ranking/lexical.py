"""The lexical channel: BM25 over title, artist, album, genre and tags, since vectors are weak at names."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import bm25s
import numpy as np

from models.ranking.library_snapshot import FloatArray
from musechat.concepts import fold_name

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to debug when imported

# Words that say nothing about a track, though titles contain them.
_SILENT = frozenset(
    {"music", "song", "songs", "track", "something", "like", "with", "and", "the", "for", "a", "of", "in"}
)


class LexicalIndex:
    """BM25 over one library revision; build a new one when the library changes (about 1 s for 100,000 tracks).

    Args:
        texts: one plain text per row (:func:`musechat.concepts.fold_name`).

    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._rows = len(texts)
        self._known = frozenset(word for text in texts for word in text.split())
        self._index: Any = None
        if self._known:
            self._index = bm25s.BM25()
            self._index.index([text.split() for text in texts], show_progress=False)

    def score_query(self, query: str) -> FloatArray:
        """Score every row for a query, (n,), the best at 1; all 0 where no word of it is known."""
        words = [w for w in dict.fromkeys(fold_name(query).split()) if w in self._known and w not in _SILENT]
        if not words:
            return np.zeros(self._rows, np.float32)
        found = np.asarray(self._index.get_scores(words), np.float32)
        best = float(found.max(initial=0.0))
        return found / best if best > 0 else found
