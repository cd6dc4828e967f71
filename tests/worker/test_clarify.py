"""At most one question a turn, beside a pick and never instead of it, and not where it would annoy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from musechat.turn import TurnKind, TurnNote, TurnView
from store.database import Database
from store.guilds import change_guild
from store.track_library import put_track
from tests.worker.talking import GUILD, Talk, first, put_tracks
from tests.worker.test_talk import LIBRARY

# Two kinds of tracks that differ in nothing but drive: whatever comes first, the front holds both.
DIVIDED = [
    replace(
        t,
        tags=(),
        genre="",
        artist=f"Band {n}",
        traits=replace(t.traits, energy=(0.1, 0.9)[n % 2], valence=0.5, brightness=0.5, vocals=False, vocal_score=0.0),
    )
    for n, t in enumerate(LIBRARY)
]


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    # Their vectors do not follow their drive: no word leads to one kind by itself.
    put_tracks(sqlite_database, [replace(t, traits=replace(t.traits, energy=0.5)) for t in DIVIDED])
    with sqlite_database.write() as session:
        for track in DIVIDED:
            put_track(session, track, "1")
    return Talk(sqlite_database, tmp_path)


def facet(view: TurnView) -> str | None:
    return view.question.facet if view.question else None


def test_a_first_pick_comes_with_a_question_and_the_answer_is_a_refinement(talk: Talk) -> None:
    begun = talk.turn(TurnKind.FIRST, words="something for my video of Tuesday")
    assert facet(begun) == "drive"
    assert len(begun.picks) == 4
    assert begun.question is not None
    answered = talk.say(begun.question.answers[0])
    assert first(answered).traits.energy < 0.5
    assert facet(answered) is None  # nothing else divides these tracks, and it was asked already


def test_a_question_is_in_the_language_of_its_turn(talk: Talk) -> None:
    begun = talk.turn(TurnKind.FIRST, words="Tuesday", language="de")
    assert begun.question is not None
    assert begun.question.answers == ("ruhig", "energiegeladen")


def test_what_the_words_settle_is_not_asked(talk: Talk) -> None:
    assert facet(talk.turn(TurnKind.FIRST, words="something calm")) is None


def test_the_same_is_never_asked_twice_in_a_thread(talk: Talk) -> None:
    assert facet(talk.turn(TurnKind.FIRST, words="Tuesday")) == "drive"
    assert facet(talk.turn(TurnKind.ANOTHER)) is None


@pytest.mark.parametrize("kind", [TurnKind.SIMILAR, TurnKind.BACK, TurnKind.ALTERNATE])
def test_who_says_which_one_they_mean_is_not_asked(talk: Talk, kind: TurnKind) -> None:
    with talk.db.write() as session:
        change_guild(session, GUILD, lambda settings: replace(settings, questions=False))
    begun = talk.turn(TurnKind.FIRST, words="Tuesday")
    talk.turn(TurnKind.ANOTHER)
    with talk.db.write() as session:
        change_guild(session, GUILD, lambda settings: replace(settings, questions=True))
    about = {"about_pick": begun.picks[1].id} if kind is not TurnKind.BACK else {"about_turn": 1}
    assert facet(talk.turn(kind, **about)) is None


def test_moderators_can_switch_questions_off(talk: Talk) -> None:
    with talk.db.write() as session:
        change_guild(session, GUILD, lambda settings: replace(settings, questions=False))
    assert facet(talk.turn(TurnKind.FIRST, words="Tuesday")) is None


def test_who_wants_no_questions_gets_none_and_is_answered(talk: Talk) -> None:
    begun = talk.turn(TurnKind.FIRST, words="holiday, no questions please")
    assert facet(begun) is None
    assert first(begun)
    assert [standing.wish.text or standing.wish.name for standing in begun.brief.standing] == ["holiday"]
    said = talk.say("no more questions")
    assert (said.note, said.picks, len(said.brief.standing)) == (TurnNote.NO_QUESTIONS, [], 1)
    elsewhere = Talk(talk.db, talk.settings.data_dir)
    assert facet(elsewhere.turn(TurnKind.FIRST, words="Tuesday")) is None
    assert elsewhere.say("you may ask again").note is TurnNote.QUESTIONS
    assert facet(elsewhere.turn(TurnKind.ANOTHER)) == "drive"
