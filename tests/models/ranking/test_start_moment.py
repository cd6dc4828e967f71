"""Start moments on tracks and clips whose best meeting point is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.ranking.start_moment import SNAP_S, find_start_moment
from musechat.clip import ENERGY_POINTS, ClipTraits
from musechat.fit import find_climax_s
from musechat.track import CURVE_POINTS, Section, TrackTraits
from tests.musechat.made import find_clip_energy, made_clip, made_traits


def curve(points: int, *steps: tuple[float, float]) -> tuple[float, ...]:
    """A staircase: each step is (share of the whole up to which it holds, level)."""
    places = (np.arange(points) + 0.5) / points
    return tuple(next(level for until, level in steps if place <= until) for place in places)


def built_track(duration: float = 120.0, **changed: object) -> TrackTraits:
    """Quiet for a third, loud for a third, quiet again."""
    third = duration / 3
    sections = (
        Section("intro", 0.0, third / 2, 0.2),
        Section("build", third / 2, third, 0.4),
        Section("main", third, 2 * third, 0.9),
        Section("ending", 2 * third, duration, 0.2),
    )
    levels = curve(CURVE_POINTS, (1 / 3, 0.2), (2 / 3, 0.9), (1.0, 0.2))
    return made_traits(**{"duration_s": duration, "sections": sections, "energy_curve": levels} | changed)


def test_a_clip_with_a_climax_meets_the_main_part() -> None:
    clip = made_clip(duration_s=20.0, energy=0.6, energy_curve=curve(ENERGY_POINTS, (0.4, 0.2), (1.0, 0.9)))
    moment = find_start_moment(clip, built_track())
    assert find_climax_s(clip) == pytest.approx(8.0, abs=0.7)
    assert moment.start_s == pytest.approx(32.0, abs=0.8)
    assert moment.hits_s == pytest.approx(8.0, abs=0.8)


def test_an_energetic_clip_starts_at_the_main_part() -> None:
    clip = made_clip(duration_s=20.0, energy=0.9, energy_curve=(0.9,) * ENERGY_POINTS)
    moment = find_start_moment(clip, built_track())
    assert (moment.start_s, moment.section) == (pytest.approx(40.0, abs=0.3), "main")


def test_a_still_clip_stays_in_a_quiet_part() -> None:
    clip = made_clip(duration_s=15.0, energy=0.1, energy_curve=(0.1,) * ENERGY_POINTS)
    assert find_start_moment(clip, built_track()).section in ("intro", "build")


def test_a_clip_that_calms_down_takes_the_fall_of_the_track() -> None:
    clip = made_clip(duration_s=30.0, energy=0.5, energy_curve=curve(ENERGY_POINTS, (0.5, 0.9), (1.0, 0.2)))
    moment = find_start_moment(clip, built_track())
    assert moment.start_s == pytest.approx(65.0, abs=4.0)


def test_a_better_place_is_left_where_the_clip_would_end_in_the_ending() -> None:
    """The build scores more than the intro, but most of a clip from there would lie in the ending."""
    sections = (Section("intro", 0.0, 30.0, 0.5), Section("build", 30.0, 35.0, 0.5), Section("ending", 35.0, 75.0, 0.5))
    track = made_traits(duration_s=75.0, tempo_bpm=None, sections=sections)
    assert (
        find_start_moment(made_clip(duration_s=40.0, energy=0.5, energy_curve=(0.5,) * ENERGY_POINTS), track).start_s
        == 0
    )
    unfinished = made_traits(duration_s=75.0, tempo_bpm=None, sections=sections[:2])
    clip = made_clip(duration_s=40.0, energy=0.5, energy_curve=(0.5,) * ENERGY_POINTS)
    assert find_start_moment(clip, unfinished).start_s == 30


@pytest.mark.parametrize(("swing", "loud"), [(0.01, False), (0.3, True)])
def test_the_course_of_a_clip_counts_as_much_as_it_changes(swing: float, loud: bool) -> None:
    """The track rises with the clip while it is far too loud for it, and is as loud as the clip where it is flat."""
    rise = np.linspace(0.85, 0.95, CURVE_POINTS // 2)
    track = made_traits(
        duration_s=120.0, tempo_bpm=None, sections=(), energy_curve=(*rise, *(0.5,) * (CURVE_POINTS // 2))
    )
    levels = np.linspace(0.5 - swing, 0.5 + swing, ENERGY_POINTS)
    clip = made_clip(duration_s=20.0, energy=find_clip_energy(0.5), energy_curve=tuple(levels))
    moment = find_start_moment(clip, track)
    assert (moment.start_s <= 42) == loud
    assert (moment.start_s >= 58) == (not loud)


def test_without_a_clip_the_main_part_starts() -> None:
    moment = find_start_moment(None, built_track())
    assert (moment.start_s, moment.end_s, moment.section) == (
        pytest.approx(40.0, abs=0.3),
        pytest.approx(70, abs=0.3),
        "main",
    )


def test_a_track_shorter_than_the_clip_starts_at_its_beginning() -> None:
    moment = find_start_moment(made_clip(duration_s=60.0), made_traits(duration_s=30.0))
    assert (moment.start_s, moment.end_s) == (0.0, 30.0)


def test_a_flat_clip_has_no_climax() -> None:
    assert find_climax_s(made_clip()) is None


def test_a_track_without_beats_or_sections_still_starts_somewhere() -> None:
    traits = made_traits(tempo_bpm=None, sections=())
    moment = find_start_moment(made_clip(), traits)
    assert 0 <= moment.start_s <= 70
    assert moment.section == ""


@settings(deadline=None, max_examples=150)
@given(
    st.floats(0.5, 200),
    st.floats(0.5, 200),
    st.one_of(st.none(), st.floats(50, 190)),
    st.lists(st.floats(0, 1), min_size=ENERGY_POINTS, max_size=ENERGY_POINTS),
    st.booleans(),
)
def test_the_music_lasts_as_long_as_the_clip(
    clip_s: float, track_s: float, tempo: float | None, levels: list[float], has_clip: bool
) -> None:
    clip = made_clip(duration_s=clip_s, energy_curve=tuple(levels)) if has_clip else None
    track = built_track(track_s, tempo_bpm=tempo)
    moment = find_start_moment(clip, track)
    assert 0 <= moment.start_s < moment.end_s <= track_s + 1e-3
    if clip is not None and track_s >= clip_s:
        assert moment.end_s - moment.start_s == pytest.approx(clip_s, abs=2e-3)
    if clip is not None and track_s <= clip_s:
        assert moment.start_s == 0
    near = [b for b in track.beats_s if abs(b - moment.start_s) <= SNAP_S / 2]
    if moment.start_s > 0 and near and near[-1] <= track_s - clip_s and has_clip:
        assert min(abs(b - moment.start_s) for b in track.beats_s) < 1e-3


def test_no_start_lies_in_silence() -> None:
    beats = tuple(0.5 * n for n in range(1, 120))
    track = made_traits(
        duration_s=60.0,
        beats_s=beats,
        energy_curve=(0.0,) * 8 + (0.6,) * 48 + (0.0,) * 8,
        sections=(Section("intro", 0.0, 8.0, 0.1), Section("main", 8.0, 60.0, 0.6)),
        silences_s=((0.0, 7.5), (30.0, 33.0), (52.0, 60.0)),
    )
    for seconds in (2.0, 10.0, 40.0, 58.0, 90.0):
        moment = find_start_moment(made_clip(duration_s=seconds), track)
        assert not any(a <= moment.start_s < b for a, b in track.silences_s), (seconds, moment)
    assert find_start_moment(None, track).start_s >= 7.5


def test_bar_lines_meet_cuts_all_over_the_clip() -> None:
    beats = tuple(0.13 + 0.5 * n for n in range(230))
    track = built_track(beats_s=beats, downbeats_s=beats[::4], tempo_bpm=120.0, tempo_confidence=1.0)
    cuts = (3.37, 7.37, 9.37, 15.37)  # two seconds or a multiple apart: a bar
    clip = made_clip(duration_s=20.0, energy=0.6, energy_curve=(0.6,) * ENERGY_POINTS, cuts_s=cuts)
    start = find_start_moment(clip, track).start_s
    assert all(min(abs(start + cut - beat) for beat in beats[::4]) <= 0.08 for cut in cuts)


def test_cuts_move_no_start_where_the_beat_cannot_be_counted_on() -> None:
    track = built_track(tempo_confidence=0.01)
    clip = made_clip(duration_s=20.0, energy=0.9, energy_curve=(0.9,) * ENERGY_POINTS)
    plain = find_start_moment(clip, track)
    assert find_start_moment(made_clip_with_cuts(clip), track) == plain


def made_clip_with_cuts(clip: ClipTraits) -> ClipTraits:
    return replace(clip, cuts_s=(3.37, 7.1, 11.9))
