"""Last steps of a build: split the items and gather the pair set that training reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from research.datasets.pair_set import PairSet
from research.datasets.released_layout import write_quartet
from research.datasets.split import split_quartets
from research.datasets.training_tuple import Music, Quartet, Split

FloatArray = NDArray[np.float32]
Features = Callable[[str], FloatArray | None]

PAIRS_FOLDER = "pairs"


def write_split(root: Path, quartets: Sequence[Quartet], by_artist: bool) -> list[Quartet]:
    """Split the items of ``root``, rewrite those whose split changed, and return all with their split."""
    split = split_quartets(quartets, by_artist)
    settled = [replace(quartet, split=split[quartet.video_id]) for quartet in quartets]
    for before, now in zip(quartets, settled, strict=True):
        if before.split is not now.split:
            write_quartet(root, now)
    return settled


def gather_pairs(
    quartets: Iterable[Quartet], videos: Features, musics: Features, encoders: dict[str, str]
) -> tuple[PairSet | None, list[str]]:
    """Join training tuples with their features.

    Args:
        quartets: items with their split.
        videos: maps a video id to features (8, dv), None where there are none.
        musics: maps a music id to a vector (dm,), None where there is none.
        encoders: names of the encoders, as in :class:`~research.datasets.pair_set.PairSet`.

    Returns:
        the pair set, None where it would be empty, and the video ids of incomplete tuples.

    """
    rows = _Rows(videos, musics)
    missing = [quartet.video_id for quartet in quartets if not rows.add_quartet(quartet)]
    return rows.to_pair_set(encoders), missing


class _Rows:
    """Collects the rows of a pair set."""

    def __init__(self, videos: Features, musics: Features) -> None:
        self._videos, self._musics = videos, musics
        self._video: list[FloatArray] = []
        self._music: dict[str, tuple[int, FloatArray, Music]] = {}
        self._texts: list[tuple[str, str]] = []
        self._quartets: list[tuple[int, int, int, int]] = []
        self._split: list[Split] = []
        self._made = False

    def add_quartet(self, quartet: Quartet) -> bool:
        """Add a training tuple; False where a feature, its candidate or its split is missing."""
        tokens = self._videos(quartet.video_id)
        if tokens is None or quartet.candidate is None or quartet.split is None:
            return False
        target, candidate = self._find_row(quartet.target), self._find_row(quartet.candidate)
        if target is None or candidate is None:
            return False
        self._quartets.append((len(self._video), target, candidate, len(self._texts)))
        self._video.append(tokens)
        conversation = quartet.conversation
        self._texts.append((conversation.turns[2], conversation.mask_names().turns[2]))
        self._split.append(quartet.split)
        # One synthetic pair makes the set synthetic: results on it say nothing certain about real pairs.
        self._made |= quartet.made
        return True

    def _find_row(self, music: Music) -> int | None:
        known = self._music.get(music.id)
        if known is None:
            vector = self._musics(music.id)
            # A silent or damaged file gives a zero or NaN vector, which would spoil every batch that it is in.
            if vector is None or not np.isfinite(vector).all() or not vector.any():
                return None
            unit = (vector / np.linalg.norm(vector)).astype(np.float32)
            self._music[music.id] = known = (len(self._music), unit, music)
        elif music.artist and not known[2].artist:  # the released set names no artist of a candidate
            self._music[music.id] = known = (known[0], known[1], music)
        return known[0]

    def to_pair_set(self, encoders: dict[str, str]) -> PairSet | None:
        """Return all rows as a pair set; None if there are none."""
        if not self._quartets:
            return None
        return PairSet(
            video=np.stack(self._video).astype(np.float32),
            music=np.stack([vector for _, vector, _ in self._music.values()]),
            music_ids=tuple(self._music),
            artist=_number_artists(music.artist_key for _, _, music in self._music.values()),
            texts=tuple(text for text, _ in self._texts),
            masked_texts=tuple(text for _, text in self._texts),
            quartet=np.array(self._quartets, np.int32),
            split=np.array(self._split, np.int8),
            made=self._made,
            encoders=encoders,
        )


def _number_artists(artists: Iterable[str]) -> NDArray[np.int32]:
    """Number artists; each unknown one gets a number of its own."""
    # Equal numbers are masked as negatives; two unknown artists must not mask each other.
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(a or f"\0{place}", len(numbers)) for place, a in enumerate(artists)], np.int32)
