"""What each edit of the mix changes, within its bounds, and what is told of it."""

from __future__ import annotations

from typing import Any

import pytest

from musechat.edits import EditDetails, EditFailure, EditResult
from musechat.message import EditKind, Intent, MessageAct
from musechat.mix_edits import change_mix
from musechat.mix_settings import FADE_S, GAIN_STEP_DB, MOST_FADE_S, MOST_GAIN_DB, MixSettings


def change(
    kind: EditKind, settings: MixSettings | None = None, *, clip_s: float | None = 20.0, **said: Any
) -> tuple[MixSettings, EditResult]:
    moments = {name: said.pop(name) for name in ("at_s", "end_s", "length_s") if name in said}
    act = MessageAct(Intent.EDIT, edit=kind, **moments)
    changed = change_mix(settings or MixSettings(), act, EditDetails(**said), clip_s)
    assert changed is not None
    return changed


def test_the_level_moves_by_steps_and_stops_at_its_bounds() -> None:
    louder, told = change(EditKind.LOUDER_MUSIC)
    assert louder == MixSettings(music_gain_db=GAIN_STEP_DB)
    assert told == EditResult(EditKind.LOUDER_MUSIC, value=GAIN_STEP_DB)
    softer, told = change(EditKind.QUIETER_MUSIC, louder, amount=2.0, bare=True)
    assert softer.music_gain_db == -GAIN_STEP_DB
    assert told == EditResult(EditKind.QUIETER_MUSIC, value=-GAIN_STEP_DB, bare=True)
    assert change(EditKind.LOUDER_MUSIC, amount=99.0)[0].music_gain_db == MOST_GAIN_DB
    assert change(EditKind.QUIETER_MUSIC, amount=99.0)[0].music_gain_db == -MOST_GAIN_DB


@pytest.mark.parametrize(
    ("said", "fade_in_s", "fade_out_s", "told"),
    [
        ({}, None, FADE_S, (None, 0.0, FADE_S)),
        ({"fade_in": True, "fade_out": False}, FADE_S, None, (0.0, None, FADE_S)),
        ({"fade_in": True, "seconds": 2.5}, 2.5, 2.5, (0.0, 0.0, 2.5)),
        ({"seconds": 999.0}, None, MOST_FADE_S, (None, 0.0, MOST_FADE_S)),
    ],
)
def test_a_fade_is_at_the_end_unless_it_is_said_to_be_elsewhere(
    said: dict[str, Any], fade_in_s: float | None, fade_out_s: float | None, told: tuple[float | None, ...]
) -> None:
    before = MixSettings()
    changed, result = change(EditKind.FADE, **said)
    assert changed.fade_in_s == (before.fade_in_s if fade_in_s is None else fade_in_s)
    assert changed.fade_out_s == (before.fade_out_s if fade_out_s is None else fade_out_s)
    assert (result.start_s, result.end_s, result.value) == told


def test_fitting_keeps_a_length_that_was_said_before() -> None:
    fitted, told = change(EditKind.FIT_LENGTH, length_s=30.0)
    assert fitted == MixSettings(fit_length=True, length_s=30.0)
    assert told == EditResult(EditKind.FIT_LENGTH, value=30.0)
    again, told = change(EditKind.FIT_LENGTH, fitted)
    assert again == fitted
    assert told.value is None


@pytest.mark.parametrize(
    ("said", "kept", "told"),
    [
        ({"at_s": 10.0, "end_s": 15.0}, (10.0, 15.0), (10.0, 15.0)),
        ({"at_s": 0.0, "end_s": 15.0}, (None, 15.0), (0.0, 15.0)),
        ({"at_s": 10.0}, (10.0, None), (10.0, None)),
        ({"end_s": 20.5}, (None, 20.5), (0.0, 20.5)),
        ({"from_end": False, "seconds": 5.0}, (None, 5.0), (0.0, 5.0)),
        ({"from_end": True, "seconds": 5.0}, (15.0, 20.0), (15.0, 20.0)),
        ({"from_end": True, "seconds": 50.0}, (None, 20.0), (0.0, 20.0)),
        ({"share": (0.5, 1.0)}, (10.0, 20.0), (10.0, 20.0)),
        ({"share": (0.0, 0.5)}, (None, 10.0), (0.0, 10.0)),
    ],
)
def test_a_range_of_the_clip_is_found_from_what_was_said(
    said: dict[str, Any], kept: tuple[float | None, float | None], told: tuple[float, float | None]
) -> None:
    changed, result = change(EditKind.ONLY_RANGE, **said)
    assert (changed.clip_start_s, changed.clip_end_s) == kept
    assert (result.failure, result.start_s, result.end_s) == (None, *told)


@pytest.mark.parametrize(
    ("said", "clip_s"),
    [({}, 20.0), ({"from_end": True, "seconds": 5.0}, None), ({"share": (0.5, 1.0)}, None), ({"from_end": True}, 20.0)],
)
def test_a_range_that_nobody_could_find_changes_nothing(said: dict[str, Any], clip_s: float | None) -> None:
    before = MixSettings(clip_start_s=3.0)
    assert change(EditKind.ONLY_RANGE, before, clip_s=clip_s, **said) == (
        before,
        EditResult(EditKind.ONLY_RANGE, EditFailure.NO_MOMENT),
    )


@pytest.mark.parametrize(
    ("said", "clip_s", "of_track"),
    [
        ({"end_s": 15.0}, 20.0, False),
        ({"end_s": 20.5}, 20.0, False),
        ({"end_s": 20.6}, 20.0, True),  # past the end of the clip
        ({"end_s": 90.0}, None, False),
        ({"end_s": 15.0, "of_track": True}, 20.0, True),
        ({"end_s": 90.0, "of_track": False}, 20.0, False),
    ],
)
def test_a_range_of_the_track_is_none_of_the_mix(said: dict[str, Any], clip_s: float | None, of_track: bool) -> None:
    end_s = said.pop("end_s")
    act = MessageAct(Intent.EDIT, edit=EditKind.ONLY_RANGE, end_s=end_s)
    changed = change_mix(MixSettings(), act, EditDetails(**said), clip_s)
    assert (changed is None) is of_track


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (EditKind.MUTE_CLIP, MixSettings(duck_under_speech=True), MixSettings(mute_clip=True)),
        (EditKind.KEEP_MY_SOUND, MixSettings(mute_clip=True), MixSettings()),
        (EditKind.DUCK_UNDER_SPEECH, MixSettings(mute_clip=True), MixSettings(duck_under_speech=True)),
        (EditKind.LOOP, MixSettings(), MixSettings(loop=True)),
        (EditKind.END_ON_BEAT, MixSettings(), MixSettings(end_on_beat=True)),
    ],
)
def test_a_switch_turns_what_it_names(kind: EditKind, before: MixSettings, after: MixSettings) -> None:
    assert change(kind, before) == (after, EditResult(kind))


def test_stems_are_refused_and_an_edit_of_the_start_is_none_of_the_mix() -> None:
    assert change(EditKind.STEMS)[1].failure is EditFailure.NO_STEMS
    assert change_mix(MixSettings(), MessageAct(Intent.EDIT, edit=EditKind.START_LATER), EditDetails()) is None
