"""A compact list of names: 16 bytes for each track id, where a Python string takes 65."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.bytes_]


class NameArray(Sequence[str]):
    """An immutable list of names over an array of bytes (n,)."""

    def __init__(self, data: Bytes) -> None:
        self.data = data

    @classmethod
    def from_names(cls, names: Iterable[str]) -> NameArray:
        """Encode names into one array."""
        listed = [name.encode() for name in names]
        return cls(np.array(listed, dtype=np.bytes_) if listed else np.empty(0, "S1"))

    def __len__(self) -> int:
        return len(self.data)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> NameArray: ...
    def __getitem__(self, row: int | slice) -> str | NameArray:
        return NameArray(self.data[row]) if isinstance(row, slice) else bytes(self.data[row]).decode()

    def __iter__(self) -> Iterator[str]:
        return (name.decode() for name in self.data.tolist())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, NameArray):
            return bool(np.array_equal(self.data, other.data))
        return isinstance(other, Sequence) and not isinstance(other, str) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def join(cls, parts: Sequence[NameArray]) -> NameArray:
        """Concatenate lists of names."""
        return cls(np.concatenate([names.data for names in parts])) if parts else cls.from_names([])

    def select_rows(self, rows: NDArray[np.integer[Any]]) -> NameArray:
        """Select the names of ``rows`` (m,)."""
        return NameArray(self.data[rows])
