"""Love that was said in words, by a reaction or by a press: one verdict on a track of a thread."""

from __future__ import annotations

import pytest

from musechat.turn import Queue, TurnKind, TurnOutcome, TurnView
from store import leases, ledger
from store.database import Database
from store.thread_history import load_thread_feedback, put_feedback
from store.verdicts import (
    find_turn_of_message,
    find_turn_praised_by,
    list_loved_picks,
    toggle_love,
    withdraw_reaction,
)
from tests.store.test_pick_actions import Talk


@pytest.fixture
def talk(database: Database) -> Talk:
    return Talk(database)


def say(talk: Talk, **judged: int) -> TurnView:
    """A turn that shows nothing, whose words judge a pick."""
    turn_id = talk.ask(TurnKind.REFINE, words="so it goes")
    with talk.db.write() as session:
        job = leases.claim_turn(session, "worker", list(Queue), 60, turn_id)
        assert job is not None
        assert leases.finish_turn(session, turn_id, job.attempt, TurnOutcome(**judged))  # type: ignore[arg-type]
    with talk.db.read() as session:
        return ledger.load_view(session, turn_id)


def loved(talk: Talk, turn: TurnView) -> frozenset[int]:
    with talk.db.read() as session:
        return list_loved_picks(session, turn.id)


def press_love(talk: Talk, turn: TurnView) -> None:
    with talk.db.write() as session:
        toggle_love(session, turn.picks[0].id, talk.member)


def test_praise_in_words_is_love_and_the_button_afterwards_confirms_it(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    praise = say(talk, accepted_pick=shown.picks[0].id)
    assert loved(talk, shown) == {shown.picks[0].id}
    with talk.db.read() as session:
        assert find_turn_praised_by(session, praise.id) == shown.id
        assert find_turn_praised_by(session, shown.id) is None
        assert ledger.load_view(session, shown.id).loved == (shown.picks[0].id,)
    press_love(talk, shown)
    assert loved(talk, shown) == {shown.picks[0].id}
    press_love(talk, shown)
    assert loved(talk, shown) == frozenset()


def test_rejection_in_words_is_stored(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    say(talk, rejected_pick=shown.picks[0].id)
    with talk.db.read() as session:
        assert load_thread_feedback(session, talk.thread) == [(shown.picks[0].track_id, "rejected")]


def test_love_holds_for_the_track_however_often_it_is_shown(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    press_love(talk, shown)
    copy = talk.turn(TurnKind.BACK, about_turn=shown.seq)
    assert copy.picks[0].track_id == shown.picks[0].track_id
    assert loved(talk, copy) == {copy.picks[0].id}
    press_love(talk, copy)
    assert loved(talk, copy) == loved(talk, shown) == frozenset()


def test_a_reaction_is_taken_back_unless_a_press_has_confirmed_it(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    pick = shown.picks[0].id
    with talk.db.write() as session:
        put_feedback(session, pick, talk.member, "accepted", source="reaction")
        assert withdraw_reaction(session, pick, talk.member)
        assert not withdraw_reaction(session, pick, talk.member)
        put_feedback(session, pick, talk.member, "accepted", source="reaction")
        toggle_love(session, pick, talk.member)
        assert not withdraw_reaction(session, pick, talk.member)
    assert loved(talk, shown) == {pick}


def test_a_turn_is_found_by_the_message_that_shows_it(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    with talk.db.write() as session:
        ledger.note_message(session, shown.id, "4711")
        assert find_turn_of_message(session, "4711") == shown.id
        assert find_turn_of_message(session, "4712") is None
