"""What relevance and diversity are worth against each other, and where a choice ends."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking.diversity import order_diversely


def order(relevance: list[float], angles: list[float], count: int = 3) -> list[int]:
    """Order candidates whose vectors lie at these angles (degrees) in a plane."""
    turned = np.radians(np.array(angles))
    vectors = np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)
    return order_diversely(np.array(relevance, np.float32), vectors, None, count)


@pytest.mark.parametrize(("second", "expected"), [(0.6, [0, 1, 2]), (0.5, [0, 2, 1])])
def test_a_double_must_be_three_sevenths_more_relevant(second: float, expected: list[int]) -> None:
    """Candidate 1 is the same as the best one, candidate 2 unlike it; 0.3 of similarity weighs as 0.7 of relevance."""
    assert order([1.0, second, 0.1, 0.0], [0.0, 0.0, 90.0, 90.0], 3) == expected


def test_scores_of_any_range_count_alike() -> None:
    small = order([1.0, 0.5, 0.1, 0.0], [0.0, 0.0, 90.0, 90.0])
    assert order([110.0, 60.0, 20.0, 10.0], [0.0, 0.0, 90.0, 90.0]) == small
    assert order([-1.0, -1.5, -1.9, -2.0], [0.0, 0.0, 90.0, 90.0]) == small


def test_the_nearest_of_those_chosen_counts() -> None:
    """The third is unlike the second chosen and like the first: it stays behind what is unlike both."""
    assert order([1.0, 0.9, 0.5, 0.4, 0.0], [0.0, 90.0, 0.0, 180.0, 90.0], 3) == [0, 1, 3]


def test_equal_relevance_leaves_diversity_alone() -> None:
    assert order([2.0, 2.0, 2.0], [0.0, 0.0, 90.0]) == [0, 2, 1]


@pytest.mark.parametrize(("count", "chosen"), [(0, 0), (1, 1), (3, 3), (4, 4), (9, 4)])
def test_as_many_as_asked_for_and_as_there_are(count: int, chosen: int) -> None:
    found = order([4.0, 3.0, 2.0, 1.0], [0.0, 30.0, 60.0, 90.0], count)
    assert len(found) == len(set(found)) == chosen
