"""Nobody is asked the same twice, and who passes questions over, or says so, is asked no more."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from musechat.brief import Brief, Facet, Force, StandingWish, Wish
from musechat.turn import Question, TurnNote, TurnOutcome
from store import leases
from store.database import Database
from store.question_history import QUIET_PERIOD, accepts_questions, load_asked_subjects
from store.tables import TurnRow, utc_now
from tests.musechat.made import wish_of
from tests.store.asked import Asker, claimed

VOCALS = Question("vocals", "With a voice in it, or without?", ("with vocals", "no vocals"))
DRIVE = Question("drive", "Rather calm, or with more drive?", ("calm", "energetic"))
CALM = wish_of(Force.PREFER, Facet.MOOD, {"name": "calm"}, "calm")
PIANO = wish_of(Force.PREFER, Facet.INSTRUMENT, {"name": "piano"}, "piano")


def turn(
    asker: Asker,
    *wishes: Wish,
    question: Question | None = None,
    wants: bool | None = None,
    note: TurnNote = TurnNote.NONE,
) -> int:
    """A turn that ends with these wishes of its own, and perhaps a question."""
    turn_id = asker.ask()
    job = claimed(asker.db, turn_id)
    brief = Brief(tuple(StandingWish(n, job.seq, 1, wish) for n, wish in enumerate(wishes, 1)))
    with asker.db.write() as session:
        outcome = TurnOutcome(brief=brief, question=question, wants_questions=wants, note=note)
        assert leases.finish_turn(session, turn_id, job.attempt, outcome)
    return turn_id


def welcome(asker: Asker) -> bool:
    with asker.db.read() as session:
        return accepts_questions(session, asker.member_id, utc_now())


def elsewhere(asker: Asker) -> Asker:
    """Another thread of the same member."""
    other = Asker(asker.db, asker.name)
    assert other.member_id == asker.member_id
    return other


def test_a_thread_knows_what_it_was_asked(database: Database) -> None:
    asker, other = Asker(database, "a"), Asker(database, "b")
    turn(asker, question=VOCALS)
    turn(asker)
    turn(asker, question=DRIVE)
    turn(other)
    with database.read() as session:
        assert load_asked_subjects(session, asker.thread_id) == {"vocals", "drive"}
        assert load_asked_subjects(session, other.thread_id) == frozenset()


def test_two_questions_passed_over_are_enough_for_a_while(database: Database) -> None:
    asker = Asker(database)
    turn(asker, question=VOCALS)
    assert welcome(asker)
    turn(asker, PIANO, question=DRIVE)
    assert welcome(asker)  # the second is still open
    turn(asker, PIANO)
    assert not welcome(asker)
    assert not welcome(elsewhere(asker))
    with database.write() as session:
        session.execute(update(TurnRow).values(created_at=utc_now() - QUIET_PERIOD - timedelta(minutes=1)))
    assert welcome(asker)


def test_an_answer_in_words_counts_like_a_pressed_one(database: Database) -> None:
    asker = Asker(database)
    turn(asker, question=VOCALS)
    turn(asker, question=DRIVE)
    turn(asker, CALM)
    assert welcome(asker)


def test_a_word_of_thanks_passes_over_nothing(database: Database) -> None:
    asker = Asker(database)
    turn(asker, question=VOCALS)
    turn(asker, question=DRIVE)
    turn(asker, note=TurnNote.PRAISED)
    assert welcome(asker)


def test_who_leaves_with_the_pick_has_passed_over_nothing(database: Database) -> None:
    asker = Asker(database)
    turn(asker, question=VOCALS)
    turn(elsewhere(asker), question=VOCALS)
    assert welcome(asker)


def test_who_wants_no_questions_says_so_once_and_may_take_it_back(database: Database) -> None:
    asker, other = Asker(database, "a"), Asker(database, "b")
    turn(asker, wants=False)
    turn(asker)
    assert not welcome(asker)
    assert not welcome(elsewhere(asker))
    assert welcome(other)
    turn(asker, wants=True)
    assert welcome(asker)


def test_what_others_passed_over_is_their_own(database: Database) -> None:
    other, asker = Asker(database, "other"), Asker(database, "asker")
    for _ in range(2):
        turn(other, question=VOCALS)
        turn(other)
    assert not welcome(other)
    assert welcome(asker)
