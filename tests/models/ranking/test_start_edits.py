"""Moving a pick's start by what was asked: on bar lines, within the track, or a reason why not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.ranking.energy_swings import measure_swings
from models.ranking.start_edits import StartPlace, move_start
from models.ranking.start_moment import find_start_moment, follow_course
from musechat.brief import Brief, BriefChange
from musechat.edits import EditDetails, EditFailure, EditResult, TrackPart
from musechat.message import EditKind, Intent, MessageAct
from musechat.track import CURVE_POINTS, Section, SoundEntries
from musechat.wish import Facet, Force
from tests.musechat.made import made_clip, made_traits, wish_of

# 90 s at 120 bpm: a bar is two seconds; quiet, then a break at 40 s, then loud from 60 s on.
CURVE = tuple(float(v) for v in np.where(np.arange(CURVE_POINTS) < 43, 0.3, 0.8))
TRACK = made_traits(
    energy_curve=CURVE,
    sections=(
        Section("intro", 0.0, 16.0, 0.2),
        Section("build", 16.0, 40.0, 0.3),
        Section("break", 40.0, 60.0, 0.3),
        Section("main", 60.0, 84.0, 0.8),
        Section("ending", 84.0, 90.0, 0.4),
    ),
)
CLIP = made_clip(duration_s=20.0)
PLACE = StartPlace(TRACK, 10.0, 20.0, CLIP)


def move(kind: EditKind, place: StartPlace = PLACE, *, at: float | None = None, **details: object) -> EditResult:
    said = EditDetails(**details)  # type: ignore[arg-type]
    return move_start(place, MessageAct(Intent.EDIT, edit=kind, at_s=at), said)


def test_a_step_lands_on_a_bar_line_and_a_named_one_is_exact() -> None:
    assert move(EditKind.START_LATER).start_s == 20.0
    assert move(EditKind.START_LATER, amount=0.5).start_s in (14.0, 16.0)
    assert move(EditKind.START_LATER, seconds=7.3).start_s == 17.3
    assert move(EditKind.START_LATER, bars=4).start_s == 18.0
    assert move(EditKind.START_EARLIER, amount=0.5).start_s in (4.0, 6.0)
    assert move(EditKind.START_EARLIER, amount=2.0).start_s == 0.0


def test_the_intro_is_skipped_to_its_end() -> None:
    moved = move(EditKind.START_LATER, part=TrackPart.INTRO)
    assert (moved.start_s, moved.was_s) == (16.0, 10.0)


def test_a_start_stays_where_the_clip_is_filled() -> None:
    assert move(EditKind.START_LATER, replace(PLACE, start_s=66.0)).start_s == 70.0
    assert move(EditKind.START_LATER, replace(PLACE, start_s=70.0)).failure is EditFailure.TOO_LATE
    assert move(EditKind.START_EARLIER, replace(PLACE, start_s=0.2)).failure is EditFailure.TOO_EARLY


def test_a_second_that_was_named_is_taken_and_what_is_missing_is_said() -> None:
    named = move(EditKind.START_AT, at=80.0)
    assert (named.start_s, named.missing_s) == (80.0, 10.0)
    assert move(EditKind.START_AT, at=95.0) == EditResult(EditKind.START_AT, EditFailure.BEYOND, value=90.0)
    assert move(EditKind.START_AT, replace(PLACE, clip=None), at=80.0).missing_s == 0.0


@pytest.mark.parametrize(
    ("part", "start"),
    [
        (TrackPart.INTRO, 0.0),
        (TrackPart.BUILD, 16.0),
        (TrackPart.BREAK, 40.0),
        (TrackPart.MAIN, 60.0),
        (TrackPart.ENDING, 70.0),
    ],
)
def test_parts_that_are_known_by_their_place(part: TrackPart, start: float) -> None:
    found = move(EditKind.USE_PART, part=part)
    assert (found.start_s, found.part) == (start, part)


def test_parts_that_are_known_by_their_energy() -> None:
    loud, quiet = move(EditKind.USE_PART, part=TrackPart.LOUD), move(EditKind.USE_PART, part=TrackPart.QUIET)
    assert loud.start_s is not None
    assert loud.start_s >= 60.0
    assert quiet.start_s == 0.0
    beat = move(EditKind.USE_PART, part=TrackPart.BEAT)
    assert beat.start_s == pytest.approx(60.0, abs=2.0)
    assert move(EditKind.USE_PART).failure is EditFailure.UNHEARD


def test_the_drop_falls_on_the_moment_of_the_clip() -> None:
    placed = move(EditKind.USE_DROP_AT, at=8.0)
    assert (placed.start_s, placed.value) == (52.0, 8.0)
    assert move(EditKind.USE_DROP_AT, replace(PLACE, clip=None)).failure is EditFailure.NO_MOMENT
    early = replace(TRACK, sections=(Section("main", 4.0, 90.0, 0.8),))
    assert move(EditKind.USE_DROP_AT, replace(PLACE, track=early), at=8.0).failure is EditFailure.NO_PART


def test_a_wished_course_puts_the_rise_into_the_clip() -> None:
    wish = wish_of(Force.PREFER, Facet.SHAPE, {"name": "rise"})
    brief = Brief().apply_changes([BriefChange("add", wish)], turn_seq=1)
    moment = find_start_moment(follow_course(CLIP, brief), TRACK)
    assert moment.start_s == pytest.approx(50.0, abs=1.0)
    assert follow_course(CLIP, Brief()) is CLIP


def test_swings_are_lasting_changes() -> None:
    curve = TRACK.energy_curve
    curves = np.array([curve, curve[::-1], [0.5] * len(curve), curve])
    found = measure_swings(curves, np.array([TRACK.duration_s, TRACK.duration_s, 60.0, 0.0]))
    assert found == pytest.approx(np.array([[0.5, 0], [0, 0.5], [0, 0], [0, 0]]), abs=0.05)
    assert found.min() >= 0
    # Each as it is alone, whatever the others' lengths are.
    for curve_s, long in ((8.0, 60.0), (30.0, 200.0), (60.0, 900.0)):
        both = measure_swings(curves[:2], np.array([curve_s, long]))
        assert both[0].tolist() == measure_swings(curves[:1], np.array([curve_s]))[0].tolist()
        assert both[1].tolist() == measure_swings(curves[1:2], np.array([long]))[0].tolist()
    for short in ([0.5], [0.2, 0.9, 0.2]):
        assert measure_swings(np.array([short]), np.array([60.0])).tolist() == [[0.0, 0.0]]


def test_an_instrument_comes_in_where_it_was_heard_to() -> None:
    heard = replace(TRACK, entries=(SoundEntries("guitar", (0.0, 44.3)), SoundEntries("piano", (0.2,))))
    place = replace(PLACE, track=heard)
    guitar = move(EditKind.USE_PART, place, part=TrackPart.ENTRY, sound="guitar")
    assert (guitar.part, guitar.sound) == (TrackPart.ENTRY, "guitar")
    assert guitar.start_s == pytest.approx(44.3, abs=1.5)
    assert move(EditKind.USE_PART, place, part=TrackPart.ENTRY, sound="piano").start_s == 0.0


def test_where_an_entry_is_not_known_the_rise_is_taken_and_said_to_be_one() -> None:
    drums = move(EditKind.USE_PART, part=TrackPart.ENTRY, sound="drums")
    assert (drums.part, drums.sound) == (TrackPart.BEAT, "")
    assert drums.start_s == pytest.approx(60.0, abs=2.0)
    unsung = replace(PLACE, track=replace(TRACK, vocals=False))
    refused = move(EditKind.USE_PART, unsung, part=TrackPart.ENTRY, sound="vocals")
    assert refused.failure is EditFailure.NOT_IN_IT
