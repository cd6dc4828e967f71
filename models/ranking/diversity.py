"""Diversity: maximal marginal relevance, with each artist at most once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.ranking.library_snapshot import FloatArray

LAMBDA = 0.7  # weight of relevance against similarity to what is chosen already


def order_diversely(
    relevance: FloatArray,
    vectors: FloatArray,
    artists: Sequence[frozenset[str]] | None,
    count: int,
    weight: float = LAMBDA,
) -> list[int]:
    """Choose ``count`` of n candidates one by one; returns their positions, the most relevant first.

    Args:
        relevance: (n,); only its order and relative distances matter.
        vectors: unit vectors (n, d), whose dot product is the similarity of candidates.
        artists: the credited artists of each candidate, none of whom is chosen twice; None: artists may repeat.
        count: number to choose; fewer are returned where the artists run out.
        weight: of relevance in 0..1; the rest is that of diversity.

    """
    # Scaled to 0..1, so that relevance and cosine are comparable whatever the scores' range.
    span = float(relevance.max(initial=0) - relevance.min(initial=0)) if len(relevance) else 0.0
    scaled = (relevance - relevance.min()) / span if span > 0 else np.zeros_like(relevance)
    closest = np.zeros(len(relevance), np.float32)
    open_ = np.ones(len(relevance), bool)
    chosen: list[int] = []
    while len(chosen) < count and open_.any():
        gain = np.where(open_, weight * scaled - (1 - weight) * closest, -np.inf)
        best = int(np.argmax(gain))
        chosen.append(best)
        open_[best] = False
        # Similarity to the nearest chosen track, kept up to date: one product per choice instead of all pairs.
        closest = np.maximum(closest, vectors @ vectors[best])
        if artists is not None:
            open_ &= np.array([not (names & artists[best]) for names in artists])
    return chosen
