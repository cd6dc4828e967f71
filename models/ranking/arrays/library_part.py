"""Tracks laid out as arrays: an immutable part of a library, which processes may share as a mapped file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.index.file_names import NameArray
from models.ranking.arrays.postings import Postings, Slots
from models.ranking.arrays.text_pool import TextPool

Array = NDArray[Any]
OF_ROWS = "rows/"  # how the names of derived arrays begin that have a row per track


@dataclass(frozen=True, eq=False)
class LibraryPart:
    """Some tracks as arrays, a row per track, by id.

    Attributes:
        ids: track ids, ascending, (m,).
        columns: numbers of each track by name, (m, ...) each; see :mod:`.part_builder` for the names.
        texts: texts of each track by name, (m,) each.
        words: inverted indexes over the rows, by what they index.
        derived: arrays that follow from the others and from models, by name; made when first asked for.
        is_mapped: whether the arrays lie in a file that processes share.

    """

    ids: NameArray
    columns: Mapping[str, Array]
    texts: Mapping[str, TextPool]
    words: Mapping[str, Postings]
    derived: dict[str, Array] = field(default_factory=dict, repr=False)
    is_mapped: bool = False

    def __len__(self) -> int:
        return len(self.ids)

    def derive(self, name: str, make: Callable[[], Array]) -> Array:
        """Return a derived array, which is the same for everybody who asks for that name."""
        found = self.derived.get(name)
        if found is None:  # without a lock: two threads may both make it, with equal results
            found = self.derived[name] = make()
        return found


def join_parts(parts: Sequence[LibraryPart], place: NDArray[np.signedinteger[Any]]) -> LibraryPart:
    """Join parts into one.

    Args:
        parts: at least one, with the same columns.
        place: which of all their rows each row of the new part is, (n,), so that ids ascend.

    """
    starts = np.cumsum([0, *(len(part) for part in parts)])
    row_of_slot = np.full(int(starts[-1]), -1, np.int32)
    row_of_slot[place] = np.arange(len(place), dtype=np.int32)
    moved: list[Slots] = [row_of_slot[a:b] for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]

    def gather(columns: Sequence[Array]) -> Array:
        return np.asarray(np.concatenate(columns)[place])

    shared = set(parts[0].derived).intersection(*(part.derived for part in parts[1:]))
    return LibraryPart(
        NameArray.join([part.ids for part in parts]).select_rows(place),
        {name: gather([part.columns[name] for part in parts]) for name in parts[0].columns},
        {name: TextPool.join([part.texts[name] for part in parts]).select_rows(place) for name in parts[0].texts},
        {name: Postings.join([part.words[name] for part in parts], moved) for name in parts[0].words},
        {name: gather([part.derived[name] for part in parts]) for name in shared if name.startswith(OF_ROWS)},
    )
