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
from musechat.track import CURVE_POINTS, Section
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
    rise, fall = measure_swings(TRACK)
    assert rise == pytest.approx(0.5, abs=0.05)
    assert fall == pytest.approx(0.0, abs=1e-9)
    assert measure_swings(made_traits()) == (0.0, 0.0)
    assert measure_swings(made_traits(energy_curve=(0.5,))) == (0.0, 0.0)
