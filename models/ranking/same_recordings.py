"""Finds tracks that are one recording in several files, or versions of one work: a thread offers only one of them.

Two files hold one recording where they agree in all that coding, loudness and tags leave as it is: length, tempo,
timbre, the course of the energy, and the music encoder's vector. Of 35,511 pairs of real excerpts, most of
equal length, no two different pieces do; of 12 excerpts coded anew at 48 kbit/s each does with its original.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from models.ranking.library_snapshot import BoolArray, LibrarySnapshot, Rows
from musechat.wish import Facet

LENGTH_S, LENGTH_SHARE = 0.5, 0.01  # lengths differ by at most the larger of these: coders add silence
TEMPO_SHARE = 0.01
BRIGHTNESS, VALENCE = 0.06, 0.08
SHAPE = 0.9  # correlation of the energy curves
ALIKE = 0.5  # cosine of the music encoder's vectors


def mask_same(library: LibrarySnapshot, rows: Rows, others: Rows) -> BoolArray:
    """Which of ``rows`` (r,) are the recording or a version of the work of any of ``others`` (o,): (r,)."""
    found = np.zeros(len(rows), bool)
    for other in others.tolist():
        found |= _is_same_recording(library, rows, other)
    works = frozenset[str]().union(*(library.works[other] for other in others.tolist()))
    if works:
        found |= np.array([not works.isdisjoint(library.works[row]) for row in rows.tolist()], bool)
    return found


def find_same_ids(library: LibrarySnapshot, track_ids: Iterable[str], guild_id: int | None = None) -> frozenset[str]:
    """Ids of the library's tracks that are the recordings, or versions of the works, of these tracks.

    Tracks that are another guild's own than ``guild_id`` stand for nothing: nobody here can have heard them.
    """
    others = library.find_rows(track_ids)
    others = others[library.mask_visible(guild_id)[others]]
    if not len(others):
        return frozenset()
    every = np.arange(len(library))
    return frozenset(library.ids[row] for row in np.flatnonzero(_mask_all(library, every, others)).tolist())


def keep_first_versions(library: LibrarySnapshot, rows: Sequence[int]) -> list[int]:
    """Positions in ``rows``, in their order, without those that are the same as an earlier one."""
    kept: list[int] = []
    for position, row in enumerate(rows):
        earlier = np.array([rows[n] for n in kept], np.intp)
        if not mask_same(library, np.array([row], np.intp), earlier)[0]:
            kept.append(position)
    return kept


def _mask_all(library: LibrarySnapshot, every: Rows, others: Rows) -> BoolArray:
    """As :func:`mask_same` over a whole library, whose works are looked up instead of compared."""
    found = np.zeros(len(every), bool)
    for other in others.tolist():
        found |= _is_same_recording(library, every, other)
        for work in library.works[other]:
            found[library.rows_of_work[work]] = True
    return found


def _is_same_recording(library: LibrarySnapshot, rows: Rows, other: int) -> BoolArray:
    values = library.values
    length = values[Facet.LENGTH]
    close = np.abs(length[rows] - length[other]) <= max(LENGTH_S, LENGTH_SHARE * length[other])
    # Few tracks have one length: all else is compared for those alone.
    near = rows[close]
    same = (
        _is_same_tempo(values[Facet.TEMPO][near], float(values[Facet.TEMPO][other]))
        & (np.abs(values[Facet.BRIGHTNESS][near] - values[Facet.BRIGHTNESS][other]) <= BRIGHTNESS)
        & (np.abs(values[Facet.VALENCE][near] - values[Facet.VALENCE][other]) <= VALENCE)
    )
    # A flat curve is all zeros and so like none: of two drones nothing is claimed.
    shape = library.shapes[near].astype(np.float32) @ library.shapes[other].astype(np.float32)
    same &= (shape >= SHAPE) & (library.music[near] @ library.music[other] >= ALIKE)
    found = np.zeros(len(rows), bool)
    found[close] = same
    return found


def _is_same_tempo(tempos: np.ndarray[tuple[int], np.dtype[np.float64]], tempo: float) -> BoolArray:
    if np.isnan(tempo):
        return np.asarray(np.isnan(tempos))
    return np.asarray(np.abs(tempos / tempo - 1) <= TEMPO_SHARE)
