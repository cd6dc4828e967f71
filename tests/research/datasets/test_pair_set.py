"""A pair set comes back as it was written, or not at all."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from musechat.errors import BadInput
from research.datasets.pair_set import FEATURES_FILE, PairSet


def some_pairs(seed: int = 0) -> PairSet:
    rng = np.random.default_rng(seed)
    music = rng.normal(size=(4, 6)).astype(np.float32)
    return PairSet(
        video=rng.normal(size=(3, 8, 5)).astype(np.float32),
        music=music / np.linalg.norm(music, axis=1, keepdims=True),
        music_ids=("a", "b", "c", "ü"),
        artist=np.array([0, 0, 1, 2], np.int32),
        texts=("more of Mira", "calmer"),
        masked_texts=("more of the artist", "calmer"),
        quartet=np.array([[0, 0, 1, 0], [1, 1, 2, 1], [2, 3, 0, 1]], np.int32),
        split=np.array([0, 1, 2], np.int8),
        made=True,
        encoders={"music": "ear/1"},
    )


def test_comes_back_as_written(tmp_path: Path) -> None:
    pairs = some_pairs()
    pairs.save(tmp_path / "pairs")
    found = PairSet.load(tmp_path / "pairs")
    for field in fields(PairSet):
        written, read = getattr(pairs, field.name), getattr(found, field.name)
        if isinstance(written, np.ndarray):
            np.testing.assert_array_equal(written, read)
            assert written.dtype == read.dtype
        else:
            assert written == read
    assert sorted(p.name for p in (tmp_path / "pairs").iterdir()) == ["features.safetensors", "quartets.json"]


def test_halves_of_two_writings_are_not_mixed(tmp_path: Path) -> None:
    some_pairs(0).save(tmp_path / "first")
    some_pairs(1).save(tmp_path / "second")
    (tmp_path / "second" / FEATURES_FILE).replace(tmp_path / "first" / FEATURES_FILE)
    with pytest.raises(BadInput, match="cut short"):
        PairSet.load(tmp_path / "first")


def test_says_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        PairSet.load(tmp_path)
    assert caught.value.code == "no-pairs"


@pytest.mark.parametrize(
    "wrong",
    [
        {"video": np.zeros((3, 7, 5), np.float32)},
        {"music_ids": ("a",)},
        {"masked_texts": ()},
        {"quartet": np.array([[0, 0, 1, 0], [1, 1, 2, 1], [2, 4, 0, 1]], np.int32)},
        {"quartet": np.array([[0, 0, 1, 0], [1, 1, 2, 1], [-1, 3, 0, 1]], np.int32)},
        {"split": np.zeros(2, np.int8)},
    ],
)
def test_parts_must_fit(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"fit|outside"):
        replace(some_pairs(), **wrong)  # type: ignore[arg-type]
