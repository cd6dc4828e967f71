"""Comparisons on both databases: put up with their turn, voted on by each once, revealed once, and what votes say."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from musechat.comparison import NONE_OF_THESE, Comparison, ComparisonState, NewCandidate, NewComparison
from musechat.errors import BadInput
from musechat.turn import Queue, TurnKind, TurnNote, TurnOutcome, TurnView
from store import leases, ledger
from store.blobs import BlobStore
from store.comparisons import close_comparison, is_comparing, load_thread_votes, put_vote, reveal_overdue
from store.database import Database
from store.member_data import count_member_data, forget_member
from store.members import get_member
from store.tables import ComparisonRow, utc_now
from tests.store.exported import exported_of
from tests.store.test_pick_actions import Talk

ORDER = (2, 0, 1)  # of the card's picks


@pytest.fixture
def talk(database: Database) -> Talk:
    return Talk(database)


@pytest.fixture
def people(talk: Talk) -> list[int]:
    with talk.db.write() as session:
        return [talk.member, get_member(session, "discord", "2"), get_member(session, "discord", "3")]


def compare(talk: Talk, card: TurnView) -> TurnView:
    """A turn that compares the picks of a card, delivered."""
    turn_id = talk.ask(TurnKind.COMPARE, about_turn=card.seq)
    candidates = tuple(NewCandidate(card.picks[n].id, f"{place}.mp4", -14.0) for place, n in enumerate(ORDER))
    outcome = TurnOutcome(note=TurnNote.COMPARED, keeps_pick=True, comparison=NewComparison(7, 1.0, 21.0, candidates))
    with talk.db.write() as session:
        job = leases.claim_turn(session, "worker", list(Queue), 60, turn_id)
        assert job is not None
        assert leases.finish_turn(session, turn_id, job.attempt, outcome)
    with talk.db.write() as session:
        ledger.mark_delivered(session, turn_id, "4711")
    return view(talk, turn_id)


def view(talk: Talk, turn_id: int) -> TurnView:
    with talk.db.read() as session:
        return ledger.load_view(session, turn_id)


def of(turn: TurnView) -> Comparison:
    assert turn.comparison is not None
    return turn.comparison


def cast(talk: Talk, turn: TurnView, votes: dict[int, int]) -> None:
    for member, place in votes.items():
        with talk.db.write() as session:
            put_vote(session, of(turn).id, member, place)


def reveal(talk: Talk, turn: TurnView) -> bool:
    with talk.db.write() as session:
        return close_comparison(session, of(turn).id, ComparisonState.REVEALED)


def said(talk: Talk) -> dict[str, float]:
    with talk.db.read() as session:
        return load_thread_votes(session, talk.thread)


def test_it_is_put_up_in_the_drawn_order_and_seen_with_its_turn(talk: Talk) -> None:
    card = talk.turn(TurnKind.FIRST)
    made = of(compare(talk, card))
    assert [each.pick_id for each in made.candidates] == [card.picks[n].id for n in ORDER]
    assert [each.letter for each in made.candidates] == ["A", "B", "C"]
    assert [each.title for each in made.candidates] == [talk.tracks[n].title for n in ORDER]
    assert (made.state, made.from_s, made.to_s, made.owner, made.votes) == (ComparisonState.OPEN, 1.0, 21.0, "1", {})
    assert view(talk, card.id).comparison is None


def test_each_votes_once_and_may_change_it_until_the_reveal(talk: Talk, people: list[int]) -> None:
    turn = compare(talk, talk.turn(TurnKind.FIRST))
    cast(talk, turn, {people[0]: 0, people[1]: 1, people[2]: NONE_OF_THESE})
    cast(talk, turn, {people[0]: 1})
    assert of(view(talk, turn.id)).votes == {1: 2, NONE_OF_THESE: 1}
    assert said(talk) == {}  # nothing counts before the reveal
    assert reveal(talk, turn)
    assert not reveal(talk, turn)
    now = of(view(talk, turn.id))
    assert [each.letter for each in now.winners] == ["B"]
    with pytest.raises(BadInput) as late:
        cast(talk, turn, {people[0]: 0})
    assert late.value.code == "comparison-over"
    assert of(view(talk, turn.id)).votes == {1: 2, NONE_OF_THESE: 1}


@pytest.mark.parametrize("place", [3, 8])
def test_what_does_not_stand_in_it_cannot_be_voted_for(talk: Talk, people: list[int], place: int) -> None:
    turn = compare(talk, talk.turn(TurnKind.FIRST))
    with pytest.raises(BadInput) as refused:
        cast(talk, turn, {people[0]: place})
    assert refused.value.code == "no-such-comparison"


def test_votes_speak_of_tracks_and_later_comparisons_replace_earlier(talk: Talk, people: list[int]) -> None:
    card = talk.turn(TurnKind.FIRST)
    first = compare(talk, card)
    cast(talk, first, {people[0]: 0, people[1]: 0, people[2]: 1})
    reveal(talk, first)
    a, b, c = (each.track_id for each in of(first).candidates)
    assert said(talk) == pytest.approx({a: 2 / 3, b: -1 / 3, c: -2 / 3})
    second = compare(talk, card)
    reveal(talk, second)  # nobody voted: nothing is said
    assert said(talk)[a] == pytest.approx(2 / 3)
    third = compare(talk, card)
    cast(talk, third, {people[0]: 1})
    reveal(talk, third)
    assert said(talk) == pytest.approx({a: -1.0, b: 1.0, c: -1.0})


def test_a_thread_has_one_open_comparison(talk: Talk) -> None:
    card = talk.turn(TurnKind.FIRST)
    first = compare(talk, card)
    with talk.db.read() as session:
        assert is_comparing(session, talk.thread)
    with pytest.raises(IntegrityError):
        compare(talk, card)
    with talk.db.write() as session:
        assert close_comparison(session, of(first).id, ComparisonState.LOST)
        assert not is_comparing(session, talk.thread)
    assert said(talk) == {}


def test_after_a_day_it_is_revealed_and_shown_again(talk: Talk, people: list[int]) -> None:
    turn = compare(talk, talk.turn(TurnKind.FIRST))
    cast(talk, turn, {people[1]: 2})
    with talk.db.write() as session:
        assert reveal_overdue(session, utc_now() - timedelta(hours=24)) == 0
        session.execute(update(ComparisonRow).values(created_at=utc_now() - timedelta(hours=25)))
    with talk.db.write() as session:
        assert reveal_overdue(session, utc_now() - timedelta(hours=24)) == 1
    now = view(talk, turn.id)
    assert of(now).state is ComparisonState.REVEALED
    assert now.revision > turn.revision
    with talk.db.read() as session:
        assert turn.id in [each.id for each in ledger.load_changes(session, "discord", {})]


def test_votes_are_counted_exported_and_go_with_their_member(talk: Talk, people: list[int], tmp_path: Path) -> None:
    turn = compare(talk, talk.turn(TurnKind.FIRST))
    cast(talk, turn, {people[1]: 0, people[2]: NONE_OF_THESE})
    with talk.db.read() as session:
        assert count_member_data(session, people[1]).verdicts == 1
        (mine,), (none,) = (exported_of(session, member)["votes"] for member in people[1:])
    assert (mine["comparison"], mine["track_id"]) == (of(turn).id, of(turn).candidates[0].track_id)
    assert none["track_id"] is None
    with talk.db.write() as session:
        forget_member(session, people[1], BlobStore((tmp_path / "blobs").as_uri()))
    assert of(view(talk, turn.id)).votes == {NONE_OF_THESE: 1}
    with talk.db.write() as session:  # and all of it with the thread's owner
        forget_member(session, people[0], BlobStore((tmp_path / "blobs").as_uri()))
        assert session.query(ComparisonRow).count() == 0
