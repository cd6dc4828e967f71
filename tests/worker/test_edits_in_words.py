"""Edits of the pick in words, through the real stages: the track stays, its start moves, the mix is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from language.edit_answers import describe_edits
from language.sound_choices import add_mode
from language.texts import LANGUAGES, find_texts
from musechat.edits import EditFailure, TrackPart
from musechat.message import EditKind
from musechat.mix_mode import MixMode
from musechat.mix_settings import MixSettings
from musechat.turn import TurnKind, TurnNote, TurnView
from musechat.wish import Facet, Force
from musechat.wish_values import NamedValue
from store.database import Database
from store.thread_history import load_thread_feedback
from store.track_library import put_track
from tests.models.ranking.stand_ins import made_library
from tests.worker.talking import Talk, first, ids, put_tracks

LIBRARY = [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(24), 1)]


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    put_tracks(sqlite_database, LIBRARY)
    return Talk(sqlite_database, tmp_path)


def same_picks(before: TurnView, after: TurnView) -> bool:
    return ids(before) == ids(after)


def test_a_start_that_is_named_is_taken_exactly_in_every_language(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    for words, second in (
        ("let it start at 0:40", 40.0),
        ("lass es bei 0:41 anfangen", 41.0),
        ("que empiece en 0:42", 42.0),
        ("fais-le démarrer à 0:43", 43.0),
        ("0:44から始めて", 44.0),
    ):
        edited = talk.say(words)
        assert same_picks(shown, edited), words
        assert (first(edited).rule, first(edited).start_s, first(edited).end_s) == ("edit", second, second + 30.0)
        assert edited.brief == shown.brief
        assert [e.kind for e in edited.edits] == [EditKind.START_AT]
        assert first(edited).reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mode_beside_the_first_words_lies_under_the_first_pick(talk: Talk, language: str) -> None:
    words = add_mode({"ja": "穏やかなピアノ"}.get(language, "piano"), MixMode.VOICE_FIRST, find_texts(language))
    begun = talk.turn(TurnKind.FIRST, words=words)
    assert [standing.wish.name for standing in begun.brief.standing if standing.wish.facet is Facet.INSTRUMENT] == [
        "piano"
    ]
    assert first(begun).mix == MixSettings(duck_under_speech=True)
    again = talk.say(find_texts(language)("cards.sound.with-my-sound"))
    assert same_picks(begun, again)
    assert first(again).mix == MixSettings()
    alone = talk.say(find_texts(language)("cards.sound.music-only"))
    assert first(alone).mix == MixSettings(mute_clip=True)
    assert alone.brief == begun.brief


def test_later_and_earlier_move_the_start_and_undo_brings_it_back(talk: Talk) -> None:
    shown = first(talk.turn(TurnKind.FIRST))
    later = first(talk.say("start a bit later"))
    assert later.start_s > shown.start_s
    assert first(talk.say("empieza un poco antes")).start_s < later.start_s
    assert first(talk.say("undo")).start_s == later.start_s
    assert first(talk.say("undo")).start_s == shown.start_s


def test_undo_after_going_back_brings_what_stood_before_that(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    other = talk.say("calmer")
    assert same_picks(shown, talk.say("the first one was better"))
    assert same_picks(other, talk.say("undo"))
    assert same_picks(shown, talk.say("undo"))


def test_louder_of_nothing_keeps_the_pick_and_names_the_other_meaning(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    edited = talk.say("lauter")
    assert same_picks(shown, edited)
    assert (edited.edits[0].kind, edited.edits[0].bare) == (EditKind.LOUDER_MUSIC, True)
    assert not talk.say("turn the music up").edits[0].bare
    assert not same_picks(shown, talk.say("lauter und wilder"))


def test_a_short_reply_answers_the_last_wish(talk: Talk) -> None:
    talk.turn(TurnKind.FIRST)
    before = talk.say("slower").brief.standing[-1].wish
    after = talk.say("a bit more").brief.standing[-1].wish
    assert after.facet is before.facet
    assert not talk.say("what's the tempo?").picks
    assert not talk.say("and this one?").picks


@pytest.mark.slow
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
    assert talk.say("prends le passage calme").edits[0].part is TrackPart.QUIET


def test_an_edit_beside_a_wish_is_made_to_the_new_pick(talk: Talk) -> None:
    shown = first(talk.turn(TurnKind.FIRST))
    new = talk.say("more energetic, and start at 0:12")
    assert first(new).track_id != shown.track_id
    assert first(new).start_s == 12.0
    assert new.edits
    assert first(new).rule != "edit"


def test_alternates_and_verdicts_in_words(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    second = talk.say("option 2 pls")
    assert first(second).track_id == shown.picks[2].track_id
    assert talk.say("number 7").error_code == "no-such-alternate"
    assert first(talk.say("das erste war besser")).track_id == first(shown).track_id
    praised = talk.say("oh das gefällt mir richtig gut")
    assert praised.note is TurnNote.PRAISED
    new = talk.say("nah, not feeling this one")
    assert first(new).track_id not in {pick.track_id for pick in shown.picks}
    with talk.db.read() as session:
        verdicts = load_thread_feedback(session, talk.thread_id)
    assert verdicts[-1] == (first(shown).track_id, "rejected")


def test_with_one_card_the_second_one_is_an_alternate(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    assert first(talk.say("the second one was better")).track_id == shown.picks[2].track_id


def test_what_nobody_can_hear_is_wished_for_and_said(talk: Talk) -> None:
    talk.turn(TurnKind.FIRST)
    new = talk.say("only chiptune")
    assert new.picks
    (standing,) = new.brief.list_wishes(Facet.GENRE)
    assert (standing.wish.force, standing.wish.value) == (Force.PREFER, NamedValue("chiptune", unheard=True))


def test_an_edit_after_nothing_fitted_says_so_and_the_way_out(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    nothing = talk.say("between 300 and 320 bpm")
    assert nothing.no_match
    for words, way_out in (("start at 0:40", "“go back”"), ("fang bei 0:40 an", "„zurück“")):
        refused = talk.say(words)
        assert refused.note is TurnNote.EDITED
        assert [(edit.kind, edit.failure) for edit in refused.edits] == [(EditKind.START_AT, EditFailure.REFUSED)]
        assert way_out in describe_edits(refused.edits, find_texts(refused.language))
    assert ids(talk.say("go back")) == ids(shown)


def test_a_nudge_is_kept_with_the_pick_and_refused_where_the_licence_allows_no_changes(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    nudged = talk.say("stretch it a bit so it hits the cuts")
    assert same_picks(shown, nudged)
    assert first(nudged).mix.nudge
    with talk.db.write() as session:
        known = next(track for track in LIBRARY if track.id == first(nudged).track_id)
        put_track(session, replace(known, licence=replace(known.licence, derivatives=False)), "1")
    refused = talk.say("nudge the tempo to match my cuts")
    assert [(e.kind, e.failure) for e in refused.edits] == [(EditKind.NUDGE, EditFailure.NO_DERIVATIVES)]


def test_a_start_that_was_said_is_kept_and_forgotten_with_the_next_track(talk: Talk) -> None:
    talk.turn(TurnKind.FIRST)
    said = first(talk.say("start at 0:40"))
    assert said.mix.start_said
    ranged = first(talk.say("only 0:10 to 0:25 of the song"))
    assert (ranged.start_s, ranged.mix.track_end_s) == (10.0, 25.0)
    after = first(talk.say("something else"))
    assert after.track_id != said.track_id
    assert (after.mix.start_said, after.mix.track_end_s) == (False, None)
