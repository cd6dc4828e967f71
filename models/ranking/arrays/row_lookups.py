"""Look-ups over the rows of a snapshot: by name, by id, by tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.index.file_names import NameArray
from models.ranking.arrays.placed_words import PlacedWords

FloatArray = NDArray[np.float32]
Rows = NDArray[np.intp]


class NameRows:
    """The rows of each plain name."""

    def __init__(self, words: PlacedWords) -> None:
        self._words = words

    def get(self, name: str, default: Sequence[int] = ()) -> Rows | Sequence[int]:
        """The rows of a name, ascending; ``default`` where there are none."""
        rows = self._words.find_rows(name)
        return rows if len(rows) else default

    def __getitem__(self, name: str) -> Rows:
        return self._words.find_rows(name)


class IdRows(Mapping[str, int]):
    """The row of each track id."""

    def __init__(self, ids: NameArray) -> None:
        self._ids = ids

    def __contains__(self, track_id: object) -> bool:
        return isinstance(track_id, str) and super().__contains__(track_id)

    def __getitem__(self, track_id: str) -> int:
        wanted = track_id.encode()
        row = int(np.searchsorted(self._ids.data, np.bytes_(wanted)))
        if row == len(self._ids) or bytes(self._ids.data[row]) != wanted:
            raise KeyError(track_id)
        return row

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)


class TagScores(Mapping[str, FloatArray]):
    """The score of each tag, (n,) per name: 0 where a track does not carry it."""

    def __init__(self, words: PlacedWords) -> None:
        self._words = words

    def __getitem__(self, name: str) -> FloatArray:
        rows, scores = self._words.find_weighted(name)
        if not len(rows):
            raise KeyError(name)
        found = np.zeros(self._words.row_count, np.float32)
        found[rows] = scores
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tags that a track carries, sorted."""
        return self._words.terms

    def find_scores(self, name: str) -> tuple[Rows, FloatArray]:
        """The rows that carry a tag, in no particular order, and their scores; none for an unknown one."""
        return self._words.find_weighted(name)

    def sum_scores(self) -> dict[str, tuple[float, float]]:
        """For each tag the sums of its scores, and of their square roots."""
        return self._words.sum_weights()

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)
