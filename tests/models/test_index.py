"""The index against brute force, and readers while a writer replaces it."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import index as module
from models.index import IndexFolder, VectorIndex


def brute(matrix: np.ndarray, vector: np.ndarray, k: int, allowed: np.ndarray | None) -> list[str]:
    rows = np.arange(len(matrix)) if allowed is None else np.flatnonzero(allowed)
    scores = (matrix @ vector)[rows]
    return [str(row) for row in sorted(rows, key=lambda r: (-scores[np.searchsorted(rows, r)], r))[:k]]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_search_equals_brute_force(data: st.DataObject) -> None:
    rows, dim = data.draw(st.integers(0, 60)), data.draw(st.integers(1, 5))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    # Small whole numbers: every sum is exact, and equal scores are common.
    matrix = rng.integers(-2, 3, (rows, dim)).astype(np.float32)
    vectors = rng.integers(-2, 3, (3, dim)).astype(np.float32)
    allowed = rng.random(rows) < data.draw(st.sampled_from([0.0, 0.03, 0.5, 1.0])) if data.draw(st.booleans()) else None
    k = data.draw(st.integers(0, 70))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SCORES_AT_ONCE", data.draw(st.integers(1, 90)))
        ids, scores = VectorIndex([str(i) for i in range(rows)], matrix).search_many(vectors, k, allowed)
    for vector, found, score in zip(vectors, ids, scores, strict=True):
        assert found == brute(matrix, vector, k, allowed)
        assert np.array_equal(score, matrix[[int(i) for i in found]] @ vector)


def test_a_wrong_mask_or_query_is_refused() -> None:
    index = VectorIndex(["a", "b"], np.eye(2, dtype=np.float32))
    with pytest.raises(ValueError, match="mask"):
        index.search(np.ones(2, np.float32), 1, np.ones(3, bool))
    with pytest.raises(ValueError, match="dim 2"):
        index.search(np.ones(3, np.float32), 1)


def test_folder_starts_empty_then_follows_other_writers(tmp_path: Path) -> None:
    mine, other = IndexFolder(tmp_path / "v"), IndexFolder(tmp_path / "v")
    assert mine.current() is None
    assert other.write(["a"], np.ones((1, 3), np.float32)) == 1
    first = mine.current()
    assert first is not None
    assert first is mine.current()
    assert first.ids == ["a"]
    assert isinstance(first.matrix, np.memmap)
    assert other.write([], np.empty((0, 3), np.float32)) == 2
    second = mine.current()
    assert second is not None
    assert len(second) == 0
    assert second.search(np.ones(3, np.float32), 5)[0] == []
    assert first.search(np.ones(3, np.float32), 5)[0] == ["a"]  # the old generation stays whole


def test_values_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="finite"):
        IndexFolder(tmp_path).write(["a"], np.full((1, 2), np.nan, np.float32))


def test_superseded_files_go_but_not_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = IndexFolder(tmp_path)
    folder.write(["a"], np.ones((1, 2), np.float32))
    folder.write(["b"], np.ones((1, 2), np.float32))
    assert len(list(tmp_path.glob("*.npy"))) == 2
    monkeypatch.setattr(module, "STALE_S", -1.0)
    folder.write(["c"], np.ones((1, 2), np.float32))
    assert len(list(tmp_path.glob("*.npy"))) == 1
    current = IndexFolder(tmp_path).current()
    assert current is not None
    assert current.ids == ["c"]


def test_readers_see_whole_generations_while_two_writers_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STALE_S", 0.5)
    IndexFolder(tmp_path).write(["0"], np.zeros((1, 4), np.float32))
    stop, wrong = threading.Event(), []

    def write(name: int) -> None:
        folder = IndexFolder(tmp_path)
        for size in range(1, 40):
            value = size * 10 + name
            folder.write([f"{value}"] * size, np.full((size, 4), value, np.float32))

    def read() -> None:
        folder = IndexFolder(tmp_path)
        while not stop.is_set():
            index = folder.current()
            assert index is not None
            ids, scores = index.search(np.full(4, 0.25, np.float32), len(index))
            if len(ids) != len(index) or any(float(i) != s for i, s in zip(ids, scores, strict=True)):
                wrong.append((ids, scores))

    readers = [threading.Thread(target=read) for _ in range(2)]
    writers = [threading.Thread(target=write, args=(name,)) for name in (1, 2)]
    for thread in readers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in readers:
        thread.join()
    assert not wrong
