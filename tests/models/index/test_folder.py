"""The folder of vectors: what it holds after any history, who may read and write it at once, and what a crash leaves."""

from __future__ import annotations

import multiprocessing
import os
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.index import IndexFolder, VectorIndex, manifest
from models.index import folder as module
from tests.index_contract import equals_brute_force

DIM = 3


def vector(value: float) -> np.ndarray:
    return np.full((1, DIM), value, np.float32)


def held(index: VectorIndex | None) -> dict[str, float]:
    """Every id with the value its vector was filled with, by way of a search."""
    assert index is not None
    ids, scores = index.search(np.full(DIM, 1 / DIM, np.float32), len(index))
    assert len(ids) == len(index)
    return dict(zip(ids, scores.round(3).tolist(), strict=True))


def newest(folder: Path) -> VectorIndex:
    index = IndexFolder(folder).read_current()
    assert index is not None
    return index


def test_a_folder_starts_empty_then_follows_other_writers(tmp_path: Path) -> None:
    mine, other = IndexFolder(tmp_path / "v"), IndexFolder(tmp_path / "v")
    assert mine.read_current() is None
    assert other.replace_rows(["a"], vector(1)) == 1
    first = mine.read_current()
    assert first is not None
    assert first is mine.read_current()
    assert list(first.ids) == ["a"]
    assert isinstance(first.parts[0], np.memmap)
    assert other.replace_rows([], np.empty((0, DIM), np.float32)) == 2
    second = mine.read_current()
    assert second is not None
    assert held(second) == {}
    assert held(first) == {"a": 1}  # the old moment stays whole


def test_a_folder_keeps_the_contract(tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(max_examples=25, deadline=None)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        def make(ids, matrix) -> VectorIndex:
            folder = IndexFolder(tmp_path_factory.mktemp("v"))
            cut = len(ids) // 2
            folder.replace_rows(ids[cut:], matrix[cut:] + 1)
            folder.update_rows(ids, matrix)
            return newest(folder.folder).reorder_rows(ids)

        equals_brute_force(make, data)

    check()


@settings(max_examples=30, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["update", "write"]),
            st.dictionaries(st.sampled_from("abcdefghij"), st.integers(-9, 9), max_size=6),
            st.sets(st.sampled_from("abcdefghij"), max_size=4),
        ),
        max_size=25,
    )
)
def test_any_history_leaves_what_it_says(steps, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("v")
    folder, expected = IndexFolder(path), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MAX_PARTS", 3)
        for what, values, removed in steps:
            rows = np.array([[v] * DIM for v in values.values()], np.float32).reshape(-1, DIM)
            if what == "write":
                folder.replace_rows(list(values), rows)
                expected = dict(values)
            else:
                gone = sorted(removed - set(values))
                folder.update_rows(list(values), rows, gone)
                expected = {k: v for k, v in (expected | values).items() if k not in gone}
            assert held(folder.read_current()) == held(newest(path)) == expected
            assert len(newest(path).parts) <= 8


def test_adding_writes_what_is_added(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    folder.replace_rows([str(n) for n in range(1000)], np.ones((1000, DIM), np.float32))
    big = max(tmp_path.glob("*.npy"), key=lambda path: path.stat().st_size)
    before = folder.read_current()
    for n in range(100):
        folder.update_rows([f"new {n}"], vector(n))
    after = folder.read_current()
    assert big.exists()
    assert before is not None
    assert after is not None
    assert after.parts[0] is before.parts[0]  # not even mapped anew
    assert len(after.parts) <= module.MAX_PARTS
    assert len(after) == 1100


def test_writing_the_same_again_writes_nothing(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    ids, rows = [str(n) for n in range(100)], np.random.default_rng(0).standard_normal((100, DIM)).astype(np.float32)
    assert folder.replace_rows(ids, rows) == 1
    assert folder.replace_rows(ids[::-1], rows[::-1] + 1e-7) == 1
    rows[7] += 1
    assert folder.replace_rows(ids[:-1], rows[:-1]) == 2
    assert len(newest(tmp_path)) == 99
    assert newest(tmp_path).get_vectors(np.array([98])) == pytest.approx(rows[7:8])


def test_much_that_counts_no_more_is_let_go(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    folder.replace_rows([str(n) for n in range(100)], np.ones((100, DIM), np.float32))
    folder.update_rows([], np.empty((0, DIM), np.float32), [str(n) for n in range(25)])
    assert sum(len(part) for part in newest(tmp_path).parts) == 100
    folder.update_rows([], np.empty((0, DIM), np.float32), ["25", "nobody"])
    assert sum(len(part) for part in newest(tmp_path).parts) == len(newest(tmp_path)) == 74


@pytest.mark.parametrize(
    ("ids", "rows", "why"),
    [
        (["a"], np.full((1, 2), np.nan), "finite"),
        (["a", "b"], np.ones((1, 2)), "2 ids"),
        (["a", "a"], np.ones((2, 2)), "repeats"),
    ],
)
def test_what_cannot_be_held_is_refused(tmp_path: Path, ids: list[str], rows: np.ndarray, why: str) -> None:
    for act in (IndexFolder(tmp_path).replace_rows, IndexFolder(tmp_path).update_rows):
        with pytest.raises(ValueError, match=why):
            act(ids, rows.astype(np.float32))
    assert IndexFolder(tmp_path).read_current() is None


def test_another_size_and_an_older_format_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "current.json").write_text('{"generation": 7, "name": "x", "rows": 1, "dim": 2}')
    folder = IndexFolder(tmp_path)
    assert folder.read_current() is None
    folder.update_rows(["a"], np.ones((1, 2), np.float32))
    folder.update_rows(["b"], vector(2))
    assert held(folder.read_current()) == {"b": 2}


def test_files_that_are_needed_no_more_go_but_not_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = IndexFolder(tmp_path)
    folder.replace_rows(["a"], vector(1))
    folder.replace_rows(["b"], vector(2))
    assert len(list(tmp_path.glob("*.npy"))) == 4
    monkeypatch.setattr(module, "STALE_S", -1.0)
    folder.replace_rows(["c"], vector(3))
    assert len(list(tmp_path.glob("*.npy"))) == 2
    assert held(newest(tmp_path)) == {"c": 3}


@pytest.mark.parametrize("step", ["write_part", "write_dead", "write_manifest"])
@pytest.mark.parametrize("after", [False, True])
def test_a_crash_leaves_the_old_or_the_new(tmp_path: Path, step: str, after: bool) -> None:
    """The writer dies before or after each step of an update that also merges."""
    IndexFolder(tmp_path).replace_rows(["a", "b", "c"], np.arange(3, dtype=np.float32)[:, None].repeat(DIM, 1))
    child = multiprocessing.get_context("fork").Process(target=_die_at, args=(tmp_path, step, after))
    child.start()
    child.join(120)
    assert child.exitcode == 9
    assert held(newest(tmp_path)) in ({"a": 0, "b": 1, "c": 2}, {"a": 0, "b": 5, "d": 6})
    assert IndexFolder(tmp_path).update_rows(["e"], vector(8)) > 1  # the dead writer's lock is gone with it
    assert held(newest(tmp_path))["e"] == 8


def _die_at(path: Path, step: str, after: bool) -> None:
    real = getattr(manifest, step)

    def dying(*args, **options):
        if after:
            real(*args, **options)
        os._exit(9)

    setattr(module, step, dying)
    IndexFolder(path).update_rows(["b", "d"], np.array([[5] * DIM, [6] * DIM], np.float32), ["c"])


@pytest.mark.slow
def test_readers_see_whole_moments_while_two_writers_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STALE_S", 0.0)
    monkeypatch.setattr(module, "MAX_PARTS", 4)
    IndexFolder(tmp_path).replace_rows(["x", "y"], np.zeros((2, DIM), np.float32))
    stop, wrong = threading.Event(), []

    def write(name: int) -> None:
        folder = IndexFolder(tmp_path)
        for n in range(40):
            both = np.full((2, DIM), n * 10 + name, np.float32)
            folder.update_rows(["x", "y"], both)  # always alike in one moment
            folder.update_rows([f"{name}-{n}"], vector(n))

    def read() -> None:
        folder = IndexFolder(tmp_path)
        while not stop.is_set():
            found = held(folder.read_current())
            if found["x"] != found["y"]:
                wrong.append(found)

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
    assert set(held(newest(tmp_path))) == {"x", "y", *(f"{w}-{n}" for w in (1, 2) for n in range(40))}
