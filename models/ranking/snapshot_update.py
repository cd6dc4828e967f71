"""Incremental update of a snapshot: what changed is laid beside the parts that are there, which are never copied."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from models.index.file_names import NameArray
from models.ranking.arrays.library_part import LibraryPart, join_parts
from models.ranking.library_snapshot import LibrarySnapshot

MOST_PARTS = 8  # beside the first; each costs every look-up a little
MOST_BESIDE = 1 / 8  # tracks beside the first part, or gone from it, as a share of it, before all are laid out anew


def join_snapshots(parts: Sequence[LibrarySnapshot], revision: int, without: Collection[str] = ()) -> LibrarySnapshot:
    """Join snapshots into one of all their tracks, which fetches full tracks as the last part does.

    Args:
        parts: snapshots, at least one, of the same encoder and fusion; of a track in several the last one's row counts.
        revision: the library's.
        without: ids to leave out of the first part.

    """
    first = parts[0]
    ids, place = _leave_out(first.ids, first.place, NameArray.from_names(without))
    laid, count = list(first.parts), sum(map(len, first.parts))
    for part in parts[1:]:
        ids, place = _leave_out(ids, place, part.ids)
        at = np.searchsorted(ids.data, part.ids.data)
        wide = np.result_type(ids.data.dtype, part.ids.data.dtype)
        ids = NameArray(np.insert(ids.data.astype(wide), at, part.ids.data))
        place = np.insert(place, at, part.place + count).astype(np.int32)
        laid += part.parts
        count += sum(map(len, part.parts))
    # A part that has no rows would only name columns of the wrong width.
    kept = [part for part in laid if len(part)] or laid[:1]
    return _merge_small(LibrarySnapshot(revision, tuple(kept), place, parts[-1].fetch))


def count_beside(library: LibrarySnapshot) -> int:
    """Count the tracks that lie beside the first part, or are gone from it."""
    return len(library) + len(library.parts[0]) - 2 * int((library.rows_of[0] >= 0).sum())


def lay_out_whole(library: LibrarySnapshot) -> LibraryPart:
    """Join all parts of a snapshot into one, in its order."""
    return library.parts[0] if library.is_whole else join_parts(library.parts, library.place)


def _leave_out(ids: NameArray, place: NDArray[np.int32], gone: NameArray) -> tuple[NameArray, NDArray[np.int32]]:
    if not len(gone) or not len(ids):
        return ids, place
    rows = np.minimum(np.searchsorted(ids.data, gone.data), len(ids) - 1)
    found = rows[ids.data[rows] == gone.data]
    return (NameArray(np.delete(ids.data, found)), np.delete(place, found)) if len(found) else (ids, place)


def _merge_small(library: LibrarySnapshot) -> LibrarySnapshot:
    """Join the small parts where there are many."""
    if len(library.parts) <= 1 + MOST_PARTS:
        return library
    first = len(library.parts[0])
    beside = np.flatnonzero(library.place >= first)
    merged = join_parts(library.parts[1:], library.place[beside] - first)
    place = library.place.copy()
    place[beside] = first + np.arange(len(beside), dtype=np.int32)
    return LibrarySnapshot(library.revision, (library.parts[0], merged), place, library.fetch)
