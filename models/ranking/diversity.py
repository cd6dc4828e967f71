"""Variety: maximal marginal relevance, and each artist once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.ranking.library_snapshot import FloatArray

LAMBDA = 0.7  # weight of relevance against likeness to what was already chosen


def order_diversely(
    relevance: FloatArray,
    vectors: FloatArray,
    artists: Sequence[frozenset[str]] | None,
    count: int,
    weight: float = LAMBDA,
) -> list[int]:
    """Choose ``count`` of n candidates one after the other; the first is always the most relevant.

    Args:
        relevance: (n,); only its order and relative distances matter.
        vectors: unit vectors (n, d) by which candidates are alike.
        artists: for each candidate everyone its credit names; nobody is chosen twice. None: artists may repeat.
        count: how many; fewer come back where the artists run out.
        weight: of relevance, the rest goes to variety.

    """
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
        closest = np.maximum(closest, vectors @ vectors[best])
        if artists is not None:
            open_ &= np.array([not (names & artists[best]) for names in artists])
    return chosen
