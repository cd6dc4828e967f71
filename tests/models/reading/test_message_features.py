"""Features of a message's letters: stable, of bounded size, and blind to what does not tell messages apart."""

from __future__ import annotations

import numpy as np
import pytest

from models.reading.message_features import BUCKETS, GRAM_SCALE, MARKS, describe_marks, fold_message, hash_grams


@pytest.mark.parametrize(
    ("one", "other"),
    [("NOOOOO", "noo"), ("at 0:12", "at 3:45"), ("  next\n one ", "next one"), ("ｎｅｘｔ", "next"), ("次！", "次!")],
)
def test_what_does_not_matter_is_folded_away(one: str, other: str) -> None:
    assert fold_message(one) == fold_message(other)


def test_a_letter_written_twice_is_kept() -> None:
    assert fold_message("off") != fold_message("of")


def test_grams_are_the_same_in_a_batch_and_alone() -> None:
    texts = ["next", "", "なんか違う", "🔥"]
    together = hash_grams(texts)
    ends = [*together.starts[1:].tolist(), len(together.buckets)]
    for text, start, end in zip(texts, together.starts.tolist(), ends, strict=True):
        alone = hash_grams([text])
        assert together.buckets[start:end].tolist() == alone.buckets.tolist()
        assert together.weights[start:end].tolist() == alone.weights.tolist()


def test_weights_have_one_norm_and_buckets_are_in_bounds() -> None:
    for text in ("a", "something calmer for the second half", "x" * 5000, "次の曲"):
        hashed = hash_grams([text])
        assert np.linalg.norm(hashed.weights) == pytest.approx(GRAM_SCALE, rel=1e-5)
        assert 0 <= hashed.buckets.min() <= hashed.buckets.max() < BUCKETS


def test_hashes_do_not_change_between_processes() -> None:
    assert sorted(hash_grams(["ok"]).buckets.tolist()) == sorted({91, 861, 939, 1098, 1194, 1691, 1860, 1863, 2196})


def test_an_empty_message_has_no_gram() -> None:
    assert len(hash_grams([""]).buckets) == 0
    assert len(hash_grams([]).starts) == 0


def test_marks_are_seen_in_every_script() -> None:
    marks = describe_marks(["誰の曲？", "start at 0:12", "🔥!", ""])
    assert marks.shape == (4, MARKS)
    assert marks[:, 0].tolist() == [1, 0, 0, 0]
    assert marks[:, 1].tolist() == [0, 1, 0, 0]
    assert marks[:, 2].tolist() == [0, 0, 1, 0]
    assert marks[3].tolist() == [0] * MARKS
    assert describe_marks([]).shape == (0, MARKS)
