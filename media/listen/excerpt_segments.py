"""The fingerprints of a library that changes, to look excerpts up in: what comes and goes costs what it is itself.

They lie in segments (:class:`media.listen.excerpt_search.ExcerptIndex`), which never change. What is new is a segment
of its own; two that are about as large become one, so that there are few, and a track is copied a few times at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.listen.excerpt_search import ExcerptIndex, FoundExcerpt
from media.listen.fingerprint import Changes, Words

MERGE_RATIO = 2  # a segment takes in the one before unless that is more than so many times as large
MOST_GONE = 0.25  # share of rows whose tracks are gone, above which a segment is made anew


@dataclass(frozen=True, slots=True)
class _Segment:
    index: ExcerptIndex
    keys: tuple[str, ...]  # of its rows
    rows: NDArray[np.intp]  # their places among those of the whole


class SegmentedIndex:
    """Segments as they are at one time; safe to search while another is made of it. ``keys``: the track of each row.

    A row of ``keys`` that is empty is of a track that is gone or has other words now.
    """

    def __init__(self, segments: tuple[_Segment, ...] = (), keys: tuple[str, ...] = ()) -> None:
        self._segments = segments
        self.keys = keys

    @property
    def nbytes(self) -> int:
        """Memory that the fingerprints take, bytes."""
        return sum(segment.index.nbytes for segment in self._segments)

    @property
    def segments(self) -> int:
        """How many there are."""
        return len(self._segments)

    def find_excerpt(self, changes: Changes, allowed: NDArray[np.bool_]) -> FoundExcerpt | None:
        """As :meth:`media.listen.excerpt_search.ExcerptIndex.find_excerpt`; a row is one of ``keys``."""
        best: FoundExcerpt | None = None
        for segment in self._segments:
            found = segment.index.find_excerpt(changes, allowed[segment.rows])
            if found is not None and (best is None or found.score > best.score):
                best = FoundExcerpt(int(segment.rows[found.row]), found.at_s, found.score)
        return best

    def change(self, words: Mapping[str, Words]) -> SegmentedIndex:
        """The index in which these tracks have these words; those without any are gone from it."""
        parts = [_drop(segment, words) for segment in self._segments]
        new = {key: each for key, each in words.items() if len(each)}
        if new:
            parts.append(_Part(ExcerptIndex(list(new.values())), list(new)))
        merged: list[_Part] = []
        for part in parts:
            merged.append(part if part.gone <= MOST_GONE * len(part.keys) else _join(part))
            while len(merged) > 1 and merged[-2].index.nbytes <= MERGE_RATIO * merged[-1].index.nbytes:
                merged[-2:] = [_join(*merged[-2:])]
        return _number([part for part in merged if part.gone < len(part.keys)])


@dataclass(slots=True)
class _Part:
    index: ExcerptIndex
    keys: list[str]

    @property
    def gone(self) -> int:
        return self.keys.count("")


def _drop(segment: _Segment, changed: Mapping[str, Words]) -> _Part:
    return _Part(segment.index, ["" if key in changed else key for key in segment.keys])


def _join(*parts: _Part) -> _Part:
    held = [(key, part.index.take_words_of(row)) for part in parts for row, key in enumerate(part.keys) if key]
    return _Part(ExcerptIndex([words for _, words in held]), [key for key, _ in held])


def _number(parts: list[_Part]) -> SegmentedIndex:
    segments: list[_Segment] = []
    begin = 0
    for part in parts:
        rows = np.arange(begin, begin + len(part.keys), dtype=np.intp)
        segments.append(_Segment(part.index, tuple(part.keys), rows))
        begin += len(part.keys)
    return SegmentedIndex(tuple(segments), tuple(key for part in parts for key in part.keys))
