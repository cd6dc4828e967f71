"""What clients ask the ledger and the threads: which turns count, in which order, and from when on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from musechat.errors import BadInput, LimitReached
from musechat.turn import NewTurn, Queue, TurnKind, TurnOutcome, TurnState
from store import leases, ledger
from store.database import Database
from store.page_access import count_tracks, find_pick_thread, find_turn_thread, has_clip_in_threads
from store.tables import PickRow, ThreadRow, TrackRow, TurnRow, utc_now
from store.threads import (
    find_latest_thread,
    find_thread,
    find_thread_of_message,
    list_recent_threads,
    note_brief_message,
    note_reply_message,
    note_seen,
    open_thread,
)
from store.track_library import put_track
from tests.store.asked import Asker, claimed
from tests.store.made import CLIP_HASH, NOON, fill
from tests.store.made import track as make_track

GUILD, OTHER_GUILD = 7, 8
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The time that the ledger is told."""
    monkeypatch.setattr(ledger, "utc_now", lambda: NOON)
    return NOON


def change(db: Database, turn_id: int, **values: Any) -> None:
    with db.write() as session:
        session.execute(update(TurnRow).where(TurnRow.id == turn_id).values(**values))


def ask_in(asker: Asker, guild_id: int | None, at: datetime, **values: Any) -> int:
    """A turn of that time in a new thread of a guild."""
    with asker.db.write() as session:
        thread = open_thread(session, platform="page", member_id=asker.member_id, guild_id=guild_id)
        turn_id = ledger.submit_turn(session, NewTurn(thread, asker.member_id, "page", TurnKind.REFINE, "x"))
    change(asker.db, turn_id, created_at=at, **values)
    return turn_id


def require(asker: Asker, most: int) -> datetime | None:
    """When the member may ask again in the guild; None where they may now."""
    with asker.db.write() as session:
        try:
            ledger.require_within_limit(session, asker.member_id, GUILD, most)
        except LimitReached as error:
            assert error.code == "turns-per-day"
            assert f"{most} of the {most}" in error.message
            return error.until
    return None


def test_the_limit_ends_a_day_after_the_oldest_turn_that_counts(asker: Asker, now: datetime) -> None:
    for hours in (1, 2, 3):
        ask_in(asker, GUILD, now - timedelta(hours=hours))
    assert require(asker, 4) is None
    assert require(asker, 3) == now + timedelta(hours=21)
    assert require(asker, 2) == now + timedelta(hours=22)
    assert require(asker, 1) == now + timedelta(hours=23)
    assert require(asker, 0) == now + DAY


@pytest.mark.parametrize(("age", "counts"), [(DAY - SECOND, True), (DAY, False), (DAY + SECOND, False)])
def test_a_turn_counts_for_a_day(asker: Asker, now: datetime, age: timedelta, counts: bool) -> None:
    ask_in(asker, GUILD, now - age)
    assert (require(asker, 1) is not None) is counts


@pytest.mark.parametrize(
    ("guild", "values", "counts"),
    [
        (GUILD, {}, True),
        (GUILD, {"state": "running"}, True),
        (GUILD, {"state": "done"}, False),  # thanks, or a question
        (GUILD, {"state": "failed"}, False),
        (GUILD, {"kind": "back"}, False),
        (GUILD, {"kind": "alternate"}, False),
        (GUILD, {"state": "cancelled"}, False),
        (GUILD, {"kind": "add"}, False),
        (OTHER_GUILD, {}, False),
        (None, {}, False),
    ],
)
def test_which_turns_count(
    asker: Asker, now: datetime, guild: int | None, values: dict[str, Any], counts: bool
) -> None:
    ask_in(asker, guild, now - SECOND, **values)
    assert (require(asker, 1) is not None) is counts
    assert require(Asker(asker.db, "other"), 1) is None


def test_a_pick_that_was_given_counts(asker: Asker, now: datetime) -> None:
    turn_id = ask_in(asker, GUILD, now - SECOND, state="done")
    assert require(asker, 1) is None
    track = make_track(1)
    with asker.db.write() as session:
        put_track(session, track, "1")
        session.add(PickRow(turn_id=turn_id, rank=0, track_id=track.id, score=1.0, start_s=0.0, end_s=1.0))
    assert require(asker, 1) is not None


def test_a_turn_beyond_the_limit_is_not_stored_and_a_repeated_request_is_the_same_turn(asker: Asker) -> None:
    with asker.db.write() as session:
        thread = open_thread(session, platform="page", member_id=asker.member_id, guild_id=GUILD)

    def submit(request: str, limit: int | None = 1) -> int:
        with asker.db.write() as session:
            new = NewTurn(thread, asker.member_id, "page", TurnKind.REFINE, request=request, turns_per_day=limit)
            return ledger.submit_turn(session, new)

    first = submit("m1")
    assert submit("m1") == first
    with pytest.raises(LimitReached):
        submit("m2")
    with asker.db.write() as session:  # a step back is no further pick
        back = NewTurn(thread, asker.member_id, "page", TurnKind.BACK, request="m3", about_turn=1, turns_per_day=1)
        ledger.submit_turn(session, back)
    second = submit("m2", None)
    with asker.db.read() as session:
        assert [view.id for view in ledger.load_thread_views(session, thread)] == [first, first + 1, second]
        assert [ledger.is_known(session, request) for request in ("m1", "m4")] == [True, False]


def finish(asker: Asker, **stages: float) -> int:
    turn_id = asker.ask()
    job = claimed(asker.db, turn_id)
    with asker.db.write() as session:
        assert leases.finish_turn(session, turn_id, job.attempt, TurnOutcome(), stages)
    return turn_id


def test_the_pace_is_the_median_of_finished_turns(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def pace() -> float | None:
        with asker.db.read() as session:
            return ledger.compute_median_work_s(session)

    assert pace() is None
    finish(asker)
    assert pace() is None  # it says nothing of its stages
    finish(asker, read=1.0, choose=2.0)
    finish(asker, read=7.0)
    assert pace() == 5.0
    change(asker.db, finish(asker, read=100.0), state="failed")
    assert pace() == 5.0
    monkeypatch.setattr(ledger, "PACE_TURNS", 1)
    assert pace() == 7.0


def test_the_pace_is_that_of_the_last_fifty() -> None:
    assert ledger.PACE_TURNS == 50


def test_the_newest_turns_come_first(asker: Asker) -> None:
    ids = [finish(asker) for _ in range(3)]
    change(asker.db, ids[0], state="failed")
    with asker.db.read() as session:

        def latest(**more: Any) -> list[int]:
            return [view.id for view in ledger.load_latest(session, **more)]

        assert latest() == ids[::-1]
        assert latest(limit=2) == [ids[2], ids[1]]
        assert latest(failed_only=True) == [ids[0]]
        assert ledger.load_thread_views(session, asker.thread_id)[0].seq == 1


def test_only_what_ended_can_be_delivered(asker: Asker) -> None:
    waiting = asker.ask()
    with asker.db.write() as session:
        ledger.mark_delivered(session, waiting, "m1")
        assert [view.id for view in ledger.load_changes(session, "page", {})] == [waiting]
    assert asker.view(waiting).message_id is None
    change(asker.db, waiting, state="done")
    with asker.db.write() as session:
        revision = ledger.load_view(session, waiting).revision
        assert ledger.load_changes(session, "page", {waiting: revision}) == []
        assert len(ledger.load_changes(session, "page", {waiting: revision - 1})) == 1
        assert ledger.load_changes(session, "discord", {}) == []
        ledger.note_message(session, waiting, "m2")
        ledger.mark_delivered(session, waiting)
        assert ledger.load_changes(session, "page", {}) == []
    assert asker.view(waiting).message_id == "m2"


@pytest.mark.parametrize("state", list(TurnState))
def test_what_can_be_cancelled_and_what_retried(asker: Asker, state: TurnState) -> None:
    turn_id = asker.ask()
    change(asker.db, turn_id, state=state.value, failures=2, error="x", error_code="x", stages={"read": 1.0})
    revision = asker.view(turn_id).revision
    with asker.db.write() as session:
        assert ledger.list_open_turns(session, asker.thread_id) == ([] if state.final else [turn_id])
        assert ledger.retry_turn(session, turn_id) is (state is TurnState.FAILED)
    view = asker.view(turn_id)
    if state is TurnState.FAILED:
        assert (view.state, view.attempt, view.error, view.error_code, view.stages) == (TurnState.QUEUED, 1, "", "", {})
        assert view.revision == revision + 1
        assert (view.finished_at, view.incident, view.stage, view.progress) == (None, "", None, None)
        return
    assert view.revision == revision
    with asker.db.write() as session:
        assert ledger.request_cancel(session, turn_id) is (not state.final)
    view = asker.view(turn_id)
    assert view.state is (TurnState.CANCELLED if state is TurnState.QUEUED else state)
    assert view.revision == revision + (not state.final)
    if state is TurnState.QUEUED:
        assert view.error_code == "cancelled"


def test_the_language_is_that_of_the_last_turn(asker: Asker) -> None:
    def language() -> str | None:
        with asker.db.read() as session:
            return ledger.find_last_language(session, asker.thread_id)

    assert language() is None
    for wanted in ("de", "en", "fr"):
        change(asker.db, asker.ask(), language=wanted)
        assert language() == wanted


@pytest.mark.parametrize(
    ("source", "kind", "queue"),
    [("none", "refine", "infer"), ("blob", "first", "media"), ("link", "refine", "media"), ("blob", "add", "infer")],
)
def test_only_a_turn_that_brings_a_clip_starts_at_the_media_worker(source: str, kind: str, queue: str) -> None:
    assert ledger.choose_first_queue(source, kind) == Queue(queue)


def open_in(db: Database, member_id: int, **more: Any) -> int:
    with db.write() as session:
        return open_thread(session, platform="discord", member_id=member_id, **more)


def test_a_thread_is_found_by_each_of_its_messages(asker: Asker) -> None:
    db = asker.db
    thread = open_in(db, asker.member_id, external_id="t1")
    with db.write() as session:
        turn = ledger.submit_turn(
            session, NewTurn(thread, asker.member_id, "discord", TurnKind.REFINE, message_id="m1")
        )
        note_brief_message(session, thread, "m2")
        note_reply_message(session, thread, "m3")
    with db.read() as session:
        for message, found in (("m1", thread), ("m2", thread), ("m3", None), ("m4", None)):
            view = find_thread_of_message(session, "discord", message)
            assert (view.id if view else None) == found
        assert find_thread_of_message(session, "page", "m1") is None
        view = find_thread(session, "discord", "t1")
        assert view is not None
        assert (view.id, view.brief_message_id, view.reply_message_id) == (thread, "m2", "m3")
        assert find_thread(session, "page", "t1") is None
        assert find_thread(session, "discord", "t2") is None
        assert find_turn_thread(session, turn) == thread


def test_a_channels_latest_conversation_is_one_held_in_it(asker: Asker) -> None:
    db, member = asker.db, asker.member_id
    with db.read() as session:
        assert find_latest_thread(session, "discord", "c") is None
    open_in(db, member, channel_id="c")
    second = open_in(db, member, channel_id="c")
    open_in(db, member, channel_id="c", external_id="a thread of its own")
    open_in(db, member, channel_id="d")
    with db.read() as session:
        found = find_latest_thread(session, "discord", "c")
        assert found is not None
        assert found.id == second
        assert find_latest_thread(session, "page", "c") is None


def test_the_newest_message_seen_is_kept_by_number(asker: Asker) -> None:
    thread = open_in(asker.db, asker.member_id, external_id="t1")
    turn = ledger_turn(asker, thread)

    def seen(since: datetime = NOON - DAY, limit: int = 9) -> list[tuple[int, str | None]]:
        with asker.db.read() as session:
            return [(view.id, newest) for view, newest in list_recent_threads(session, "discord", since, limit)]

    change(asker.db, turn, created_at=NOON)
    assert seen() == [(thread, None)]
    for message, kept in (("9", "9"), ("8", "9"), ("9", "9"), ("10", "10")):
        with asker.db.write() as session:
            note_seen(session, thread, message)
        assert seen() == [(thread, kept)]
    with asker.db.write() as session:
        note_seen(session, thread + 99, "11")  # a thread that was deleted meanwhile
    assert seen(NOON - SECOND) == [(thread, "10")]
    assert seen(NOON) == []
    other = open_in(asker.db, asker.member_id, external_id="t2")
    change(asker.db, ledger_turn(asker, other), created_at=NOON)
    assert [found for found, _ in seen()] == [other, thread]
    assert [found for found, _ in seen(limit=1)] == [other]


def ledger_turn(asker: Asker, thread: int) -> int:
    with asker.db.write() as session:
        return ledger.submit_turn(session, NewTurn(thread, asker.member_id, "discord", TurnKind.REFINE))


def test_what_the_page_may_show_belongs_to_a_thread(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        assert count_tracks(session) == 0
        one, two = fill(session, n=1), fill(session, n=2)
        assert count_tracks(session) == 2
        session.execute(update(TrackRow).where(TrackRow.id == one.track_id).values(removed_at=utc_now()))
    with sqlite_database.read() as session:
        assert count_tracks(session) == 1
        assert (find_pick_thread(session, one.pick_id), find_pick_thread(session, 99)) == (one.thread_id, None)
        assert (find_turn_thread(session, two.turn_id), find_turn_thread(session, 99)) == (two.thread_id, None)
        clip = CLIP_HASH[:-2] + "01"
        asked = [("page", clip), ("discord", clip), ("page", CLIP_HASH[:-2] + "99")]
        assert [has_clip_in_threads(session, *pair) for pair in asked] == [True, False, False]
        assert session.get(PickRow, one.pick_id) is not None
        assert session.get(ThreadRow, two.thread_id) is not None


def test_an_unknown_turn_and_thread_are_named(asker: Asker) -> None:
    for ask in (
        lambda session: ledger.load_view(session, 12345),
        lambda session: ledger.submit_turn(session, NewTurn(12345, 1, "page", TurnKind.REFINE)),
    ):
        with pytest.raises(BadInput, match="12345"), asker.db.write() as session:
            ask(session)
