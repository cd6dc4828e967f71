"""Finds a few seconds of a recording among many, also under speech: which track it is, and where in it.

The tracks' fingerprints (:mod:`media.listen.fingerprint`) are compared with the excerpt's at every place. How surely a
bit of the excerpt is known follows from how far its change is from none, and counts so much: "soft decoding" in Haitsma
and Kalker (ISMIR 2002). Under speech many bits are wrong, but mostly those that were near none.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from media.listen.decode import Floats
from media.listen.fingerprint import STEP_S, Changes, Words, measure_changes, pack_changes

FRAMES = 78  # about ten seconds
LEAST_FRAMES = 40  # about five: less identifies nothing under speech
SURE_SCORE = 0.22  # of FRAMES; measured by benchmarks/excerpt_lookup.py
MOST_WINDOWS = 3  # of a clip that are looked up
_ROUGH = 3  # neighbouring frames overlap by two thirds: every third tells nearly as much, in a third of the time
_CANDIDATES = 256  # places that are compared by soft bits
_PACKED_AS = 1  # version of the packed form, and of the changes in it
_PACKED_HEAD = struct.Struct("<ffH")  # where it begins, seconds; the change that a full step is; frames
_STEPS = 127
_LOUD_SHARE = 0.9  # changes above this quantile count no more than it


@dataclass(frozen=True, slots=True)
class FoundExcerpt:
    """A place in the tracks that were searched."""

    row: int  # of the track
    at_s: float  # where in the track the sound begins that was looked up; 0 where it begins before the track
    score: float  # agreement, -1..1; 0 is chance


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a sound that is looked up: where it begins, seconds, and its changes (m, 32)."""

    start_s: float
    changes: Changes


class ExcerptSearch(Protocol):
    """Something that excerpts are looked up in."""

    def find_excerpt(self, changes: Changes, allowed: NDArray[np.bool_]) -> FoundExcerpt | None:
        """The best place of an excerpt, changes (m, 32), in the tracks that are ``allowed`` (rows,)."""


class ExcerptIndex:
    """The words of many fingerprints in one array: about 7.5 kB for each track of four minutes or more."""

    def __init__(self, fingerprints: Sequence[Words]) -> None:
        lengths = np.array([len(words) for words in fingerprints], np.int64)
        self._ends = np.cumsum(lengths)
        self._words: Words = np.concatenate([np.zeros(0, np.uint32), *fingerprints])

    @property
    def nbytes(self) -> int:
        """Memory that it takes, bytes."""
        return self._words.nbytes + self._ends.nbytes

    def take_words_of(self, row: int) -> Words:
        """The words of one row."""
        return self._words[self._ends[row - 1] if row else 0 : self._ends[row]]

    def find_excerpt(self, changes: Changes, allowed: NDArray[np.bool_]) -> FoundExcerpt | None:
        """The best place of an excerpt, changes (m, 32), in the tracks that are ``allowed`` (rows,); however bad it is.

        None where nothing is there to compare.
        """
        count, size = len(self._words) - len(changes) + 1, len(changes)
        strength = np.abs(changes)
        strength = np.minimum(strength, np.quantile(strength, _LOUD_SHARE)) if size else strength
        if count < 1 or not strength.sum() > 0:
            return None
        places = self._find_candidates(pack_changes(changes), count)
        rows = np.searchsorted(self._ends, places, side="right")
        inside = (places + size <= self._ends[rows]) & allowed[rows]
        places, rows = places[inside], rows[inside]
        if not len(places):
            return None
        words = self._words[places[:, None] + np.arange(size)]
        signs = ((words[..., None] >> np.arange(32, dtype=np.uint32)) & 1) * 2.0 - 1.0
        scores = (signs * np.where(changes > 0, strength, -strength)).sum(axis=(1, 2)) / strength.sum()
        best = int(scores.argmax())
        row = int(rows[best])
        begins = self._ends[row - 1] if row else 0
        return FoundExcerpt(row, float(places[best] - begins) * STEP_S, float(scores[best]))

    def _find_candidates(self, words: Words, count: int) -> NDArray[np.int64]:
        """Places with the fewest differing bits, in no order."""
        wrong = np.zeros(count, np.uint16)
        for frame in range(0, len(words), _ROUGH):
            wrong += np.bitwise_count(self._words[frame : frame + count] ^ words[frame])
        few = min(_CANDIDATES, count)
        return np.argpartition(wrong, few - 1)[:few]


def find_sound(index: ExcerptSearch, sound: Floats, rate: int, allowed: NDArray[np.bool_]) -> FoundExcerpt | None:
    """The track that is surely in a mono sound (n,), with the place in it at which the sound begins; None: none is."""
    return find_excerpts(index, take_excerpts(sound, rate), allowed)


def take_excerpts(sound: Floats, rate: int) -> list[Excerpt]:
    """The stretches of a mono sound (n,) that are looked up; none of one that is too short."""
    changes = measure_changes(sound, rate)
    if len(changes) < LEAST_FRAMES:
        return []
    size = min(FRAMES, len(changes))
    windows = min(MOST_WINDOWS, len(changes) // size)
    starts = np.linspace(0, len(changes) - size, windows).astype(int).tolist()
    return [Excerpt(start * STEP_S, changes[start : start + size]) for start in starts]


def find_excerpts(index: ExcerptSearch, excerpts: Sequence[Excerpt], allowed: NDArray[np.bool_]) -> FoundExcerpt | None:
    """As :func:`find_sound`, of the stretches of a sound: the first that is surely found decides."""
    for excerpt in excerpts:
        found = index.find_excerpt(excerpt.changes, allowed)
        if found is not None and found.score >= compute_sure_score(len(excerpt.changes)):
            return FoundExcerpt(found.row, max(0.0, found.at_s - excerpt.start_s), found.score)
    return None


def pack_excerpts(excerpts: Sequence[Excerpt]) -> bytes:
    """Excerpts as bytes, 2.5 kB each: a byte for each change, whose sign is kept."""
    packed = [_PACKED_AS.to_bytes()]
    for excerpt in excerpts:
        loud = float(np.quantile(np.abs(excerpt.changes), _LOUD_SHARE)) or 1.0
        steps = np.round(np.clip(excerpt.changes / loud, -1, 1) * _STEPS)
        steps = np.where((steps == 0) & (excerpt.changes != 0), np.sign(excerpt.changes), steps)
        packed.append(_PACKED_HEAD.pack(excerpt.start_s, loud, len(steps)) + steps.astype(np.int8).tobytes())
    return b"".join(packed)


def unpack_excerpts(data: bytes) -> list[Excerpt]:
    """What :func:`pack_excerpts` has made; none where another version has."""
    excerpts: list[Excerpt] = []
    if data[:1] != _PACKED_AS.to_bytes():
        return excerpts
    at = 1
    while at + _PACKED_HEAD.size <= len(data):
        start_s, loud, frames = _PACKED_HEAD.unpack_from(data, at)
        at += _PACKED_HEAD.size
        steps = np.frombuffer(data[at : at + 32 * frames], np.int8).reshape(frames, 32)
        excerpts.append(Excerpt(start_s, steps / _STEPS * loud))
        at += 32 * frames
    return excerpts


def compute_sure_score(frames: int) -> float:
    """From which score an excerpt of so many frames is surely found: chance spreads with the root of their number."""
    return float(SURE_SCORE * np.sqrt(FRAMES / frames))
