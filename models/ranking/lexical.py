"""The lexical channel: BM25 over title, artist, album, genre and tags, since vectors are weak at names.

Scores are worked out from counts when words are asked for, not beforehand: all of them change with every track that is
added. They are those of the package bm25s by its defaults (Lucene's formula), which a test compares.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.ranking.arrays.placed_words import PlacedWords
from models.ranking.arrays.postings import PostingsBuilder
from models.ranking.library_snapshot import FloatArray
from musechat.concepts import fold_name

K1, B = 1.5, 0.75

# Words that say nothing about a track, though titles contain them.
_SILENT = frozenset(
    {"music", "song", "songs", "track", "something", "like", "with", "and", "the", "for", "a", "of", "in"}
)


class LexicalIndex:
    """BM25 over one library revision; safe to share between threads.

    Args:
        texts: one plain text per row (:func:`musechat.concepts.fold_name`).

    """

    def __init__(self, texts: Sequence[str]) -> None:
        builder = PostingsBuilder(weighted=True)
        for row, text in enumerate(texts):
            builder.add_weighted(row, Counter(text.split()))
        self._set_words(
            PlacedWords.from_postings(builder.finish(), len(texts)), np.array([len(text.split()) for text in texts])
        )

    @classmethod
    def from_words(cls, words: PlacedWords, lengths: NDArray[np.integer[Any]]) -> LexicalIndex:
        """Search words that are counted already; ``lengths`` (n,) has the number of words of each row."""
        index = cls(())
        index._set_words(words, lengths)
        return index

    def _set_words(self, words: PlacedWords, lengths: NDArray[np.integer[Any]]) -> None:
        self._words = words
        mean = float(lengths.mean()) if len(lengths) else 0.0
        # What a row's length adds beside the count of a word, (n,).
        self._damping = K1 * ((1 - B) + B * lengths / mean) if mean else np.zeros(len(lengths))

    def score_query(self, query: str) -> FloatArray:
        """Score every row for a query, (n,), the best at 1; all 0 where no word of it is known."""
        found = np.zeros(self._words.row_count, np.float32)
        for word in dict.fromkeys(fold_name(query).split()):
            if word in _SILENT:
                continue
            rows, counts = self._words.find_weighted(word)
            if len(rows):
                rarity = np.float32(math.log(1 + (len(found) - len(rows) + 0.5) / (len(rows) + 0.5)))
                share = counts / (self._damping[rows] + counts)
                found[rows] += (rarity * share).astype(np.float32)
        best = float(found.max(initial=0.0))
        return found / best if best > 0 else found
