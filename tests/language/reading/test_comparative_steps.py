"""How far each comparative goes from what it is measured from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from language.reading.comparatives import Degree, LastPick, make_relative_wish
from musechat.wish import Facet, Force
from tests.musechat.made import find_clip_energy, made_clip, made_track

SMALL, PLAIN, LARGE = Degree.SMALL, Degree.PLAIN, Degree.LARGE
LAST = LastPick("t1", "Mira", tempo_bpm=100.0, energy=0.5, brightness=0.4, valence=0.6, length_s=200.0, year=1990)


@pytest.mark.parametrize(
    ("facet", "upward", "degree", "low", "high", "by"),
    [
        (Facet.TEMPO, True, SMALL, 104.0, 120.0, 4.0),
        (Facet.TEMPO, False, SMALL, 80.0, 96.0, 4.0),
        (Facet.TEMPO, True, PLAIN, 110.0, None, 10.0),
        (Facet.TEMPO, False, PLAIN, None, 90.0, 10.0),
        (Facet.TEMPO, True, LARGE, 125.0, None, 25.0),
        (Facet.TEMPO, False, LARGE, None, 75.0, 25.0),
        (Facet.LENGTH, True, SMALL, 210.0, 250.0, 10.0),
        (Facet.LENGTH, False, SMALL, 150.0, 190.0, 10.0),
        (Facet.LENGTH, True, PLAIN, 230.0, None, 30.0),
        (Facet.LENGTH, False, PLAIN, None, 170.0, 30.0),
        (Facet.LENGTH, True, LARGE, 280.0, None, 80.0),
        (Facet.LENGTH, False, LARGE, None, 120.0, 80.0),
        (Facet.ENERGY, True, SMALL, 0.55, 0.75, 0.05),
        (Facet.ENERGY, False, SMALL, 0.25, 0.45, 0.05),
        (Facet.ENERGY, True, PLAIN, 0.6, None, 0.1),
        (Facet.ENERGY, False, PLAIN, None, 0.4, 0.1),
        (Facet.ENERGY, True, LARGE, 0.75, None, 0.25),
        (Facet.ENERGY, False, LARGE, None, 0.25, 0.25),
        (Facet.BRIGHTNESS, True, PLAIN, 0.5, None, 0.1),
        (Facet.VALENCE, False, PLAIN, None, 0.5, 0.1),
        (Facet.ERA, True, SMALL, 1993, 2005, 3),
        (Facet.ERA, False, SMALL, 1975, 1987, 3),
        (Facet.ERA, True, PLAIN, 1996, None, 6),
        (Facet.ERA, False, PLAIN, None, 1984, 6),
        (Facet.ERA, True, LARGE, 2005, None, 15),
        (Facet.ERA, False, LARGE, None, 1975, 15),
    ],
)
def test_a_step_from_the_last_pick(
    facet: Facet, upward: bool, degree: Degree, low: float | None, high: float | None, by: float
) -> None:
    wish = make_relative_wish(facet, upward, degree, LAST, made_clip(energy=0.9), "as said")
    assert (wish.force, wish.facet, wish.said) == (Force.PREFER, facet, "as said")
    found = wish.range
    assert found.min == (None if low is None else pytest.approx(low))
    assert found.max == (None if high is None else pytest.approx(high))
    assert found.than == LAST.get_value(facet)
    assert found.by == pytest.approx(by)
    assert not found.less


@pytest.mark.parametrize(
    ("energy", "upward", "degree", "low", "high"),
    [
        (0.9, True, PLAIN, 0.95, None),
        (0.9, True, SMALL, 0.95, 1.0),
        (0.1, False, PLAIN, None, 0.05),
        (0.1, False, SMALL, 0.0, 0.05),
        (0.8, True, PLAIN, 0.9, None),
        (0.2, False, PLAIN, None, 0.1),
        (0.6, True, LARGE, 0.8, None),
        (0.4, False, LARGE, None, 0.2),
    ],
)
def test_half_of_what_is_left_near_an_end(
    energy: float, upward: bool, degree: Degree, low: float | None, high: float | None
) -> None:
    found = make_relative_wish(Facet.ENERGY, upward, degree, replace(LAST, energy=energy), None, "").range
    assert (found.min, found.max) == (low, high)


@pytest.mark.parametrize(
    ("year", "degree", "low"),
    [(2012, PLAIN, 2018), (2014, PLAIN, 2020), (2018, PLAIN, 2020), (2018, SMALL, 2020), (2020, LARGE, 2021), (2023, LARGE, 2024)],
)  # fmt: skip
def test_newer_than_new_is_new(year: int, degree: Degree, low: int) -> None:
    assert make_relative_wish(Facet.ERA, True, degree, replace(LAST, year=year), None, "").range.min == low


@pytest.mark.parametrize(
    ("facet", "less", "more"),
    [
        (Facet.TEMPO, 96.0, 118.0),
        (Facet.ENERGY, 0.4, 0.6),
        (Facet.BRIGHTNESS, 0.4, 0.6),
        (Facet.VALENCE, 0.4, 0.6),
        (Facet.LENGTH, 120.0, 180.0),
        (Facet.ERA, 1999, 2010),
    ],
)
def test_with_nothing_measured_a_comparative_is_absolute(facet: Facet, less: float, more: float) -> None:
    for degree in Degree:
        up, down = (make_relative_wish(facet, way, degree, None, None, "") for way in (True, False))
        assert (up.range.min, up.range.max, up.range.than, up.range.by) == (more, None, None, None)
        assert (down.range.min, down.range.max, down.range.than, down.range.by) == (None, less, None, None)
        assert up.force is down.force is Force.PREFER


@pytest.mark.parametrize("facet", [Facet.TEMPO, Facet.BRIGHTNESS, Facet.VALENCE, Facet.LENGTH, Facet.ERA])
def test_of_a_clip_only_its_energy_is_a_reference(facet: Facet) -> None:
    clip = made_clip(energy=find_clip_energy(0.5), brightness=0.5)
    assert make_relative_wish(facet, True, PLAIN, None, clip, "").range.than is None
    energy = make_relative_wish(Facet.ENERGY, True, PLAIN, None, clip, "").range
    assert (energy.min, energy.max, energy.than, energy.by) == pytest.approx((0.6, None, 0.5, 0.1), abs=0.01)


@pytest.mark.parametrize(("upward", "low", "high"), [(True, 108.0, None), (False, None, 92.0)])
def test_a_step_in_numbers_is_taken_as_it_is(upward: bool, low: float | None, high: float | None) -> None:
    for degree in Degree:
        found = make_relative_wish(Facet.TEMPO, upward, degree, LAST, None, "", exact=8.0).range
        assert (found.min, found.max, found.than, found.by) == (low, high, 100.0, 8.0)


def test_a_pick_without_a_beat_is_slowed_by_its_energy() -> None:
    found = make_relative_wish(Facet.TEMPO, False, PLAIN, replace(LAST, tempo_bpm=None), None, "", exact=20.0)
    assert (found.facet, found.range.max, found.range.than, found.range.by) == (Facet.ENERGY, 0.4, 0.5, 0.1)


def test_an_era_without_a_year_is_absolute() -> None:
    found = make_relative_wish(Facet.ERA, False, PLAIN, replace(LAST, year=None), None, "").range
    assert (found.min, found.max, found.than) == (None, 1999, None)


def test_numbers_are_rounded_to_three_places() -> None:
    found = make_relative_wish(Facet.TEMPO, True, SMALL, replace(LAST, tempo_bpm=123.45678), None, "").range
    assert (found.min, found.max, found.than, found.by) == (128.395, 148.148, 123.457, 4.938)


def test_a_last_pick_has_the_tracks_own_values() -> None:
    track = made_track(
        "t9", artist="Jo", year=2001, tempo_bpm=77.0, energy=0.1, brightness=0.2, valence=0.3, duration_s=44.0
    )
    last = LastPick.from_track(track)
    assert (last.track_id, last.artist) == ("t9", "Jo")
    values = {facet: last.get_value(facet) for facet in Facet}
    assert {facet: value for facet, value in values.items() if value is not None} == {
        Facet.TEMPO: 77.0,
        Facet.ENERGY: 0.1,
        Facet.BRIGHTNESS: 0.2,
        Facet.VALENCE: 0.3,
        Facet.LENGTH: 44.0,
        Facet.ERA: 2001,
    }
