"""An inverted index over the rows of a snapshot, whose parts each have one of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.ranking.arrays.postings import Postings, Slots

Rows = NDArray[np.intp]
FloatArray = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class PlacedWords:
    """Rows of terms, and of no track that is gone; safe to share between threads.

    Attributes:
        parts: the index of each part.
        rows_of: for each part the row of each of its slots, -1 for a track that is gone.
        row_count: number of rows.

    """

    parts: tuple[Postings, ...]
    rows_of: tuple[Slots, ...]
    row_count: int

    @classmethod
    def from_postings(cls, postings: Postings, count: int) -> PlacedWords:
        """An index of one part, whose slots are the rows."""
        return cls((postings,), (np.arange(count, dtype=np.int32),), count)

    def find_rows(self, term: str) -> Rows:
        """The rows of a term, ascending; none for an unknown one."""
        found = [rows_of[part.find_slots(term)] for part, rows_of in zip(self.parts, self.rows_of, strict=True)]
        rows = found[0] if len(found) == 1 else np.concatenate(found)
        return np.sort(rows[rows >= 0]).astype(np.intp)

    def find_weighted(self, term: str) -> tuple[Rows, FloatArray]:
        """The rows of a term in no particular order, and their weights."""
        rows, weights = [], []
        for part, rows_of in zip(self.parts, self.rows_of, strict=True):
            inside = part.get_range(term)
            here = rows_of[part.slots[inside]]
            rows.append(here[here >= 0])
            weights.append(_get_weights(part)[inside][here >= 0])
        return np.concatenate(rows).astype(np.intp), np.concatenate(weights)

    def find_first(self, term: str, visible: NDArray[np.bool_] | None = None) -> int:
        """The first row of a term among those visible, (n,); -1 where there is none."""
        rows = self.find_rows(term)
        if visible is not None:
            rows = rows[visible[rows]]
        return int(rows[0]) if len(rows) else -1

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """All terms that have a row, sorted."""
        if len(self.parts) == 1 and not (self.rows_of[0] < 0).any():
            return tuple(self.parts[0].terms)
        return tuple(
            sorted({term for part, to in zip(self.parts, self.rows_of, strict=True) for term in _iter_used(part, to)})
        )

    def sum_weights(self) -> dict[str, tuple[float, float]]:
        """For each term the sums of its rows' weights, and of their square roots."""
        found: dict[str, tuple[float, float]] = {}
        for part, rows_of in zip(self.parts, self.rows_of, strict=True):
            gone = rows_of < 0
            sums = part.sum_weights(gone) if gone.any() else part.weight_sums
            for term, (plain, root) in zip(part.terms, sums.tolist(), strict=True):
                before = found.get(term, (0.0, 0.0))
                found[term] = before[0] + plain, before[1] + root
        return found


def list_first_rows(part: Postings, rows_of: Slots, low: int, high: int, visible: NDArray[np.bool_]) -> NDArray[Any]:
    """For the terms from ``low`` to before ``high`` the first visible row, (high - low,); the row count for none."""
    if low >= high:
        return np.zeros(0, np.int64)
    rows = rows_of[part.slots[part.starts[low] : part.starts[high]]].astype(np.int64)
    rows[(rows < 0) | ~visible[rows]] = len(visible)
    return np.asarray(np.minimum.reduceat(rows, part.starts[low:high] - part.starts[low]))


def _iter_used(part: Postings, rows_of: Slots) -> Iterator[str]:
    if not len(part.slots):
        return
    used = np.maximum.reduceat(rows_of[part.slots], part.starts[:-1]) >= 0
    for number in np.flatnonzero(used).tolist():
        yield part.terms[number]


def _get_weights(part: Postings) -> FloatArray:
    if part.weights is None:
        raise ValueError("these postings have no weights")
    return part.weights


def place_words(parts: Sequence[Postings], rows_of: Sequence[Slots], count: int) -> PlacedWords:
    """Look at the indexes of several parts as one."""
    return PlacedWords(tuple(parts), tuple(rows_of), count)
