"""Dot products of queries with a block of rows, computed in the way that reads the least memory."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]
Rows = NDArray[np.signedinteger[Any]]

# Shares of allowed rows. One query over more than the first is faster over all rows, one after the other; a batch over
# fewer than the second is faster over a copy of those rows.
DENSE, GATHER = 3 / 4, 1 / 8

warnings.filterwarnings("ignore", "Sparse CSR tensor support is in beta", UserWarning)


def score_block(queries: FloatArray, matrix: FloatArray, allowed: BoolArray | None) -> tuple[Rows | None, FloatArray]:
    """Score the allowed rows of a block.

    Args:
        queries: (B, dim).
        matrix: the block, (m, dim).
        allowed: (m,); None: all.

    Returns:
        The rows scored, (r,), None for all of them, and the scores (B, r).

    """
    if allowed is None:
        return None, _score_all(queries, matrix)
    inside = np.flatnonzero(allowed)
    share = len(inside) / max(1, len(matrix))
    if not len(inside):
        return inside, np.empty((len(queries), 0), np.float32)
    if len(queries) == 1:
        return inside, _score_all(queries, matrix)[:, inside] if share > DENSE else _score_selected(
            queries, matrix, inside
        )
    return inside, _score_all(queries, matrix[inside]) if share < GATHER else _score_all(queries, matrix)[:, inside]


def _score_all(queries: FloatArray, matrix: FloatArray) -> FloatArray:
    """Score every row: (B, m); a single query by a matrix-vector product, which is faster."""
    rows, asked = torch.from_numpy(matrix), torch.from_numpy(queries)
    scores: FloatArray = (torch.mv(rows, asked[0])[None] if len(queries) == 1 else asked @ rows.T).numpy()
    return scores


def _score_selected(query: FloatArray, matrix: FloatArray, inside: Rows) -> FloatArray:
    """Score only the rows ``inside`` (r,): (1, r), by a sampled product, which copies no row."""
    ends = torch.tensor([0, len(inside)], dtype=torch.int32)
    # Zeros and not uninitialised memory: ``beta=0`` still turns NaN into NaN.
    columns = torch.from_numpy(inside.astype(np.int32))
    places = torch.sparse_csr_tensor(
        ends, columns, torch.zeros(len(inside)), size=(1, len(matrix)), check_invariants=False
    )
    found = torch.sparse.sampled_addmm(places, torch.from_numpy(query), torch.from_numpy(matrix).T, beta=0.0)
    scores: FloatArray = found.values().numpy()[None]
    return scores
