from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from musechat.brief import BriefEvent, Facet
from musechat.errors import BadInput
from musechat.taste import Exclusion
from store.database import Database
from store.members import get_member
from store.tables import ExclusionRow, FeedbackRow, PickRow, TurnRow
from store.thread_history import (
    add_exclusion,
    list_shown_tracks,
    load_active_exclusions,
    load_brief_events,
    load_last_pick,
    load_picks_by_turn,
    load_thread_feedback,
    load_turn_picks,
    put_feedback,
)
from store.threads import open_thread
from store.track_library import put_track
from tests.musechat.made import wish_of
from tests.store.made import DAY, NOON, Filled, fill, track, wish

pytestmark = pytest.mark.usefixtures("fixed_certainty")


@pytest.fixture
def filled(database: Database) -> Filled:
    with database.write() as session:
        return fill(session)


def add_turn(database: Database, filled: Filled, seq: int, state: str, tracks: list[int]) -> list[int]:
    """A turn with picks; returns their ids."""
    with database.write() as session:
        values = {"thread_id": filled.thread_id, "member_id": filled.member_id, "asker": "page", "kind": "another"}
        turn = insert(TurnRow).values(**values, seq=seq, state=state).returning(TurnRow.id)
        turn_id = session.scalars(turn).one()
        ids = []
        for rank, n in enumerate(tracks):
            put_track(session, track(n), "v1")
            place = {"turn_id": turn_id, "rank": rank, "track_id": track(n).id}
            pick = insert(PickRow).values(**place, score=0.9, start_s=2.0, end_s=14.0, reason="Why", broken=["tempo"])
            ids.append(session.scalars(pick.returning(PickRow.id)).one())
        return ids


def test_the_ledger_of_a_brief_comes_back_in_order(database: Database, filled: Filled) -> None:
    with database.read() as session:
        events = load_brief_events(session, filled.thread_id)
    free = wish_of(wish().force, Facet.WORDS, {"text": "text "}, "free ")
    assert events == [
        BriefEvent(1, 1, filled.member_id, "add", wish("said ")),
        BriefEvent(2, 1, filled.member_id, "add", free),
        BriefEvent(3, 1, filled.member_id, "remove", None, 1),
    ]


def test_a_new_thread_has_an_empty_ledger_and_an_unknown_one_is_an_error(database: Database) -> None:
    with database.write() as session:
        thread = open_thread(session, platform="page", member_id=get_member(session, "page", "x"))
        assert load_brief_events(session, thread) == []
        assert list_shown_tracks(session, thread) == set()
        assert load_last_pick(session, thread) is None
        with pytest.raises(BadInput) as caught:
            load_brief_events(session, thread + 1)
    assert caught.value.code == "no-such-thread"


def test_shown_are_picks_and_alternates_of_finished_turns(database: Database, filled: Filled) -> None:
    add_turn(database, filled, 2, "done", [2, 3])
    add_turn(database, filled, 3, "failed", [4])
    add_turn(database, filled, 4, "done", [2])
    with database.read() as session:
        assert list_shown_tracks(session, filled.thread_id) == {track(n).id for n in (1, 2, 3)}


def test_the_last_pick_is_the_first_of_the_last_finished_turn_that_has_one(database: Database, filled: Filled) -> None:
    (first, _) = add_turn(database, filled, 2, "done", [2, 3])
    add_turn(database, filled, 3, "done", [])
    add_turn(database, filled, 4, "running", [4])
    with database.read() as session:
        pick = load_last_pick(session, filled.thread_id)
    assert pick is not None
    assert (pick.id, pick.rank, pick.track_id) == (first, 0, track(2).id)
    assert (pick.title, pick.artist, pick.licence.id) == (track(2).title, track(2).artist, "CC-BY-4.0")
    assert pick.tags == ["piano", "calm"]  # by score, each once
    assert pick.traits == track(2).traits
    assert (pick.score, pick.start_s, pick.end_s, pick.reason, pick.broken) == (0.9, 2.0, 14.0, "Why", ["tempo"])


def test_picks_of_a_turn_by_rank(database: Database, filled: Filled) -> None:
    add_turn(database, filled, 2, "done", [5, 3, 4])
    add_turn(database, filled, 3, "done", [])
    with database.read() as session:
        picks = load_turn_picks(session, filled.thread_id, 2)
        assert [(p.rank, p.track_id) for p in picks] == [(i, track(n).id) for i, n in enumerate((5, 3, 4))]
        assert load_turn_picks(session, filled.thread_id, 3) == []
        with pytest.raises(BadInput) as caught:
            load_turn_picks(session, filled.thread_id, 9)
        assert caught.value.code == "no-such-turn"
        assert load_picks_by_turn(session, []) == {}
        assert set(load_picks_by_turn(session, range(filled.turn_id, filled.turn_id + 9))) == {
            filled.turn_id,
            filled.turn_id + 1,
        }


def test_the_latest_word_about_a_pick_counts(database: Database, filled: Filled) -> None:
    (second,) = add_turn(database, filled, 2, "done", [2])
    with database.write() as session:
        put_feedback(session, second, filled.member_id, "rejected")
    with database.write() as session:
        put_feedback(session, filled.pick_id, filled.member_id, "rejected")
    with database.write() as session:
        put_feedback(session, second, filled.member_id, "accepted")
    with database.read() as session:
        assert load_thread_feedback(session, filled.thread_id) == [(track(1).id, "rejected"), (track(2).id, "accepted")]
        assert session.scalar(select(func.count()).select_from(FeedbackRow)) == 2
        assert load_thread_feedback(session, filled.thread_id + 1) == []


def test_feedback_about_no_pick_or_of_no_kind_is_refused(database: Database, filled: Filled) -> None:
    with pytest.raises(BadInput) as caught, database.write() as session:
        put_feedback(session, 999, filled.member_id, "accepted")
    assert caught.value.code == "no-such-pick"
    with pytest.raises(IntegrityError), database.write() as session:
        put_feedback(session, filled.pick_id, filled.member_id, "loved")  # type: ignore[arg-type]


def test_exclusions_hold_in_their_scope_and_until_their_time(database: Database, filled: Filled) -> None:
    with database.write() as session:
        other = open_thread(session, platform="page", member_id=filled.member_id)
        add_exclusion(session, scope="thread", of=filled.thread_id, what="track", value="a" * 16)
        add_exclusion(session, scope="thread", of=other, what="track", value="b" * 16)
        add_exclusion(session, scope="guild", of=77, what="genre", value="metal", expires_at=NOON + DAY)

    def standing(thread: int, guild: int | None, days: int) -> list[tuple[str, str]]:
        concerns: dict[str, Any] = {"thread_id": thread, "member_id": filled.member_id, "guild_id": guild}
        with database.read() as session:
            return [(e.scope, e.value) for e in load_active_exclusions(session, **concerns, at=NOON + days * DAY)]

    lasting = ("member", "excluded ")
    assert standing(filled.thread_id, 77, 0) == [lasting, ("thread", "a" * 16), ("guild", "metal")]
    assert standing(filled.thread_id, 77, 1) == [lasting, ("thread", "a" * 16)]
    assert standing(other, None, 0) == [lasting, ("thread", "b" * 16)]


def test_excluding_again_sets_the_time_anew(database: Database, filled: Filled) -> None:
    concerns: dict[str, Any] = {"thread_id": filled.thread_id, "member_id": filled.member_id, "guild_id": None}
    for until in (NOON, None, NOON + DAY):
        with database.write() as session:
            add_exclusion(session, scope="thread", of=filled.thread_id, what="artist", value="X", expires_at=until)
    with database.read() as session:
        assert session.scalar(select(func.count()).where(ExclusionRow.value == "X")) == 1
        assert Exclusion("thread", "artist", "X", NOON + DAY) in load_active_exclusions(session, **concerns, at=NOON)


def test_a_turn_belongs_to_one_place_in_its_thread(database: Database, filled: Filled) -> None:
    with pytest.raises(IntegrityError):
        add_turn(database, filled, 1, "done", [])
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(update(TurnRow).values(state="lost"))


def test_the_last_pick_is_the_alternate_that_was_taken_instead(database: Database, filled: Filled) -> None:
    first, second = add_turn(database, filled, 2, "done", [2, 3])
    for chosen, wanted in ((second, track(3)), (first, track(2)), (second, track(3))):
        with database.write() as session:
            put_feedback(session, chosen, filled.member_id, "accepted")
        with database.read() as session:
            pick = load_last_pick(session, filled.thread_id)
        assert pick is not None
        assert pick.track_id == wanted.id
