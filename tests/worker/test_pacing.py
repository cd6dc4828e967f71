"""When leases are renewed, turns taken back and notices repeated: just before, at and after each time, on held clocks."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import event, select, update

from musechat.settings import Settings
from musechat.turn import Queue, TurnState
from store import db_clock, ledger
from store.database import Database
from store.tables import TurnRow, WorkerRow, utc_now
from tests.clock import HeldClock
from tests.store.asked import Asker, claim, claimed
from worker import lease_keeper, notifier, reaper
from worker.context import Interruption, TurnContext
from worker.heartbeat import identify_host, is_surely_dead, list_alive_workers, make_worker_name
from worker.lease_keeper import LeaseKeeper
from worker.notifier import Notifier
from worker.reaper import Reaper

GONE = f"{identify_host()}:4194305:0"  # a process id beyond the highest that Linux gives
LEASE_S = 30.0


class Keeping:
    """A lease keeper without its thread, and the turns that it gave up."""

    def __init__(self, db: Database, clock: HeldClock) -> None:
        self.stalled: list[TurnContext] = []
        self.keeper = LeaseKeeper(db, LEASE_S, self.stalled.append, clock)


@pytest.fixture
def keeping(sqlite_database: Database, clock: HeldClock) -> Iterator[Keeping]:
    keeping = Keeping(sqlite_database, clock)
    yield keeping
    keeping.keeper._signal.close()


def lease_of(context: TurnContext) -> datetime | None:
    with context.db.read() as session:
        return session.scalars(select(TurnRow.lease_until).where(TurnRow.id == context.job.id)).one()


@pytest.mark.parametrize(("passed", "renewed"), [(9.5, False), (10.0, False), (10.5, True)])
def test_a_lease_is_renewed_after_a_third_of_it(
    keeping: Keeping, context: TurnContext, clock: HeldClock, passed: float, renewed: bool
) -> None:
    start, before = clock(), lease_of(context)
    with keeping.keeper.keep_turn(context):
        clock.advance(passed)
        assert keeping.keeper._check_turns(start) == (clock() if renewed else start)
    assert (lease_of(context) != before) is renewed
    assert keeping.stalled == []


@pytest.mark.parametrize(("passed", "stalled"), [(39.5, 0), (40.0, 0), (40.5, 1)])
def test_a_stage_is_given_up_half_a_minute_past_its_deadline(
    keeping: Keeping, context: TurnContext, clock: HeldClock, passed: float, stalled: int
) -> None:
    context.deadline = clock() + 10
    with keeping.keeper.keep_turn(context):
        clock.advance(passed)
        keeping.keeper._check_turns(clock())
    assert len(keeping.stalled) == stalled


def test_a_cancelled_turn_is_found_without_a_renewal(keeping: Keeping, context: TurnContext, clock: HeldClock) -> None:
    with keeping.keeper.keep_turn(context):
        keeping.keeper._check_turns(clock())
        assert context.interruption is None
        with context.db.write() as session:
            ledger.request_cancel(session, context.job.id)
        keeping.keeper._check_turns(clock())
    assert context.interruption is Interruption.CANCELLED


@pytest.mark.parametrize("passed", [0.0, 11.0])
def test_a_lost_lease_is_found_by_both_kinds_of_look(
    keeping: Keeping, context: TurnContext, clock: HeldClock, passed: float
) -> None:
    start = clock()
    with context.db.write() as session:
        session.execute(update(TurnRow).values(attempt=TurnRow.attempt + 1))
    with keeping.keeper.keep_turn(context):
        clock.advance(passed)
        keeping.keeper._check_turns(start)
    assert context.interruption is Interruption.LOST


def test_turns_are_held_within_their_block_only(keeping: Keeping, context: TurnContext) -> None:
    keeper = keeping.keeper
    assert keeper.wait_until_idle(0)
    with pytest.raises(KeyError), keeper.keep_turn(context):
        assert keeper.held_turns == [context]
        assert not keeper.wait_until_idle(0)
        raise KeyError
    assert keeper.held_turns == []
    assert keeper.wait_until_idle(0)


def test_a_process_with_a_hanging_stage_ends_with_its_own_status(
    context: TurnContext, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(logging, "shutdown", lambda: None)
    lease_keeper.end_stalled_process(context)
    assert ended == [70]
    assert f"turn {context.job.id}" in caplog.text


class Wall:
    """The wall clock and the monotonic one of a module, moved together."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.clock = utc_now(), HeldClock()
        monkeypatch.setattr(reaper, "utc_now", lambda: self.now)
        monkeypatch.setattr(reaper, "time", SimpleNamespace(monotonic=self.clock))

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.clock.advance(seconds)


class Looking:
    """A reaper without its thread, what it notified of, and how many notices wait at the broker in each queue."""

    def __init__(self, db: Database, *, embedded: bool) -> None:
        self.notices: list[tuple[int, Queue]] = []
        self.waiting: dict[Queue, int | None] = {}
        self.reaper = Reaper(
            db,
            [Queue.INFER],
            lambda *notice: self.notices.append(notice),
            embedded=embedded,
            count_notices=lambda queue: self.waiting.get(queue, 0),
        )

    def look(self) -> list[tuple[int, Queue]]:
        """Look once; what was notified by that."""
        self.notices.clear()
        self.reaper._look()
        return list(self.notices)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    return Wall(monkeypatch)


def test_embedded_a_waiting_turn_is_notified_once_and_again_after_five_seconds(asker: Asker, wall: Wall) -> None:
    looking, turn_id = Looking(asker.db, embedded=True), asker.ask()
    assert looking.look() == [(turn_id, Queue.INFER)]
    assert looking.look() == []
    wall.advance(4.5)
    assert looking.look() == []
    wall.advance(0.5)
    assert looking.look() == [(turn_id, Queue.INFER)]
    wall.advance(4.5)
    assert looking.look() == []
    wall.advance(1)
    assert looking.look() == [(turn_id, Queue.INFER)]


def test_embedded_a_turn_that_comes_meanwhile_is_notified_at_once(asker: Asker, wall: Wall) -> None:
    looking, other = Looking(asker.db, embedded=True), Asker(asker.db, "other")
    assert looking.look() == []
    first = asker.ask()
    assert looking.look() == [(first, Queue.INFER)]
    second = other.ask()
    assert looking.look() == [(second, Queue.INFER)]  # and not of the first again
    assert claim(asker.db, first) is not None
    assert looking.look() == []


@pytest.mark.parametrize("embedded", [True, False])
@pytest.mark.parametrize(
    ("worker", "back"),
    [(GONE, True), (make_worker_name(), False), ("elsewhere:1:0", False)],
    ids=["gone", "alive", "elsewhere"],
)
def test_turns_of_dead_workers_are_taken_back_before_their_lease_ends(
    asker: Asker, embedded: bool, worker: str, back: bool
) -> None:
    turn_id = asker.ask()
    assert claimed(asker.db, turn_id, worker=worker).id == turn_id
    Looking(asker.db, embedded=embedded).look()
    assert asker.view(turn_id).state is (TurnState.QUEUED if back else TurnState.RUNNING)


@pytest.mark.parametrize("embedded", [True, False])
def test_a_turn_whose_lease_ended_is_taken_back_whoever_has_it(asker: Asker, embedded: bool) -> None:
    turn_id = asker.ask()
    claimed(asker.db, turn_id, worker="elsewhere:1:0")
    with asker.db.write() as session:
        session.execute(update(TurnRow).values(lease_until=utc_now() - timedelta(seconds=1)))
    Looking(asker.db, embedded=embedded).look()
    assert asker.view(turn_id).state is TurnState.QUEUED


@pytest.mark.parametrize("embedded", [True, False])
def test_a_worker_whose_leases_ended_while_it_was_stopped_takes_nothing_from_itself(
    asker: Asker, embedded: bool
) -> None:
    turn_id, name = asker.ask(), make_worker_name()
    claimed(asker.db, turn_id, worker=name, lease_s=-1.0)
    kept = [turn_id]
    reaper = Reaper(
        asker.db, [Queue.INFER], lambda *_: None, embedded=embedded, worker=name, list_kept=lambda: list(kept)
    )
    reaper._look()
    assert asker.view(turn_id).state is TurnState.RUNNING
    kept.clear()  # nobody works on it: its end could not be written
    reaper._take_back([])
    assert asker.view(turn_id).state is TurnState.QUEUED


@pytest.mark.parametrize(("age_s", "notified"), [(0, False), (4, False), (6, True), (None, True)])
def test_with_a_broker_a_notice_is_repeated_after_five_seconds(
    asker: Asker, age_s: float | None, notified: bool
) -> None:
    looking, turn_id = Looking(asker.db, embedded=False), asker.ask(clip=True)
    with asker.db.write() as session:
        at = None if age_s is None else utc_now() - timedelta(seconds=age_s)
        session.execute(update(TurnRow).values(published_at=at))
    assert looking.look() == ([(turn_id, Queue.MEDIA)] if notified else [])
    assert looking.look() == []


@pytest.mark.parametrize(("at_broker", "repeated"), [(0, 3), (1, 2), (3, 0), (7, 0)])
def test_no_more_notices_wait_than_turns(asker: Asker, at_broker: int, repeated: int) -> None:
    looking = Looking(asker.db, embedded=False)
    turns = [Asker(asker.db, f"member {n}").ask() for n in range(3)]
    clip = asker.ask(clip=True)  # of another queue: its own notice is lost
    behind = asker.ask()
    with asker.db.write() as session:
        session.execute(update(TurnRow).values(published_at=utc_now() - timedelta(minutes=1)))
    looking.waiting[Queue.INFER] = at_broker
    assert looking.look() == [*((turn, Queue.INFER) for turn in turns[:repeated]), (clip, Queue.MEDIA)]
    looking.waiting[Queue.INFER] = at_broker + repeated
    assert looking.look() == []
    assert asker.view(behind).state is TurnState.QUEUED


def test_a_turn_that_was_given_back_is_notified_however_many_notices_wait(asker: Asker) -> None:
    looking, turn_id = Looking(asker.db, embedded=False), asker.ask()
    looking.waiting[Queue.INFER] = 100
    with asker.db.write() as session:
        session.execute(update(TurnRow).values(published_at=None))
    assert looking.look() == [(turn_id, Queue.INFER)]


def test_embedded_no_more_notices_wait_than_turns(asker: Asker, wall: Wall) -> None:
    looking = Looking(asker.db, embedded=True)
    turns = [asker.ask(), Asker(asker.db, "other").ask()]
    assert looking.look() == [(turn, Queue.INFER) for turn in turns]
    wall.advance(6)
    looking.waiting[Queue.INFER] = 2
    assert looking.look() == []
    looking.waiting[Queue.INFER] = 1
    wall.advance(6)
    assert looking.look() == [(turns[0], Queue.INFER)]


@pytest.mark.parametrize("embedded", [True, False])
def test_a_broker_that_cannot_be_asked_loses_no_notice(asker: Asker, wall: Wall, embedded: bool) -> None:
    looking, turn_id = Looking(asker.db, embedded=embedded), asker.ask()
    looking.look()
    wall.advance(6)
    with asker.db.write() as session:
        session.execute(update(TurnRow).values(published_at=utc_now() - timedelta(minutes=1)))
    looking.waiting[Queue.INFER] = None
    assert looking.look() == []
    looking.waiting = {}
    wall.advance(6)
    assert looking.look() == [(turn_id, Queue.INFER)]


def test_an_idle_look_writes_nothing(asker: Asker) -> None:
    claimed(asker.db, asker.ask(), worker=make_worker_name())
    looking, commits = Looking(asker.db, embedded=False), []
    event.listen(asker.db.engine, "commit", commits.append)
    assert looking.look() == []
    assert commits == []


def test_how_often_the_ledger_is_looked_at() -> None:
    # A member waits for the first; the others only matter where something was lost.
    assert (reaper.EMBEDDED_S, reaper.BROKER_S, reaper.RENOTIFY_S) == (0.05, 2.0, 5.0)
    assert (lease_keeper.LOOK_S, lease_keeper.PATIENCE_S) == (0.25, 30.0)


@pytest.mark.parametrize(
    ("name", "dead"),
    [
        (GONE, True),
        (make_worker_name(), False),
        ("elsewhere:4194305:0", False),
        (f"{identify_host()}:nonsense:0", False),
        ("w", False),
    ],
    ids=["gone", "alive", "elsewhere", "no number", "short"],
)
def test_only_of_this_machines_workers_is_it_known_that_they_are_dead(name: str, dead: bool) -> None:
    assert is_surely_dead(name) is dead


@pytest.mark.parametrize(("age_s", "alive"), [(14, True), (15, False), (16, False)])
def test_a_worker_is_alive_for_three_beats(
    sqlite_database: Database, age_s: float, alive: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = utc_now()
    monkeypatch.setattr(db_clock, "utc_now", lambda: at)
    seen = {"seen_at": at - timedelta(seconds=age_s), "started_at": at}
    with sqlite_database.write() as session:
        session.add(WorkerRow(name="w", host="h", pid=1, queues=["infer"], profile="base", ready=True, **seen))
        session.add(WorkerRow(name=GONE, host="h", pid=1, queues=[], profile="base", seen_at=at, started_at=at))
    with sqlite_database.read() as session:
        found = list_alive_workers(session)
    assert [(w.name, w.queues, w.ready) for w in found] == ([("w", (Queue.INFER,), True)] if alive else [])


def test_an_outage_of_the_broker_is_logged_once_and_so_is_its_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(notifier, "time", SimpleNamespace(sleep=pauses.append))
    caplog.set_level(logging.INFO)
    bell = Notifier(settings)
    bell._note_success()
    assert caplog.messages == []
    for _ in range(2):
        bell._note_failure(OSError("refused"))
    assert [("does not answer" in m, "refused" in m) for m in caplog.messages] == [(True, True)]
    assert pauses == [1.0, 1.0]
    for _ in range(2):
        bell._note_success()
    assert caplog.messages[1:] == ["the broker answers again"]
    bell._note_failure(OSError("refused"))
    assert len(caplog.messages) == 3


def test_a_notifier_holds_so_many_notices_and_embedded_none(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Notifier, "_start_thread", lambda _: None)
    embedded, bell = Notifier(settings), Notifier(settings.model_copy(update={"broker_url": "redis://127.0.0.1:1"}))
    embedded.notify(1, Queue.INFER)
    assert embedded._pending.empty()
    for n in range(1001):
        bell.notify(n, Queue.INFER)
    assert bell._pending.qsize() == 1000
    assert bell._pending.get() == (0, Queue.INFER)
    bell.close()  # no thread was started: nothing is waited for


def test_a_worker_is_named_by_its_host_shortened_and_without_colons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.heartbeat.socket.gethostname", lambda: "a:" + "b" * 80)
    host, *scope = identify_host.__wrapped__().split(".")
    assert host == "a-" + "b" * 58
    assert len(scope) == 2
