"""A list of texts in two arrays: the bytes of all of them, and where each ends."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.signedinteger[Any]]


class TextPool(Sequence[str]):
    """Immutable texts; a text costs its UTF-8 bytes and eight more.

    Args:
        data: the bytes of all texts, one after the other, uint8.
        ends: where each text ends in them, (n,) int64.

    """

    def __init__(self, data: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self.data = data
        self.ends = ends

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> TextPool:
        """Encode texts in their order."""
        builder = TextPoolBuilder()
        for text in texts:
            builder.add(text)
        return builder.finish()

    @classmethod
    def join(cls, pools: Sequence[TextPool]) -> TextPool:
        """Concatenate lists of texts."""
        sizes = np.cumsum([0, *(len(pool.data) for pool in pools)])
        ends = [pool.ends + size for pool, size in zip(pools, sizes[:-1].tolist(), strict=True)]
        return cls(np.concatenate([pool.data for pool in pools]), np.concatenate(ends))

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        return self.get_bytes(row).decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return (self[row] for row in range(len(self)))

    def get_bytes(self, row: int) -> bytes:
        """The bytes of one text; rows from 0 on."""
        return self.data[self.ends[row - 1] if row else 0 : self.ends[row]].tobytes()

    def select_rows(self, rows: Rows) -> TextPool:
        """Copy the texts of ``rows`` (m,)."""
        starts = np.concatenate([np.zeros(1, np.int64), self.ends[:-1]])[rows] if len(rows) else np.zeros(0, np.int64)
        sizes = self.ends[rows] - starts
        ends = np.cumsum(sizes)
        places = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - sizes), sizes)
        return TextPool(self.data[places], ends)

    def find_sorted(self, text: str) -> int:
        """The row of ``text`` where the texts are sorted and distinct; -1 where it is not there."""
        wanted = text.encode("utf-8", "surrogatepass")
        row = bisect_left(_BytesView(self), wanted)
        return row if row < len(self) and self.get_bytes(row) == wanted else -1

    def find_prefix(self, prefix: str) -> tuple[int, int]:
        """First row, and the row after the last, of the texts that begin so, where the texts are sorted."""
        wanted, view = prefix.encode("utf-8", "surrogatepass"), _BytesView(self)
        low = bisect_left(view, wanted)
        return low, bisect_right(view, wanted, lo=low, key=lambda text: text[: len(wanted)])

    def find_phrases(self, phrases: Iterable[str]) -> Rows:
        """Rows whose text holds any of some phrases, ascending; a phrase is never found across two texts.

        For texts and phrases that begin and end with a space, and hold no two in a row.
        """
        data = self.data.tobytes()
        hits: list[int] = []
        for phrase in phrases:
            wanted = phrase.encode("utf-8", "surrogatepass")
            at = data.find(wanted)
            while at >= 0:
                hits.append(at)
                at = data.find(wanted, at + 1)
        return np.unique(np.searchsorted(self.ends, np.array(hits, np.int64), side="right"))


class TextPoolBuilder:
    """Collects one text after the other, encoded at once."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = array("q")

    def add(self, text: str) -> None:
        """Add a text."""
        # A title may hold half of a pair of surrogates, which has to come back as it was.
        self._data += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._data))

    def finish(self) -> TextPool:
        """The pool of what was added."""
        ends = np.frombuffer(self._ends, np.int64) if self._ends else np.zeros(0, np.int64)
        return TextPool(np.frombuffer(self._data, np.uint8), ends)


class _BytesView(Sequence[bytes]):
    """A pool's texts as bytes, which sort as the texts do."""

    def __init__(self, pool: TextPool) -> None:
        self._pool = pool

    def __len__(self) -> int:
        return len(self._pool)

    def __getitem__(self, row: Any) -> Any:
        return self._pool.get_bytes(row)
