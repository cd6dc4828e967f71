"""A member's taste: how accepted picks differ from the tracks expected for their requests.

Tastes are vectors over measured traits, tags and the joint space. The joint space alone is trained on clips and words:
for simulated members whose taste lies in traits and tags, a taste learned there had no effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.ranking.library_snapshot import BoolArray, DoubleArray, FloatArray, LibrarySnapshot, Rows
from models.ranking.standardise import ROUNDING
from musechat.wish import Facet

SHRINK = 5.0  # pseudo-count of picks without preference: few picks have little effect
DOUBT = 0.5  # strength of the shrinkage by chance, see TasteSpace.learn_taste
EXPECTED = 20  # tracks nearest to a query that represent what was expected for it
SAMPLE = 4096  # tracks among which those are searched
ALIKE = 1e-10  # variance below which differences are those of rounding
TAGS = 50  # tags that differ most between tracks
_FACETS = (Facet.ENERGY, Facet.VALENCE, Facet.BRIGHTNESS, Facet.TEMPO)
_TRAITS_SHARE, _TAGS_SHARE, _JOINT_SHARE = 0.25, 0.25, 0.5


@dataclass(frozen=True)
class _TagColumn:
    """A tag as a trait: the root of its score, about the mean of all tracks, over their spread (0: all are alike)."""

    name: str
    mean: float
    spread: float


class TasteSpace:
    """The positions of one library's tracks in the space of tastes, of mean square length 1; safe to share.

    A position has f numbers: measured traits, tags, and the joint space. They are worked out for single tracks.
    """

    def __init__(self, library: LibrarySnapshot) -> None:
        self._library = library
        self._traits = [_fill_unknown(library.values[facet]) for facet in _FACETS] + [library.vocal_score]
        self._levels = [(float(c.mean()), max(float(c.std()), ROUNDING)) for c in self._traits] if len(library) else []
        self._tags = _choose_tags(library)
        self._centre, length = _measure_joint(library)
        # Shares are of the mean square distance: no block weighs more for having more columns.
        varied = sum(float(c.std()) > ROUNDING for c in self._traits) if len(library) else 0
        lengths = np.sqrt([varied, sum(tag.spread > ROUNDING for tag in self._tags), length])
        shares = np.sqrt([_TRAITS_SHARE, _TAGS_SHARE, _JOINT_SHARE])
        self._weights: list[float] = (shares / np.maximum(lengths, 1e-9)).tolist()
        # An even sample by id, which is a hash: unbiased, and the same for every process.
        step = max(1, -(-len(library) // SAMPLE))
        self._sample: Rows = np.arange(0, len(library), step)

    def get_places(self, rows: Rows) -> FloatArray:
        """The positions of tracks ``rows`` (r,): (r, f)."""
        standard = [(c[rows] - mean) / spread for c, (mean, spread) in zip(self._traits, self._levels, strict=True)]
        tags = [(self._get_roots(tag.name)[rows] - tag.mean) / max(tag.spread, ROUNDING) for tag in self._tags]
        blocks: list[NDArray[np.floating[Any]]] = [np.stack(block, 1) for block in (standard, tags) if block]
        weights = self._weights if tags else [self._weights[0], self._weights[2]]
        blocks.append(self._library.joint[rows] - self._centre)
        return np.concatenate([w * block for w, block in zip(weights, blocks, strict=True)], 1).astype(np.float32)

    def _get_roots(self, tag: str) -> DoubleArray:
        return np.sqrt(self._library.tags[tag]).astype(np.float64)

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
        shifts = self.get_places(np.array([row for row, _ in known])) - self._mean_expected(queries)
        mean = shifts.mean(axis=0)
        by_chance = float(((shifts - mean) ** 2).sum()) / (len(shifts) - 1) / len(shifts)
        sure = 1 - DOUBT * by_chance / max(float((mean**2).sum()), 1e-9)
        if sure <= 0:
            return None
        return np.asarray(sure * shifts.sum(axis=0) / (len(shifts) + SHRINK), np.float32)

    def score_liked(self, taste: FloatArray, rows: Rows | BoolArray) -> DoubleArray:
        """Score how well ``rows`` (r,) suit a taste (f,), relative to their mean, (r,)."""
        wide, traits, tags = taste.astype(np.float64), len(self._traits), len(self._tags)
        found = np.zeros(len(self._library))
        for column, (mean, spread), liked in zip(self._traits, self._levels, wide, strict=False):
            found += self._weights[0] * liked / spread * (column - mean)
        for tag, liked in zip(self._tags, wide[traits:], strict=False):
            carrying, scores = self._library.tags.find_scores(tag.name)
            if tag.spread > ROUNDING:
                found[carrying] += self._weights[1] * liked / tag.spread * np.sqrt(scores)
        # Constants are left out: what counts is the difference from the mean of the rows.
        joint = self._weights[2] * (self._library.joint[rows] @ taste[traits + tags :])
        liked_rows = np.asarray(found[rows] + joint, np.float64)
        return liked_rows - liked_rows.mean() if len(liked_rows) else liked_rows

    def _mean_expected(self, queries: FloatArray) -> FloatArray:
        """Mean position of the sampled tracks nearest to each query (q, d): (q, f)."""
        near = self._library.joint[self._sample] @ queries.T
        count = min(EXPECTED, len(near))
        best = np.argpartition(-near, count - 1, axis=0)[:count]  # (count, q)
        places = self.get_places(self._sample[best].ravel())
        return np.asarray(places.reshape(*best.shape, -1).mean(axis=0))


def _fill_unknown(column: DoubleArray) -> DoubleArray:
    """A column with the mean of what is known where nothing is."""
    known = column[~np.isnan(column)]
    return np.where(np.isnan(column), float(known.mean()) if len(known) else 0.0, column)


def _choose_tags(library: LibrarySnapshot) -> list[_TagColumn]:
    """The tags whose scores differ most between tracks."""
    count = max(len(library), 1)
    found = []
    for name, (scores, roots) in library.tags.sum_scores().items():
        if not scores:  # no track that is left has it
            continue
        mean = roots / count
        variance = scores / count - mean * mean
        found.append(_TagColumn(name, mean, variance**0.5 if variance > ALIKE else 0.0))
    return sorted(found, key=lambda tag: (-tag.spread, tag.name))[:TAGS]


def _measure_joint(library: LibrarySnapshot) -> tuple[FloatArray, float]:
    """The mean of the joint space (d,), and the mean square distance of its tracks from it."""
    total, squares = np.zeros(library.joint.shape[1]), 0.0
    for part, rows in zip(library.parts, library.rows_of, strict=True):
        joint = part.columns["joint"]
        total_here = part.derive("joint sum", lambda joint=joint: joint.sum(axis=0, dtype=np.float64))  # type: ignore[misc]
        squares_here = part.derive("joint squares", lambda joint=joint: np.array([_sum_squares(joint)]))  # type: ignore[misc]
        gone = joint[np.flatnonzero(rows < 0)]
        if len(joint):
            total += total_here - gone.sum(axis=0, dtype=np.float64)
            squares += float(squares_here[0]) - _sum_squares(gone)
    mean = total / max(len(library), 1)
    return mean.astype(np.float32), max(squares / max(len(library), 1) - float(mean @ mean), 0.0)


def _sum_squares(matrix: FloatArray) -> float:
    return float(np.einsum("ij,ij->", matrix, matrix, dtype=np.float64))
