"""Measuring first picks: places, sides, and how often one track comes first."""

from __future__ import annotations

import numpy as np
import pytest

from musechat.wish import Facet
from research.evaluation.first_picks import judge_liveliness, measure_first_picks, place_clips, place_values
from research.evaluation.judges import SIGNALS, TAGS, JudgeScores
from tests.research.evaluation.test_obedience import CLIPS, LIBRARY, SHOP


def test_places_are_even_and_equals_share_theirs() -> None:
    assert place_values(np.array([3.0, 1.0, 2.0, 2.0])).tolist() == [0.875, 0.125, 0.5, 0.5]
    assert place_clips(CLIPS).tolist() == pytest.approx(np.linspace(0.05, 0.95, 10))


def test_liveliness_is_no_matter_of_level() -> None:
    signals = np.zeros((4, len(SIGNALS)))
    signals[:, SIGNALS.index("level")] = [4.0, 3.0, 2.0, 1.0]
    signals[:, SIGNALS.index("onset")] = [1.0, 2.0, 3.0, 4.0]
    found = judge_liveliness(JudgeScores(np.full((4, len(TAGS)), 0.1), signals))
    assert found.tolist() == [0.125, 0.375, 0.625, 0.875]


def test_a_chooser_that_follows_the_clip_has_small_differences() -> None:
    truth = place_values(LIBRARY.values[Facet.ENERGY])
    found = measure_first_picks(SHOP, truth, CLIPS, place_clips(CLIPS))
    assert found.by_judges == found.by_traits
    # These clips are livelier than most real ones, and get music that is.
    assert 0.0 < found.by_judges.mean.mean < 0.25
    assert found.by_judges.distance < 0.6 * found.by_judges.chance
    assert found.by_judges.followed > 0.8
    assert found.clips == len(found.picks) == 10
    assert 1 <= found.most_frequent <= 10
    assert found.distinct + found.most_frequent <= 11


def test_judges_who_hear_everything_calmer_say_so() -> None:
    found = measure_first_picks(SHOP, np.zeros(len(LIBRARY)), CLIPS, place_clips(CLIPS))
    assert (found.by_judges.calmer, found.by_judges.livelier) == (9, 0)
    assert found.by_judges.followed == 0.0
