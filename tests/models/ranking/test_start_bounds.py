"""Where a start moment tips over: lengths, beats, sections, levels and the climax."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking.start_moment import StartMoment, find_start_moment
from musechat.clip import ENERGY_POINTS
from musechat.fit import find_climax_s
from musechat.track import CURVE_POINTS, Section
from tests.musechat.made import made_clip, made_traits


def step(points: int, at: int, low: float, high: float) -> tuple[float, ...]:
    return (low,) * at + (high,) * (points - at)


@pytest.mark.parametrize(
    ("points", "at", "found"),
    [
        (7, 3, None), (8, 4, 5.0), (8, 2, 2.5), (8, 6, 7.5), (16, 2, 1.25), (32, 16, 5.0), (32, 3, 0.9375),
        (32, 29, 9.0625), (40, 4, 1.0), (40, 36, 9.0), (40, 3, 1.0), (40, 37, 9.0),
    ],
)  # fmt: skip
def test_a_climax_has_a_tenth_of_the_clip_on_either_side(points: int, at: int, found: float | None) -> None:
    clip = made_clip(duration_s=10.0, energy_curve=step(points, at, 0.0, 1.0))
    assert find_climax_s(clip) == found


@pytest.mark.parametrize(
    ("low", "high", "has_climax"), [(0.25, 0.5, True), (0.25, 0.49, False), (0.5, 0.25, False), (0.9, 0.1, False)]
)
def test_a_climax_is_a_rise_by_a_quarter(low: float, high: float, has_climax: bool) -> None:
    clip = made_clip(energy_curve=step(32, 16, low, high))
    assert (find_climax_s(clip) is not None) == has_climax


@pytest.mark.parametrize(
    ("duration", "start", "end"), [(20.0, 0.0, 20.0), (30.0, 0.0, 30.0), (50.0, 10.0, 40.0), (90.0, 18.0, 48.0)]
)
def test_without_a_clip_half_a_minute_from_the_main_part(duration: float, start: float, end: float) -> None:
    moment = find_start_moment(None, made_traits(duration_s=duration, tempo_bpm=None))
    assert (moment.start_s, moment.end_s) == (start, end)
    assert moment.hits_s is None


@pytest.mark.parametrize(
    ("sections", "start"),
    [
        ((), 0.0),
        ((("intro", 0.0, 0.3), ("build", 20.0, 0.8), ("ending", 40.0, 0.5)), 20.0),
        ((("intro", 0.0, 0.9), ("main", 20.0, 0.3), ("main", 40.0, 0.8)), 20.0),
    ],
)
def test_where_there_is_no_main_part_the_loudest_one(
    sections: tuple[tuple[str, float, float], ...], start: float
) -> None:
    made = tuple(Section(label, at, at + 20, energy) for label, at, energy in sections)
    assert find_start_moment(None, made_traits(tempo_bpm=None, sections=made)).start_s == start


@pytest.mark.parametrize(
    ("beats", "start", "section"),
    [
        ((), 18.25, "main"),
        ((17.0, 18.5, 19.0), 18.5, "main"),
        ((17.5, 19.25), 17.5, "intro"),
        ((19.25,), 19.25, "main"),
        ((17.25,), 17.25, "intro"),
        ((19.26,), 18.25, "main"),
        ((17.24,), 18.25, "main"),
        ((17.75,), 17.75, "main"),
        ((17.7,), 17.7, "intro"),
    ],
)
def test_a_start_moves_to_a_beat_at_most_a_second_away(beats: tuple[float, ...], start: float, section: str) -> None:
    """Half a second before a section counts as that section."""
    sections = (Section("intro", 0.0, 18.25, 0.3), Section("main", 18.25, 80.0, 0.6))
    moment = find_start_moment(None, made_traits(beats_s=beats, sections=sections))
    assert moment == StartMoment(start, start + 30, section, None)


@pytest.mark.parametrize(("beats", "start"), [((), 18.0), ((18.25,), 18.0), ((18.0,), 18.0), ((17.5, 18.25), 17.5)])
def test_a_beat_must_leave_room(beats: tuple[float, ...], start: float) -> None:
    sections = (Section("main", 18.25, 48.0, 0.6),)
    assert find_start_moment(None, made_traits(duration_s=48.0, beats_s=beats, sections=sections)).start_s == start


@pytest.mark.parametrize(("at", "section"), [(79.4, "main"), (79.5, ""), (80.0, "")])
def test_a_section_ends_half_a_second_early(at: float, section: str) -> None:
    sections = (Section("main", 79.0, 80.0, 0.6),)
    traits = made_traits(duration_s=200.0, beats_s=(at,), sections=sections)
    assert find_start_moment(None, traits).section == section


def start_among(*sections: tuple[str, float]) -> float:
    """Where a flat clip of 20 s starts in a flat track of two minutes with these sections and no beat."""
    made = tuple(Section(label, at, at + 20, 0.5) for label, at in sections)
    track = made_traits(duration_s=120.0, tempo_bpm=None, sections=made)
    clip = made_clip(duration_s=20.0, energy=0.5, energy_curve=(0.5,) * ENERGY_POINTS)
    return find_start_moment(clip, track).start_s


@pytest.mark.parametrize("label", ["main", "build", "intro", "something new"])
def test_a_section_is_a_better_start_than_any_bar(label: str) -> None:
    assert start_among((label, 41.0)) == 41


@pytest.mark.parametrize("label", ["break", "ending"])
def test_a_break_and_an_ending_are_not(label: str) -> None:
    assert start_among((label, 41.0)) == 0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("main", "build"), ("build", "intro"), ("build", "something new"), ("intro", "break"), ("intro", "ending"),
        ("main", "intro"), ("break", "ending"),
    ],
)  # fmt: skip
def test_sections_by_how_well_music_starts_there(better: str, worse: str) -> None:
    assert start_among((better, 70.0), (worse, 41.0)) == (70 if better != "break" else 0)
    assert start_among((better, 41.0), (worse, 70.0)) == (41 if better != "break" else 0)


@pytest.mark.parametrize(("level", "start"), [(0.25, 20.0), (0.05, 60.0)])
def test_a_main_part_may_be_a_little_too_quiet_but_not_far(level: float, start: float) -> None:
    curve = step(CURVE_POINTS, CURVE_POINTS // 2, level, 0.6)
    track = made_traits(
        duration_s=120.0, tempo_bpm=None, sections=(Section("main", 20.0, 60.0, 0.6),), energy_curve=curve
    )
    clip = made_clip(duration_s=20.0, energy=0.6, energy_curve=(0.6,) * ENERGY_POINTS)
    assert find_start_moment(clip, track).start_s == pytest.approx(start, abs=2.5)


def test_without_sections_a_start_is_the_first_of_four_beats() -> None:
    """The track is as loud as the clip from 49 s on; 52 s is the first bar that lies in there."""
    curve = step(200, 98, 0.1, 0.6)
    track = made_traits(duration_s=100.0, tempo_bpm=60.0, sections=(), energy_curve=curve)
    clip = made_clip(duration_s=20.0, energy=0.6, energy_curve=(0.6,) * ENERGY_POINTS)
    assert find_start_moment(clip, track) == StartMoment(52.0, 72.0, "", None)


@pytest.mark.parametrize(
    ("beats", "start", "hits"),
    [
        ((), 30.0, 10.0),
        ((0.0, 29.5, 40.0), 29.5, 10.5),
        ((0.0, 30.5, 40.0), 30.5, 9.5),
        # More than half a second away is not met.
        ((0.0, 29.25, 40.0), 40.0, None),
    ],
)
def test_the_main_part_falls_on_the_climax(beats: tuple[float, ...], start: float, hits: float | None) -> None:
    sections = (Section("intro", 0.0, 40.0, 0.5), Section("main", 40.0, 100.0, 0.5))
    track = made_traits(duration_s=120.0, beats_s=beats, sections=sections)
    clip = made_clip(duration_s=20.0, energy=0.5, energy_curve=step(ENERGY_POINTS, 16, 0.3, 0.7))
    moment = find_start_moment(clip, track)
    assert (moment.start_s, moment.hits_s) == (start, hits)


def test_a_clip_without_a_climax_hits_nothing() -> None:
    track = made_traits(duration_s=120.0)
    clip = made_clip(duration_s=20.0, energy_curve=tuple(np.linspace(0.4, 0.6, ENERGY_POINTS)))
    assert find_start_moment(clip, track).hits_s is None


@pytest.mark.parametrize(("clip_s", "track_s", "end"), [(20.0, 20.0, 20.0), (20.0, 19.0, 19.0)])
def test_a_track_no_longer_than_the_clip_plays_whole(clip_s: float, track_s: float, end: float) -> None:
    moment = find_start_moment(made_clip(duration_s=clip_s), made_traits(duration_s=track_s, tempo_bpm=None))
    assert (moment.start_s, moment.end_s, moment.hits_s) == (0.0, end, None)


def test_times_are_rounded_to_milliseconds() -> None:
    sections = (Section("main", 10.12345, 80.0, 0.6),)
    moment = find_start_moment(None, made_traits(tempo_bpm=None, sections=sections))
    assert (moment.start_s, moment.end_s) == (10.123, 40.123)


def test_a_stretch_with_silence_in_it_is_left_for_one_without() -> None:
    clip = made_clip(duration_s=20.0)
    assert find_start_moment(clip, made_traits()).start_s == 18.0
    assert find_start_moment(clip, made_traits(silences_s=((22.0, 27.0),))).start_s == 0.0
