"""A member's taste: how accepted picks differ from the tracks expected for their requests.

Tastes are vectors over measured traits, tags and the joint space. The joint space alone is trained on clips and words:
for simulated members whose taste lies in traits and tags, a taste learned there had no effect.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from models.ranking.library_snapshot import BoolArray, DoubleArray, FloatArray, LibrarySnapshot, Rows
from musechat.wish import Facet

SHRINK = 5.0  # pseudo-count of picks without preference: few picks have little effect
DOUBT = 0.5  # strength of the shrinkage by chance, see TasteSpace.learn_taste
EXPECTED = 20  # tracks nearest to a query that represent what was expected for it
SAMPLE = 4096  # tracks among which those are searched
TAGS = 50  # tags that differ most between tracks
_FACETS = (Facet.ENERGY, Facet.VALENCE, Facet.BRIGHTNESS, Facet.TEMPO)
_TRAITS_SHARE, _TAGS_SHARE, _JOINT_SHARE = 0.25, 0.25, 0.5


class TasteSpace:
    """The positions of one library's tracks in the space of tastes; safe to share between threads."""

    def __init__(self, library: LibrarySnapshot) -> None:
        self._library = library
        self.places = _place_tracks(library)  # (n, f), of mean square length 1 about their mean
        # An even sample by id, which is a hash: unbiased, and the same for every process.
        step = max(1, -(-len(library) // SAMPLE))
        self._sample: Rows = np.arange(0, len(library), step)

    def learn_taste(self, accepted: Iterable[tuple[str, bytes]]) -> FloatArray | None:
        """Average the differences of accepted tracks from expected ones, shrunk while they are few or inconsistent.

        Differences in all directions are no taste: the part of their mean that their spread alone would explain is
        removed (a James-Stein estimator at half strength). Without it, picks got worse for members without a taste.

        Args:
            accepted: track id and query, (d,) float32 as bytes, of each accepted pick; unknown tracks are passed over.

        Returns:
            (f,), or None where nothing is known; it takes two picks.

        """
        known = [(self._library.row_of[i], query) for i, query in accepted if i in self._library.row_of]
        # One difference has no spread to estimate chance by.
        if len(known) < 2:
            return None
        queries = np.stack([np.frombuffer(query, np.float32) for _, query in known])
        shifts = self.places[[row for row, _ in known]] - self._mean_expected(queries)
        mean = shifts.mean(axis=0)
        by_chance = float(((shifts - mean) ** 2).sum()) / (len(shifts) - 1) / len(shifts)
        sure = 1 - DOUBT * by_chance / max(float((mean**2).sum()), 1e-9)
        if sure <= 0:
            return None
        return np.asarray(sure * shifts.sum(axis=0) / (len(shifts) + SHRINK), np.float32)

    def score_liked(self, taste: FloatArray, rows: Rows | BoolArray) -> DoubleArray:
        """Score how well ``rows`` (r,) suit a taste (f,), relative to their mean, (r,)."""
        found = np.asarray(self.places[rows] @ taste, np.float64)
        return found - found.mean() if len(found) else found

    def _mean_expected(self, queries: FloatArray) -> FloatArray:
        """Mean position of the sampled tracks nearest to each query (q, d): (q, f)."""
        near = self._library.joint[self._sample] @ queries.T
        count = min(EXPECTED, len(near))
        best = np.argpartition(-near, count - 1, axis=0)[:count]  # (count, q)
        return np.asarray(self.places[self._sample[best]].mean(axis=0))


def _place_tracks(library: LibrarySnapshot) -> FloatArray:
    if not len(library):
        return np.zeros((0, library.joint.shape[1]), np.float32)
    measured = [library.values[facet] for facet in _FACETS]
    traits = [np.where(np.isnan(column), _mean_of_known(column), column) for column in measured] + [library.vocal_score]
    telling = sorted(library.tags, key=lambda name: (-float(np.sqrt(library.tags[name]).std()), name))[:TAGS]
    tags = [np.sqrt(library.tags[name]).astype(np.float64) for name in telling]
    blocks = [(_TRAITS_SHARE, np.stack([_standardise(c) for c in traits], 1))]
    if tags:
        blocks.append((_TAGS_SHARE, np.stack([_standardise(c) for c in tags], 1)))
    blocks.append((_JOINT_SHARE, library.joint - library.joint.mean(axis=0)))
    # Shares are of the mean square distance: no block weighs more for having more columns.
    shares = [np.sqrt(share) * _scale_to_unit_length(block) for share, block in blocks]
    return np.concatenate(shares, 1).astype(np.float32)


def _mean_of_known(column: DoubleArray) -> float:
    known = column[~np.isnan(column)]
    return float(known.mean()) if len(known) else 0.0


def _standardise(column: DoubleArray) -> DoubleArray:
    return np.asarray((column - column.mean()) / max(float(column.std()), 1e-9))


def _scale_to_unit_length(block: DoubleArray | FloatArray) -> DoubleArray:
    """Scale rows so that their mean square length is 1."""
    return np.asarray(block / max(float(np.sqrt((block.astype(np.float64) ** 2).sum(axis=1).mean())), 1e-9))
