"""Blind comparisons: the drawn order, the stretch, winners, and what votes say of each candidate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musechat.comparison import (
    NONE_OF_THESE,
    choose_stretch,
    draw_order,
    find_winners,
    name_compared_mix,
    name_place,
    weigh_votes,
)
from musechat.mix_names import find_clip, is_mix
from tests.store.made import clip_traits


def test_an_order_is_that_of_its_seed_and_not_always_the_cards() -> None:
    orders = {draw_order(seed, 4) for seed in range(200)}
    assert draw_order(7, 4) == draw_order(7, 4)
    assert len(orders) == 24
    assert all(sorted(order) == [0, 1, 2, 3] for order in orders)
    assert [name_place(place) for place in range(4)] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("votes", "winners", "weights"),
    [
        ({}, set(), [0.0, 0.0, 0.0]),
        ({0: 3}, {0}, [1.0, -1.0, -1.0]),
        ({0: 2, 1: 1}, {0}, [2 / 3, -1 / 3, -2 / 3]),
        ({0: 1, 1: 1}, {0, 1}, [0.5, 0.5, -0.5]),
        ({0: 1, 1: 1, 2: 1}, {0, 1, 2}, [1 / 3, 1 / 3, 1 / 3]),
        ({NONE_OF_THESE: 3}, set(), [-1.0, -1.0, -1.0]),
        ({NONE_OF_THESE: 2, 1: 1}, set(), [-2 / 3, -1 / 3, -2 / 3]),
        ({NONE_OF_THESE: 1, 1: 1}, {1}, [-0.5, 0.5, -0.5]),
    ],
)
def test_winners_speak_for_themselves_and_losers_against(
    votes: dict[int, int], winners: set[int], weights: list[float]
) -> None:
    assert find_winners(votes) == winners
    assert weigh_votes(range(3), votes) == pytest.approx(dict(enumerate(weights)))


def test_the_liveliest_stretch_is_taken_and_a_short_clip_whole() -> None:
    quiet = [0.1] * 32
    lively = clip_traits(duration_s=64.0, energy_curve=(*quiet[:20], *[0.9] * 4, *quiet[24:]))
    start, end = choose_stretch(lively)
    assert end - start == pytest.approx(20.0)
    assert start <= 40.0 < 48.0 <= end
    late = clip_traits(duration_s=64.3, energy_curve=(*quiet[:31], 1.0))
    assert choose_stretch(late)[1] == pytest.approx(64.3)
    assert choose_stretch(replace(lively, energy_curve=(0.3,) * 32)) == (0.0, 20.0)
    assert choose_stretch(clip_traits(duration_s=12.5)) == (0.0, 12.5)
    assert choose_stretch(clip_traits(duration_s=64.0, energy_curve=()), 8.0) == (0.0, 8.0)
    assert choose_stretch(clip_traits(duration_s=64.1236, energy_curve=(*quiet[:31], 1.0))) == (44.124, 64.124)


def test_its_files_are_mixes_and_go_with_their_clip() -> None:
    name = name_compared_mix("a" * 64, 4711, 2, 3)
    assert is_mix(name)
    assert find_clip(name) == "a" * 64
