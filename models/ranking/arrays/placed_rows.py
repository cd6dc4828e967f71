"""Rows of matrices that lie where they are, in several parts, and are looked at in another order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
Rows = NDArray[np.signedinteger[Any]]
T = TypeVar("T")


class PlacedMatrix:
    """A matrix (n, d) whose rows are rows of other matrices, which may be memory-mapped and are never copied whole.

    Args:
        parts: matrices (m, d) that follow one another.
        place: which of all their rows each row is, (n,).

    """

    ndim = 2

    def __init__(self, parts: Sequence[FloatArray], place: Rows) -> None:
        self.parts = tuple(parts)
        self.place = place
        self.dtype = self.parts[0].dtype
        self._starts = np.cumsum([0, *(len(part) for part in self.parts)])

    @property
    def shape(self) -> tuple[int, int]:
        """(n, d)."""
        return len(self.place), self.parts[0].shape[1]

    def __len__(self) -> int:
        return len(self.place)

    def __getitem__(self, rows: Any) -> FloatArray:
        """The row of one number (d,), or those of an array, a mask or a slice (m, d)."""
        place = self.place[rows]
        if np.ndim(place) == 0:
            return np.asarray(self._select(np.array([place]))[0])
        return self._select(place)

    def __matmul__(self, other: FloatArray) -> FloatArray:
        """The products of all rows with (d,) or (d, k): (n,) or (n, k)."""
        return np.asarray(np.concatenate([part @ other for part in self.parts])[self.place])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.asarray(self._select(self.place), dtype)

    def _select(self, place: Rows) -> FloatArray:
        found = np.empty((len(place), self.shape[1]), self.dtype)
        for part, start in zip(self.parts, self._starts.tolist(), strict=False):
            inside = np.flatnonzero((place >= start) & (place < start + len(part)))
            found[inside] = part[place[inside] - start]
        return found


class RowView(Sequence[T], Generic[T]):
    """What is worked out for single rows when they are asked for.

    Args:
        count: number of rows.
        get: gives what belongs to a row.

    """

    def __init__(self, count: int, get: Callable[[int], T]) -> None:
        self._count = count
        self._get = get

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> T: ...
    @overload
    def __getitem__(self, row: slice) -> list[T]: ...
    def __getitem__(self, row: int | slice) -> T | list[T]:
        if isinstance(row, slice):
            return [self._get(each) for each in range(*row.indices(self._count))]
        if not -self._count <= row < self._count:
            raise IndexError(row)
        return self._get(int(row) % self._count)

    def __iter__(self) -> Iterator[T]:
        return (self._get(row) for row in range(self._count))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(_are_equal, self, other))

    __hash__ = None  # type: ignore[assignment]


def _are_equal(first: object, second: object) -> bool:
    return first == second
