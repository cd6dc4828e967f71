"""Where instruments come in, told from curves that are made for it."""

from __future__ import annotations

import numpy as np
import pytest

from models.encoders.instrument_entries import STEPS_PER_SECOND, find_entries
from models.encoders.instrument_families import FAMILIES
from models.profiles import load_music_analyser


def make_curves(**played: list[tuple[float, float]]) -> np.ndarray:
    curves = np.full((round(120 * STEPS_PER_SECOND), len(FAMILIES)), 0.02)
    for family, spans in played.items():
        for start, end in spans:
            curves[round(start * STEPS_PER_SECOND) : round(end * STEPS_PER_SECOND), FAMILIES.index(family)] = 0.98
    return curves


def test_entries_are_where_a_family_begins_to_be_heard_and_rests_are_part_of_the_playing() -> None:
    curves = make_curves(drums=[(20, 50), (52, 70), (90, 118)], strings=[(0, 120)])
    found = {each.name: each.starts_s for each in find_entries(curves, load_music_analyser().calibration)}
    assert found["drums"] == pytest.approx((20.0, 90.0), abs=0.8)
    assert found["strings"] == pytest.approx((0.0,), abs=0.1)


def test_what_is_hardly_there_has_no_entries() -> None:
    assert find_entries(make_curves(drums=[(60, 62)]), load_music_analyser().calibration) == ()
