"""Edits of the pick in words, through the real stages: the track stays, its start moves, the mix is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from musechat.edits import EditFailure, TrackPart
from musechat.message import EditKind
from musechat.mix_settings import MixSettings
from musechat.turn import TurnKind, TurnNote, TurnView
from store.database import Database
from tests.models.ranking.stand_ins import made_library
from tests.worker.talking import Talk, first, ids, put_tracks

LIBRARY = [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(24), 1)]


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    put_tracks(sqlite_database, LIBRARY)
    return Talk(sqlite_database, tmp_path)


def same_picks(before: TurnView, after: TurnView) -> bool:
    return ids(before) == ids(after)


@pytest.mark.parametrize(
    "words",
    [
        "let it start at 0:40",
        "lass es bei 0:40 anfangen",
        "que empiece en 0:40",
        "fais-le démarrer à 0:40",
        "0:40から始めて",
    ],
)
def test_a_start_that_is_named_is_taken_exactly_in_every_language(talk: Talk, words: str) -> None:
    shown = talk.turn(TurnKind.FIRST)
    edited = talk.say(words)
    assert same_picks(shown, edited)
    assert first(edited).rule == "edit"
    assert first(edited).start_s == 40.0
    assert first(edited).end_s == 70.0
    assert edited.brief == shown.brief
    assert [e.kind for e in edited.edits] == [EditKind.START_AT]
    assert first(edited).reason


def test_later_and_earlier_move_the_start_and_undo_brings_it_back(talk: Talk) -> None:
    shown = first(talk.turn(TurnKind.FIRST))
    later = first(talk.say("start a bit later"))
    assert later.start_s > shown.start_s
    assert first(talk.say("empieza un poco antes")).start_s < later.start_s
    assert first(talk.say("undo")).start_s == later.start_s
    assert first(talk.say("undo")).start_s == shown.start_s


def test_what_the_mix_can_do_is_kept_with_the_pick_and_goes_on_to_the_next(talk: Talk) -> None:
    talk.turn(TurnKind.FIRST)
    assert first(talk.say("mute my clip")).mix == MixSettings(mute_clip=True)
    quieter = first(talk.say("mach die Musik leiser"))
    assert quieter.mix == MixSettings(mute_clip=True, music_gain_db=-3.0)
    other = first(talk.turn(TurnKind.ANOTHER))
    assert other.track_id != quieter.track_id
    assert other.mix == quieter.mix
    assert first(talk.say("undo")).mix == quieter.mix


def test_an_edit_that_cannot_be_made_is_said_and_the_pick_stands(talk: Talk) -> None:
    shown = first(talk.turn(TurnKind.FIRST))
    talk.say("start at 0:05")
    refused = talk.say("use the guitar solo")
    assert (refused.picks, refused.note) == ([], TurnNote.EDITED)
    assert [e.failure for e in refused.edits] == [EditFailure.UNHEARD]
    assert talk.say("start at 9:59").edits[0].failure is EditFailure.BEYOND
    assert first(talk.say("start at the chorus")).track_id == shown.track_id


def test_a_part_is_found_by_its_sound(talk: Talk) -> None:
    talk.turn(TurnKind.FIRST)
    edited = talk.say("prends le passage calme")
    assert edited.edits[0].part is TrackPart.QUIET


def test_an_edit_beside_a_wish_is_made_to_the_new_pick(talk: Talk) -> None:
    shown = first(talk.turn(TurnKind.FIRST))
    new = talk.say("more energetic, and start at 0:12")
    assert first(new).track_id != shown.track_id
    assert first(new).start_s == 12.0
    assert new.edits
    assert first(new).rule != "edit"
