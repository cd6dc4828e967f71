"""What a worker may do with a turn that it holds, and what it may not once it holds it no longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from musechat.pick import ChosenTrack, PickDraft
from musechat.pick_order import OrderKind, OrderState
from musechat.turn import MAX_ATTEMPTS, Queue, Stage, TurnOutcome, TurnState
from store import leases, ledger, pick_orders, work_queue
from store.database import SESSION_LIMITS, Database
from store.leases import LeaseState
from store.pick_orders import end_order, has_open_orders, load_order, place_order, take_order
from store.tables import PickOrderRow, ThreadRow, TurnRow, utc_now
from store.track_library import put_track
from store.videos import put_video
from tests.store.asked import Asker, claim, claimed, let_time_pass
from tests.store.made import CLIP_HASH, track
from tests.worker.processes import until

Write = Callable[[Session, int, int], object]
DRAFT = PickDraft("Tide", "Mira", "It suits")
WRITES: dict[str, Write] = {
    "report": lambda s, turn, attempt: leases.report_stage(s, turn, attempt, Stage.READ, 0.5, {"fetch": 1.0}),
    "draft": lambda s, turn, attempt: leases.report_draft(s, turn, attempt, DRAFT),
    "attach": lambda s, turn, attempt: leases.attach_video(s, turn, attempt, CLIP_HASH),
    "finish": lambda s, turn, attempt: leases.finish_turn(s, turn, attempt, TurnOutcome()),
    "fail": lambda s, turn, attempt: leases.fail_turn(s, turn, attempt, "x", "X."),
    "cancel": leases.confirm_cancel,
    "retry": lambda s, turn, attempt: leases.retry_later(s, turn, attempt, "x", "X.") is not None,
    "release": leases.release_turn,
    "hand over": lambda s, turn, attempt: leases.hand_over(s, turn, attempt, Queue.INFER, {}),
}


@pytest.fixture
def asker(database: Database) -> Asker:
    with database.write() as session:
        put_video(session, CLIP_HASH, 1, "clip.mp4", None)
    return Asker(database)


def row(db: Database, turn: int) -> TurnRow:
    with db.read() as session:
        return session.scalars(select(TurnRow).where(TurnRow.id == turn)).one()


@pytest.mark.parametrize("name", WRITES)
def test_whoever_holds_the_turn_may_write_and_moves_its_revision(asker: Asker, name: str) -> None:
    turn = asker.ask(clip=True)
    job = claimed(asker.db)
    before = row(asker.db, turn).revision
    with asker.db.write() as session:
        assert WRITES[name](session, turn, job.attempt)
    assert row(asker.db, turn).revision == before + 1


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("why", ["older attempt", "later attempt", "given back", "ended", "never claimed"])
def test_whoever_does_not_hold_it_changes_nothing(asker: Asker, name: str, why: str) -> None:
    turn, attempt = asker.ask(clip=True), 0
    if why != "never claimed":
        attempt = claimed(asker.db).attempt + {"older attempt": -1, "later attempt": 1}.get(why, 0)
    with asker.db.write() as session:
        if why == "given back":
            leases.release_turn(session, turn, attempt)
        elif why == "ended":
            leases.fail_turn(session, turn, attempt, "x", "X.")
    before = asker.view(turn)
    with asker.db.write() as session:
        assert not WRITES[name](session, turn, attempt)
    assert asker.view(turn) == before
    with asker.db.read() as session:
        assert session.scalar(select(ThreadRow.video_hash)) is None


@pytest.mark.parametrize("name", ["finish", "release", "hand over"])
def test_a_cancelled_turn_neither_finishes_nor_waits_again(asker: Asker, name: str) -> None:
    turn = asker.ask(clip=True)
    job = claimed(asker.db)
    with asker.db.write() as session:
        ledger.request_cancel(session, turn)
        assert not WRITES[name](session, turn, job.attempt)
    state = asker.view(turn).state
    assert state is (TurnState.RUNNING if name == "finish" else TurnState.CANCELLED)


@pytest.mark.parametrize("name", ["release", "hand over", "retry"])
def test_a_turn_that_waits_again_is_nobodys_and_shows_no_half_of_an_answer(asker: Asker, name: str) -> None:
    turn = asker.ask(clip=True)
    job = claimed(asker.db)
    with asker.db.write() as session:
        WRITES["report"](session, turn, job.attempt)
        WRITES["draft"](session, turn, job.attempt)
    assert asker.view(turn).draft == DRAFT
    with asker.db.write() as session:
        WRITES[name](session, turn, job.attempt)
    found = row(asker.db, turn)
    assert (found.state, found.worker, found.lease_until, found.progress, found.draft) == (
        "queued",
        "",
        None,
        None,
        None,
    )
    assert found.queue == (Queue.INFER if name == "hand over" else Queue.MEDIA).value
    assert (found.published_at is None) is (name != "hand over")  # the reaper is to notify of it
    assert found.failures == (1 if name == "retry" else 0)
    assert found.stages == ({} if name == "hand over" else {"fetch": 1.0})


@pytest.mark.parametrize(
    ("stages", "kept"), [(None, {"fetch": 1.0}), ({}, {}), ({"fetch": 1.0, "watch": 2.0}, {"fetch": 1.0, "watch": 2.0})]
)
def test_a_failure_keeps_finished_stages_unless_all_is_to_begin_anew(
    asker: Asker, stages: dict[str, float] | None, kept: dict[str, float]
) -> None:
    turn = asker.ask()
    job = claimed(asker.db)
    with asker.db.write() as session:
        WRITES["report"](session, turn, job.attempt)
        leases.retry_later(session, turn, job.attempt, "x", "X.", stages=stages)
    assert row(asker.db, turn).stages == kept


@pytest.mark.parametrize(("stages", "kept"), [(None, {"fetch": 1.0}), ({"watch": 2.0}, {"watch": 2.0})])
def test_a_turn_given_back_keeps_its_finished_stages(
    asker: Asker, stages: dict[str, float] | None, kept: dict[str, float]
) -> None:
    turn = asker.ask()
    job = claimed(asker.db)
    with asker.db.write() as session:
        WRITES["report"](session, turn, job.attempt)
        assert leases.release_turn(session, turn, job.attempt, stages)
    assert row(asker.db, turn).stages == kept


def test_a_worker_that_was_stopped_for_a_while_keeps_the_turns_it_is_at_work_on(database: Database) -> None:
    names = ("kept", "dropped", "taken")  # of the last, the worker does not know yet that another one has it
    turns = {name: Asker(database, name).ask() for name in names}
    for name, turn in turns.items():
        claimed(database, turn, worker="other" if name == "taken" else "w", lease_s=-1.0)
    with database.write() as session:
        assert leases.has_lost_lease(session)
        back = leases.reclaim_turns(session, alive="w", kept=[turns["kept"], turns["taken"]])
    assert [turn for turn, _ in back] == [turns["dropped"], turns["taken"]]


@pytest.mark.parametrize(
    ("line", "incident", "said"),
    [
        ("It broke.", "", f"It broke. It failed {MAX_ATTEMPTS} times."),
        ("It broke.", "ab12", f"It broke. It failed {MAX_ATTEMPTS} times; the log has the story under incident ab12."),
        ("", "", f"It failed {MAX_ATTEMPTS} times."),
    ],
)
def test_the_last_failure_says_how_often_it_was_tried(asker: Asker, line: str, incident: str, said: str) -> None:
    turn = asker.ask()
    for number in range(1, MAX_ATTEMPTS + 1):
        job = claimed(asker.db)
        before = utc_now()
        with asker.db.write() as session:
            state = leases.retry_later(session, turn, job.attempt, "x", line, incident)
        assert state is (TurnState.FAILED if number == MAX_ATTEMPTS else TurnState.QUEUED)
        found = row(asker.db, turn)
        assert (found.failures, found.finished_at is not None) == (number, number == MAX_ATTEMPTS)
        if number < MAX_ATTEMPTS:
            assert (found.error, found.incident) == (line, incident)
            assert found.not_before > before
        let_time_pass(asker.db)
    assert asker.view(turn).error == said


@pytest.mark.parametrize(
    ("stages", "kept"),
    [(None, {"fetch": 1.0}), ({}, {}), ({"read": 2.0}, {"read": 2.0})],
    ids=["none", "empty", "some"],
)
def test_the_time_of_stages_is_kept_where_the_end_tells_none(
    asker: Asker, stages: dict[str, float] | None, kept: dict[str, float]
) -> None:
    turn = asker.ask()
    job = claimed(asker.db)
    with asker.db.write() as session:
        WRITES["report"](session, turn, job.attempt)
        leases.finish_turn(session, turn, job.attempt, TurnOutcome(), stages)
    found = row(asker.db, turn)
    assert (found.stages, found.lease_until, found.stage, found.progress) == (kept, None, None, None)
    assert found.finished_at is not None


def test_each_claim_is_told_apart(database: Database) -> None:
    turns = {name: Asker(database, name).ask() for name in ("held", "cancelling", "lost", "ended", "waits")}
    held = {turns[name]: claimed(database, turns[name]).attempt for name in turns if name != "waits"}
    held[turns["waits"]] = 0
    with database.write() as session:
        ledger.request_cancel(session, turns["cancelling"])
        leases.fail_turn(session, turns["ended"], held[turns["ended"]], "x", "X.")
        held[turns["lost"]] += 1
        expected = {
            turns[name]: LeaseState(name) if name in ("held", "cancelling") else LeaseState.LOST for name in turns
        }
        assert leases.check_leases(session, held) == expected
        assert leases.check_leases(session, {}) == {}
        assert leases.check_leases(session, {9999: 1}) == {9999: LeaseState.LOST}
        assert leases.extend_leases(session, held, 500.0) == expected
    ends = {name: row(database, turn).lease_until for name, turn in turns.items()}
    late = utc_now() + timedelta(seconds=400)
    assert {name for name, end in ends.items() if end is not None and end > late} == {"held", "cancelling"}


def test_only_what_ran_out_or_whose_worker_is_dead_is_taken_back(database: Database) -> None:
    names = ("fresh", "old", "dead", "waits")
    turns = {name: Asker(database, name).ask() for name in names}
    for name in ("fresh", "old", "dead"):
        claimed(database, turns[name], worker=name, lease_s=-1.0 if name == "old" else 60.0)
    with database.write() as session:
        assert leases.list_running_workers(session) == {"fresh", "old", "dead"}
        taken = leases.reclaim_turns(session, ["dead", "waits", ""])
    assert taken == [(turns["old"], TurnState.QUEUED), (turns["dead"], TurnState.QUEUED)]
    assert asker_state(database, turns) == {"fresh": "running", "old": "queued", "dead": "queued", "waits": "queued"}
    with database.write() as session:
        assert leases.reclaim_turns(session) == []


def asker_state(db: Database, turns: dict[str, int]) -> dict[str, str]:
    return {name: row(db, turn).state for name, turn in turns.items()}


def test_turns_are_offered_oldest_first_and_only_so_many(database: Database) -> None:
    turns = [Asker(database, f"{n}").ask(clip=n == 1) for n in range(4)]
    later = utc_now() + timedelta(hours=1)
    with database.write() as session:
        session.execute(update(TurnRow).where(TurnRow.id == turns[0]).values(not_before=later))
        listed = work_queue.list_claimable(session, Queue)
        assert listed == [(turn, 0) for turn in turns[1:]]
        assert work_queue.list_claimable(session, Queue, 2) == listed[:2]
        assert work_queue.list_claimable(session, [Queue.MEDIA]) == listed[:1]
        assert work_queue.list_claimable(session, []) == []
        assert _is_near(work_queue.find_next_due(session, Queue), later)
        assert work_queue.find_next_due(session, [Queue.MEDIA]) is None
        session.execute(update(TurnRow).values(published_at=None))
        assert work_queue.take_unnotified(session, 5.0, 2) == [(turns[1], Queue.MEDIA), (turns[2], Queue.INFER)]
        assert work_queue.take_unnotified(session, 5.0) == [(turns[3], Queue.INFER)]
        assert work_queue.take_unnotified(session, 5.0) == []


def test_the_next_look_is_at_the_sooner_of_a_pause_and_a_lease(database: Database) -> None:
    first, second = Asker(database, "a").ask(), Asker(database, "b").ask()
    claimed(database, second, lease_s=100.0)
    lease = row(database, second).lease_until
    assert lease is not None
    for pause in (lease - timedelta(seconds=9), lease + timedelta(seconds=9)):
        with database.write() as session:
            session.execute(update(TurnRow).where(TurnRow.id == first).values(not_before=pause))
            assert _is_near(work_queue.find_next_due(session, Queue), min(pause, lease))


@contextmanager
def beside(db: Database) -> Iterator[Session]:
    """A second transaction: what waits for the first one's rows fails, in the end."""
    with db.write() as session:
        session.execute(text("SET LOCAL lock_timeout = '60s'"))
        yield session


def test_who_claims_or_reclaims_passes_over_what_another_has_in_hand(postgresql_database: Database) -> None:
    db = postgresql_database
    first, second = Asker(db, "a").ask(), Asker(db, "b").ask()
    with db.write() as session:
        job = leases.claim_turn(session, "w", Queue, 60)
        assert job is not None
        assert job.id == first
        with beside(db) as other:
            assert [turn for turn, _ in work_queue.take_unnotified(other, -5.0)] == [second]
            also = leases.claim_turn(other, "v", Queue, 60)
            assert also is not None
            assert also.id == second
    with db.write() as session:
        session.execute(update(TurnRow).values(lease_until=utc_now() - timedelta(seconds=1)))
    with db.write() as session:
        leases.extend_leases(session, {first: 1}, 60)
        with beside(db) as other:
            assert leases.reclaim_turns(other) == [(second, TurnState.QUEUED)]


def order_picks(db: Database, count: int) -> list[int]:
    """So many picks, each with its mix ordered a second after the one before."""
    picks = []
    for n in range(count):
        asker = Asker(db, f"{n}")
        with db.write() as session:
            put_track(session, track(1), "1")
        turn = asker.ask()
        job = claimed(db, turn)
        with db.write() as session:
            outcome = TurnOutcome(picks=[ChosenTrack(track(1).id, 0.5, 0.0, 9.0, "test")])
            leases.finish_turn(session, turn, job.attempt, outcome)
            pick = ledger.load_view(session, turn).picks[0].id
            place_order(session, pick, OrderKind.MIX)
            at = utc_now() - timedelta(seconds=60 - n)
            session.execute(update(PickOrderRow).where(PickOrderRow.pick_id == pick).values(asked_at=at))
        picks.append(pick)
    return picks


def test_two_workers_take_two_orders(postgresql_database: Database) -> None:
    db = postgresql_database
    first, second = order_picks(db, 2)
    with db.write() as session:
        taken = take_order(session, OrderKind.MIX)
        session.flush()
        with beside(db) as other:
            also = take_order(other, OrderKind.MIX)
    assert taken is not None
    assert also is not None
    assert (taken.pick_id, also.pick_id) == (first, second)


@pytest.mark.parametrize(
    ("age_s", "taken_s", "times", "found"),
    [
        (0, None, 0, True),
        (pick_orders.GIVE_UP_S - 30, None, 0, True),
        (pick_orders.GIVE_UP_S + 1, None, 0, False),  # nobody waits for it any more
        (300, pick_orders.LOST_S - 30, 1, False),  # it is in work
        (300, pick_orders.LOST_S + 1, 1, True),  # its worker died
        (300, pick_orders.LOST_S + 1, 2, False),  # so did the next one
    ],
)
def test_which_orders_are_taken(
    database: Database, age_s: float, taken_s: float | None, times: int, found: bool
) -> None:
    (pick,) = order_picks(database, 1)
    now = utc_now()
    values: dict[str, object] = {"asked_at": now - timedelta(seconds=age_s), "taken": times}
    if taken_s is not None:
        values |= {"state": OrderState.TAKEN.value, "taken_at": now - timedelta(seconds=taken_s)}
    with database.write() as session:
        session.execute(update(PickOrderRow).values(**values))
        taken = take_order(session, OrderKind.MIX)
        assert (taken is not None) is found
        assert take_order(session, OrderKind.FIT) is None
        if taken is not None:
            assert (taken.pick_id, taken.kind, taken.taken) == (pick, OrderKind.MIX, times + 1)


def test_an_order_is_ended_by_whom_it_was_taken_last(database: Database) -> None:
    (pick,) = order_picks(database, 1)
    with database.write() as session:
        assert has_open_orders(session, OrderKind.MIX)
        assert not has_open_orders(session, OrderKind.FIT)
        first = take_order(session, OrderKind.MIX)
        assert first is not None
        session.execute(update(PickOrderRow).values(taken_at=utc_now() - timedelta(seconds=pick_orders.LOST_S + 1)))
        second = take_order(session, OrderKind.MIX)
        assert second is not None
        end_order(session, first, OrderState.FAILED, "too late")
        found = load_order(session, pick, OrderKind.MIX)
        assert found is not None
        assert (found.state, found.error) == (OrderState.TAKEN, "")
        end_order(session, second, OrderState.DONE)
        assert not has_open_orders(session, OrderKind.MIX)
        again = place_order(session, pick, OrderKind.MIX)
        assert again.state is OrderState.WANTED
        third = take_order(session, OrderKind.MIX)
        assert third is not None
        assert third.taken == 1  # it begins anew


def test_a_claim_of_a_certain_turn_takes_no_other(database: Database) -> None:
    first, second = Asker(database, "a").ask(), Asker(database, "b").ask()
    assert claimed(database, second).id == second
    assert claim(database, second) is None
    assert claim(database, 9999) is None
    assert claimed(database).id == first


def test_a_turn_whose_worker_stopped_in_a_transaction_is_taken_back(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = Asker(postgresql_database)
    turn = asker.ask()
    job = claimed(asker.db, lease_s=-1.0)
    monkeypatch.setitem(SESSION_LIMITS, "idle_in_transaction_session_timeout", 100)
    stopped = Database(postgresql_database.url)
    with Session(stopped.engine) as session:  # holds the row's lock, and does nothing more
        assert leases.report_stage(session, turn, job.attempt, Stage.READ, None, {})
        until(lambda: _reclaim(asker.db), "the server lets go of the row")
        with pytest.raises(DBAPIError):
            session.commit()
    stopped.close()
    assert asker.view(turn).state is TurnState.QUEUED


def _reclaim(db: Database) -> list[tuple[int, TurnState]]:
    with db.write() as session:
        return leases.reclaim_turns(session)


def _is_near(found: datetime | None, expected: datetime) -> bool:
    # On PostgreSQL it is shifted by the difference of two clocks, which are read one after the other.
    return found is not None and abs(found - expected) < timedelta(minutes=1)
