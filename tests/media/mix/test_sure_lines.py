"""Which bar lines may be leapt on: those between bars of the usual number of beats."""

from __future__ import annotations

import numpy as np

from media.mix.sure_lines import find_sure_lines

BEAT_S = 0.5


def lines_of(*beats: int) -> np.ndarray:
    """Lines between bars of so many beats."""
    return np.concatenate([[0.0], np.cumsum(beats)]) * BEAT_S


def test_lines_of_even_bars_are_sure_to_both_ends() -> None:
    assert find_sure_lines(lines_of(*[4] * 12), BEAT_S).all()


def test_lines_near_an_odd_bar_are_not() -> None:
    sure = find_sure_lines(lines_of(*[4] * 10, 3, *[4] * 10), BEAT_S)
    assert list(np.flatnonzero(~sure)) == [9, 10, 11, 12]


def test_a_meter_that_was_heard_now_as_three_and_now_as_four_has_none() -> None:
    assert not find_sure_lines(lines_of(*[3, 3, 4, 3] * 5), BEAT_S).any()


def test_bars_that_drift_against_the_beat_are_none() -> None:
    assert not find_sure_lines(np.arange(12.0) * 2.3, BEAT_S).any()


def test_too_few_lines_have_none() -> None:
    assert not find_sure_lines(np.array([1.0]), BEAT_S).any()
