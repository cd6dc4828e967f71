"""Candidates: what the music-video model would offer first for a video, and is not what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.fusion.interface import Fusion
from models.profiles import Profile
from musechat.concepts import fold_name, split_artist_names
from research.datasets.training_tuple import Music

FloatArray = NDArray[np.float32]


def find_candidate_model(profile: Profile) -> Fusion:
    """The music-video baseline (MVP), which is asked with the video alone."""
    return profile.mvp


class CandidatePool:
    """All music of a build, ranked for videos.

    Args:
        finder: see :func:`find_candidate_model`.
        musics: (M,) distinct pieces.
        vectors: (M, dm) of the profile's music encoder.

    """

    def __init__(self, finder: Fusion, musics: Sequence[Music], vectors: FloatArray) -> None:
        self.finder = finder
        self.musics = musics
        self._matrix = finder.encode_music(vectors) if len(musics) else np.empty((0, finder.dim), np.float32)
        self._of_artist = _group_rows([split_artist_names(music.artist) for music in musics])
        self._of_title = _group_rows([{fold_name(music.title)} - {""} for music in musics])

    def __len__(self) -> int:
        return len(self.musics)

    def find_candidate(self, video: FloatArray, target: Music) -> int | None:
        """The best row for a video (8, dv) that is neither the target, nor its artist's, nor of the same title."""
        scores = self._matrix @ self.finder.encode_query(video, None, None)
        scores[self._find_related(target)] = -np.inf
        best = int(scores.argmax()) if len(scores) else 0
        return best if len(scores) and np.isfinite(scores[best]) else None

    def _find_related(self, target: Music) -> list[int]:
        rows = [row for row, music in enumerate(self.musics) if music.id == target.id]
        for name in split_artist_names(target.artist):
            rows += self._of_artist.get(name, [])
        return rows + self._of_title.get(fold_name(target.title), [])


def _group_rows(names: Sequence[frozenset[str] | set[str]]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, of_row in enumerate(names):
        for name in of_row:
            rows.setdefault(name, []).append(row)
    return rows
