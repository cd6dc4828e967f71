"""Clips and music on one scale: places rise with the value, and both ends are reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musechat.reference_quantiles import CLIP_ENERGY, MUSIC_ENERGY
from musechat.reference_scales import (
    compare_paces,
    is_close_pace,
    match_clip_energy,
    place_clip_brightness,
    place_clip_energy,
    place_clip_gladness,
    place_music_energy,
)

PLACING = [place_clip_brightness, place_clip_energy, place_clip_gladness, place_music_energy]
levels = st.floats(0, 1)


@pytest.mark.parametrize("place", PLACING)
@given(levels, levels)
def test_a_place_rises_with_the_value(place, one: float, other: float) -> None:  # type: ignore[no-untyped-def]
    low, high = sorted((one, other))
    assert 0.0 <= place(low) <= place(high) <= 1.0


@pytest.mark.parametrize("place", PLACING)
def test_both_ends_are_reached(place) -> None:  # type: ignore[no-untyped-def]
    assert (place(-1.0), place(0.0), place(1.0), place(2.0)) == (0.0, 0.0, 1.0, 1.0)


def test_a_quantile_has_its_place() -> None:
    for number, (clip, music) in enumerate(zip(CLIP_ENERGY, MUSIC_ENERGY, strict=True)):
        expected = (number + 0.5) / len(CLIP_ENERGY)
        assert place_clip_energy(clip) == pytest.approx(expected)
        assert place_music_energy(music) == pytest.approx(expected)
        assert match_clip_energy(clip) == pytest.approx(music)
        assert is_close_pace(clip, music)


@given(levels)
def test_matching_music_shares_the_pace(energy: float) -> None:
    assert compare_paces(energy, match_clip_energy(energy)) == pytest.approx(0.0, abs=1e-6)
