"""What every vector index promises, whatever it keeps its vectors in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import pytest
from hypothesis import strategies as st
from numpy.typing import NDArray

Array = NDArray[Any]


class Index(Protocol):
    def search(self, vector: Array, k: int, allowed: Array | None = None) -> tuple[list[str], Array]: ...

    def search_many(
        self, vectors: Array, k: int, allowed: Array | None = None
    ) -> tuple[list[list[str]], list[Array]]: ...


Make = Callable[[Sequence[str], Array], Index]


def brute(ids: Sequence[str], matrix: Array, vector: Array, k: int, allowed: Array | None) -> list[str]:
    rows = range(len(matrix)) if allowed is None else np.flatnonzero(allowed).tolist()
    scores = matrix @ vector
    return [ids[row] for row in sorted(rows, key=lambda r: (-scores[r], r))[:k]]


def equals_brute_force(make: Make, data: st.DataObject) -> None:
    """Search a drawn index with drawn masks. Small whole numbers: every sum is exact, and equal scores are common."""
    rows, dim = data.draw(st.integers(0, 60)), data.draw(st.integers(1, 5))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    matrix = rng.integers(-2, 3, (rows, dim)).astype(np.float32)
    vectors = rng.integers(-2, 3, (3, dim)).astype(np.float32)
    share = data.draw(st.sampled_from([0.0, 0.03, 0.5, 0.9, 1.0]))
    allowed = rng.random(rows) < share if data.draw(st.booleans()) else None
    k = data.draw(st.integers(0, 70))
    ids = [f"{n:02d}" for n in rng.permutation(rows)]  # rows are not in the order of their names
    index = make(ids, matrix)
    found, scores = index.search_many(vectors, k, allowed)
    row_of = {name: row for row, name in enumerate(ids)}
    for vector, names, score in zip(vectors, found, scores, strict=True):
        assert names == brute(ids, matrix, vector, k, allowed)
        assert np.array_equal(score, matrix[[row_of[name] for name in names]] @ vector)
        assert score.dtype == np.float32
        alone, alone_score = index.search(vector, k, allowed)
        assert alone == names
        assert np.array_equal(alone_score, score)


def refuses_what_does_not_fit(make: Make) -> None:
    index = make(["a", "b"], np.eye(2, dtype=np.float32))
    with pytest.raises(ValueError, match="mask"):
        index.search(np.ones(2, np.float32), 1, np.ones(3, bool))
    with pytest.raises(ValueError, match="queries"):
        index.search(np.ones(3, np.float32), 1)
