"""An index of excerpts that changes with its library, and what an excerpt is kept as."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from media.listen.excerpt_search import (
    FRAMES,
    Excerpt,
    ExcerptIndex,
    find_excerpts,
    find_sound,
    pack_excerpts,
    take_excerpts,
    unpack_excerpts,
)
from media.listen.excerpt_segments import SegmentedIndex
from media.listen.fingerprint import Words, make_fingerprint, take_words
from tests.media.watch.sounds import RATE, Floats


@cache
def piece(seed: int) -> Floats:
    """Noise, of which no two pieces have a rhythm in common."""
    return np.random.default_rng(seed).normal(0, 0.1, 30 * RATE).astype(np.float32)


@cache
def words_of(seed: int) -> Words:
    return take_words(make_fingerprint(piece(seed), RATE).tobytes())


NONE = np.zeros(0, np.uint32)


def name_found(index: SegmentedIndex, seed: int) -> str:
    allowed = np.array([bool(key) for key in index.keys], np.bool_)
    found = find_sound(index, piece(seed)[5 * RATE : 16 * RATE], RATE, allowed)
    return "" if found is None else index.keys[found.row]


def test_what_comes_goes_and_changes_is_found_as_it_is_now() -> None:
    index = SegmentedIndex()
    assert name_found(index, 0) == ""
    for seed in range(6):
        index = index.change({str(seed): words_of(seed)})
    assert [name_found(index, seed) for seed in range(6)] == [str(seed) for seed in range(6)]
    index = index.change({"1": NONE, "2": words_of(7)})
    assert [name_found(index, seed) for seed in (0, 1, 2, 7)] == ["0", "", "", "2"]
    index = index.change({str(seed): NONE for seed in range(6)})
    assert (index.keys, index.nbytes, index.segments) == ((), 0, 0)


def test_an_index_that_is_searched_stays_as_it_is() -> None:
    before = SegmentedIndex().change({"a": words_of(0), "b": words_of(1)})
    after = before.change({"a": NONE})
    assert name_found(before, 0) == "a"
    assert name_found(after, 0) == ""


def test_tracks_that_come_one_by_one_make_few_segments_and_little_work() -> None:
    words = np.arange(FRAMES, dtype=np.uint32)
    index, copied = SegmentedIndex(), 0
    for number in range(300):
        before = index.segments
        index = index.change({str(number): words + np.uint32(number)})
        copied += index.segments <= before
    assert index.segments <= 9
    assert set(index.keys) == {str(number) for number in range(300)}
    assert index.nbytes == pytest.approx(300 * (FRAMES * 4 + 8))


def test_tracks_that_are_gone_leave_their_memory() -> None:
    index = SegmentedIndex().change({str(number): words_of(0) for number in range(8)})
    whole = index.nbytes
    index = index.change({str(number): NONE for number in range(2)})
    assert index.nbytes == whole
    index = index.change({"2": NONE})
    assert index.nbytes == pytest.approx(whole * 5 / 8)


@pytest.mark.parametrize("seconds", [6.0, 12.0, 29.0])
def test_a_packed_excerpt_finds_the_same_as_before(seconds: float) -> None:
    index = ExcerptIndex([words_of(seed) for seed in range(3)])
    excerpts = take_excerpts(piece(1)[: round(seconds * RATE)], RATE)
    packed = pack_excerpts(excerpts)
    assert len(packed) < 2600 * len(excerpts)
    again = unpack_excerpts(packed)
    assert [np.sign(each.changes).tolist() for each in again] == [np.sign(each.changes).tolist() for each in excerpts]
    allowed = np.ones(3, np.bool_)
    ours, theirs = find_excerpts(index, excerpts, allowed), find_excerpts(index, again, allowed)
    assert ours is not None and theirs is not None
    assert (theirs.row, theirs.at_s) == (ours.row, pytest.approx(ours.at_s, abs=1e-3))
    assert theirs.score == pytest.approx(ours.score, abs=0.01)


def test_bytes_of_another_version_or_cut_off_are_nothing() -> None:
    packed = pack_excerpts([Excerpt(1.0, np.ones((FRAMES, 32)))])
    assert unpack_excerpts(b"") == unpack_excerpts(b"\2" + packed[1:]) == []
    assert pack_excerpts([]) == b"\1"
    silent = pack_excerpts([Excerpt(0.0, np.zeros((FRAMES, 32)))])
    assert not unpack_excerpts(silent)[0].changes.any()
