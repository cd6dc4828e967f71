"""Incremental update of a snapshot: unchanged rows are copied, and only changed tracks are read again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.ranking.library_snapshot import FloatArray, LibrarySnapshot, Rows

Array = NDArray[Any]

_OWN = ("revision", "values", "licence", "genres", "genre_of", "tags", "fetch")  # joined in their own way


def join_snapshots(parts: Sequence[LibrarySnapshot], revision: int, without: Collection[str] = ()) -> LibrarySnapshot:
    """Join snapshots into one of all their tracks, which fetches full tracks as the last part does.

    Args:
        parts: snapshots, at least one, of the same encoder and fusion; of a track in several the last one's row counts.
        revision: the library's.
        without: ids to leave out of the first part.

    """
    full = [part for part in parts if len(part)] or [parts[-1]]
    rows = _RowPlacement(full, set(without) if full[0] is parts[0] else set())
    genres = tuple(sorted({""}.union(*(part.genres for part in full))))
    place = {genre: n for n, genre in enumerate(genres)}
    columns: dict[str, Any] = {f.name: rows.join_column(f.name) for f in fields(LibrarySnapshot) if f.name not in _OWN}
    return LibrarySnapshot(
        revision=revision,
        values={facet: rows.join_arrays([part.values[facet] for part in full]) for facet in full[0].values},
        licence={use: rows.join_arrays([part.licence[use] for part in full]) for use in full[0].licence},
        genres=genres,
        genre_of=rows.join_arrays([np.array([place[g] for g in part.genres])[part.genre_of] for part in full]),
        tags=rows.join_tags(),
        fetch=parts[-1].fetch,
        **columns,
    )


class _RowPlacement:
    """Assigns the rows of the parts to the rows of the joined snapshot, which is sorted by id."""

    def __init__(self, parts: Sequence[LibrarySnapshot], without: Collection[str]) -> None:
        owner = {track_id: 0 for track_id in parts[0].ids if track_id not in without}
        owner |= {track_id: n for n, part in enumerate(parts[1:], 1) for track_id in part.ids}
        at = {track_id: row for row, track_id in enumerate(sorted(owner))}
        self.count = len(at)
        self._placed: list[tuple[LibrarySnapshot, Rows, Rows]] = []  # a part, its rows (r,), and where they go (r,)
        for n, part in enumerate(parts):
            rows = [row for row, track_id in enumerate(part.ids) if owner.get(track_id) == n]
            places = [at[part.ids[row]] for row in rows]
            self._placed.append((part, np.array(rows, np.intp), np.array(places, np.intp)))

    def join_arrays(self, columns: Sequence[Array]) -> Array:
        """A column of all parts, given that of each: (count, ...)."""
        found = np.empty((self.count, *columns[0].shape[1:]), columns[0].dtype)
        for values, (_, rows, places) in zip(columns, self._placed, strict=True):
            found[places] = values[rows]
        return found

    def join_column(self, name: str) -> Array | tuple[Any, ...]:
        """An array (count, ...) or a tuple, whichever the attribute is."""
        columns = [getattr(part, name) for part, _, _ in self._placed]
        if isinstance(columns[0], np.ndarray):
            return self.join_arrays(columns)
        found: list[Any] = [None] * self.count
        for values, (_, rows, places) in zip(columns, self._placed, strict=True):
            for row, place in zip(rows.tolist(), places.tolist(), strict=True):
                found[place] = values[row]
        return tuple(found)

    def join_tags(self) -> dict[str, FloatArray]:
        """The score of each tag that any part has, (count,)."""
        found: dict[str, FloatArray] = {}
        for part, rows, places in self._placed:
            for name, scores in part.tags.items():
                column = found.setdefault(name, np.zeros(self.count, np.float32))
                column[places] = scores[rows]
        return found
