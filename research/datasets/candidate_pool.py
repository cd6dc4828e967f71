"""Candidate retrieval: the best-ranked music for a video that is not its target, as in MuseChat (CVPR 2024)."""

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
    """Return the profile's video-to-music baseline (MVP), which is queried with the video alone."""
    return profile.mvp


class CandidatePool:
    """Music of a build in the joint space of a fusion model, to rank for videos.

    Args:
        finder: see :func:`find_candidate_model`.
        musics: (M,) distinct pieces.
        vectors: (M, dm) from the profile's music encoder.

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
        """Return the best row for video tokens (8, dv) that is unrelated to the target; None if there is none."""
        scores = self._matrix @ self.finder.encode_query(video, None, None)
        # Covers and other tracks by the artist would teach that the wanted change is no change at all.
        scores[self._find_related(target)] = -np.inf
        # A build of one artist alone leaves only -inf, which is no candidate.
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
