"""The exact index in memory, in parts, over other rows, and on a device: each against brute force."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.index import TorchIndex, VectorIndex, exact
from tests.index_contract import equals_brute_force, refuses_what_does_not_fit


def whole(ids: Sequence[str], matrix: np.ndarray) -> VectorIndex:
    return VectorIndex(ids, [matrix])


def in_parts(ids: Sequence[str], matrix: np.ndarray) -> VectorIndex:
    cuts = [0, len(ids) // 3, len(ids) // 2, len(ids)]
    return VectorIndex(ids, [matrix[a:b] for a, b in pairwise(cuts)])


def over_other_rows(ids: Sequence[str], matrix: np.ndarray) -> VectorIndex:
    """Written in the order of the names, with rows that nobody asks for and one in place of another."""
    order = sorted(range(len(ids)), key=lambda row: ids[row])
    names = ["-", *(ids[row] for row in order), "~"]
    wide = np.concatenate(
        [matrix[:0], np.full((1, matrix.shape[1]), 9.0), matrix[order], np.full((1, matrix.shape[1]), 9.0)]
    )
    return VectorIndex(ids, [wide.astype(np.float32)], np.array([names.index(each) for each in ids], np.intp))


def on_device(ids: Sequence[str], matrix: np.ndarray) -> TorchIndex:
    return TorchIndex(ids, matrix)


KINDS = [whole, in_parts, over_other_rows, on_device]


@pytest.mark.parametrize("make", KINDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_search_equals_brute_force(make, data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exact, "BLOCK_ROWS", data.draw(st.integers(1, 40)))
        patch.setattr(exact, "SMALL", data.draw(st.sampled_from([0, 1 << 20])))
        patch.setattr(exact, "THREADS", 3)
        equals_brute_force(make, data)


@pytest.mark.parametrize("make", KINDS)
def test_a_wrong_mask_or_query_is_refused(make) -> None:
    refuses_what_does_not_fit(make)


@pytest.mark.parametrize("share", [1.0, 0.9, 0.5, 0.1, 0.01])
def test_many_real_numbers_too(share: float) -> None:
    rng = np.random.default_rng(3)
    matrix = rng.standard_normal((30_000, 96), np.float32)
    queries = rng.standard_normal((4, 96), np.float32)
    allowed = None if share == 1 else rng.random(len(matrix)) < share
    ids = [str(n) for n in range(len(matrix))]
    scores = queries.astype(np.float64) @ matrix.T.astype(np.float64)
    scores = scores if allowed is None else np.where(allowed, scores, -np.inf)
    wanted = [[str(row) for row in np.argsort(-one)[:10]] for one in scores]
    for index in (whole(ids, matrix), in_parts(ids, matrix), on_device(ids, matrix)):
        assert index.search_many(queries, 10, allowed)[0] == wanted
        assert [index.search(query, 10, allowed)[0] for query in queries] == wanted


def test_what_an_index_lacks_is_never_found() -> None:
    index = VectorIndex(["b", "x", "a"], [np.eye(2, dtype=np.float32)], np.array([1, -1, 0]))
    assert index.search(np.ones(2, np.float32), 5)[0] == ["b", "a"]
    assert index.search(np.ones(2, np.float32), 5, np.array([False, True, True]))[0] == ["a"]
    assert len(index) == 3


def test_ids_and_rows_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="1 ids"):
        whole(["a"], np.eye(2, dtype=np.float32))
    with pytest.raises(ValueError, match="1 ids"):
        TorchIndex(["a"], np.eye(2, dtype=np.float32))
