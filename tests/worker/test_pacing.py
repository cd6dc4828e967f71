"""When leases are renewed, turns taken back and notices repeated: just before, at and after each time, on held clocks."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, update

from musechat.errors import Cancelled, Retryable
from musechat.settings import Settings
from musechat.turn import ClipSource, Queue, SourceKind, Stage, TurnJob, TurnKind, TurnState
from store import ledger
from store.blobs import BlobStore
from store.database import Database
from store.tables import TurnRow, WorkerRow, utc_now
from tests.clock import HeldClock
from tests.store.asked import Asker, claim, claimed
from tests.worker import playing_stages
from tests.worker.jobs import context_of
from worker import lease_keeper, notifier, reaper, retention_jobs, runner
from worker.context import Interruption, StageFunctions, TurnContext
from worker.heartbeat import identify_host, is_surely_dead, list_alive_workers, make_worker_name
from worker.lease_keeper import LeaseKeeper
from worker.notifier import Notifier
from worker.reaper import Reaper
from worker.retention_jobs import RetentionWorker
from worker.runner import Runner, get_stage_limit, list_pending_stages

GONE = f"{identify_host()}:4194305:0"  # a process id beyond the highest that Linux gives
LEASE_S = 30.0


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def context(asker: Asker, settings: Settings, clock: HeldClock) -> TurnContext:
    made = context_of(asker, settings, TurnKind.REFINE, "calmer")
    made.clock = clock
    return made


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
    """A reaper without its thread, and what it notified of."""

    def __init__(self, db: Database, *, embedded: bool) -> None:
        self.notices: list[tuple[int, Queue]] = []
        self.reaper = Reaper(db, [Queue.INFER], lambda *notice: self.notices.append(notice), embedded=embedded)

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
@pytest.mark.parametrize(("worker", "back"), [(GONE, True), (make_worker_name(), False), ("elsewhere:1:0", False)])
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
)
def test_only_of_this_machines_workers_is_it_known_that_they_are_dead(name: str, dead: bool) -> None:
    assert is_surely_dead(name) is dead


@pytest.mark.parametrize(("age_s", "alive"), [(14, True), (15, False), (16, False)])
def test_a_worker_is_alive_for_three_beats(sqlite_database: Database, age_s: float, alive: bool) -> None:
    at = utc_now()
    seen = {"seen_at": at - timedelta(seconds=age_s), "started_at": at}
    with sqlite_database.write() as session:
        session.add(WorkerRow(name="w", host="h", pid=1, queues=["infer"], profile="base", ready=True, **seen))
        session.add(WorkerRow(name=GONE, host="h", pid=1, queues=[], profile="base", seen_at=at, started_at=at))
    with sqlite_database.read() as session:
        found = list_alive_workers(session, at)
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


class Waits:
    """Stands for the event that ends a loop: notes how long is waited, and ends the loop after some rounds."""

    def __init__(self, rounds: int) -> None:
        self.rounds, self.seconds = rounds, list[float]()

    def wait(self, seconds: float) -> bool:
        self.seconds.append(seconds)
        return len(self.seconds) > self.rounds


def test_retention_runs_soon_after_the_start_and_then_hourly(settings: Settings, asker: Asker) -> None:
    worker = RetentionWorker(asker.db, BlobStore(settings.effective_blob_url), settings)
    swept: list[int] = []

    def sweep() -> None:
        swept.append(1)
        raise OSError("on purpose")

    waits = Waits(3)
    worker._sweep, worker._stop = sweep, waits  # type: ignore[assignment]
    worker._run_loop()
    assert waits.seconds == [20.0, 3600.0, 3600.0, 3600.0]
    assert len(swept) == 3


@pytest.mark.parametrize(
    ("clip_hours", "age_s", "deleted"),
    [(0.1, 550, 0), (0.1, 650, 1), (1.0, 650, 0), (1.0, 3550, 0), (1.0, 3650, 1)],
)
def test_a_forgotten_blob_is_kept_for_clip_hours_and_ten_minutes_at_least(
    settings: Settings, asker: Asker, clip_hours: float, age_s: float, deleted: int
) -> None:
    settings = settings.model_copy(update={"clip_hours": clip_hours})
    blobs, name, past = BlobStore(settings.effective_blob_url), "c" * 64 + ".mp4", time.time() - age_s
    with blobs.open_writer() as writer:
        writer.write(b"bytes")
        writer.commit_as(name)
    os.utime(settings.data_dir / "blobs" / name, (past, past))
    assert retention_jobs._delete_forgotten(asker.db, blobs, settings) == deleted
    assert blobs.has_blob(name) is not bool(deleted)


@pytest.mark.parametrize(("more_s", "deleted"), [(-60, 0), (60, 1)])
def test_a_download_folder_is_left_behind_after_six_hours(tmp_path: Any, more_s: float, deleted: int) -> None:
    folder, past = tmp_path / "musechat-fetch-1", time.time() - 6 * 3600 - more_s
    folder.mkdir()
    os.utime(folder, (past, past))
    assert retention_jobs._delete_folders(tmp_path) == deleted


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("a" * 64, True),
        ("a" * 64 + ".mp4", True),
        ("a" * 64 + ".sample.npz", True),
        ("a" * 63 + ".mp4", False),
        ("a" * 65 + ".mp4", False),
        ("g" * 64 + ".mp4", False),
        ("a" * 64 + ".12345678", True),
        ("a" * 64 + ".123456789", False),
        ("a" * 64 + ".other.npz", False),
        ("preview-1.mp4", False),
    ],
)
def test_only_blobs_named_by_their_content_can_be_forgotten(name: str, ours: bool) -> None:
    assert bool(retention_jobs.BY_CONTENT.fullmatch(name)) is ours


@pytest.mark.parametrize(
    ("interruption", "state", "failures"),
    [
        (Interruption.CANCELLED, TurnState.CANCELLED, 0),
        (Interruption.STOPPING, TurnState.QUEUED, 0),
        (Interruption.LOST, TurnState.RUNNING, 0),  # left to whoever has it
        (None, TurnState.QUEUED, 1),  # nobody interrupted it: a fault of the stage
    ],
)
def test_an_interrupted_turn_ends_as_its_interruption_says(
    asker: Asker, settings: Settings, interruption: Interruption | None, state: TurnState, failures: int
) -> None:
    def interrupt(context: TurnContext) -> None:
        if interruption is Interruption.CANCELLED:
            with context.db.write() as session:
                ledger.request_cancel(session, context.job.id)
        if interruption:
            context.interrupt_turn(interruption)
        raise Cancelled("interrupted")

    turn_id = asker.ask()
    assert make_runner(asker, settings, {**playing_stages.stage_functions(), Stage.CHOOSE: interrupt}).run_turn(turn_id)
    view = asker.view(turn_id)
    assert (view.state, view.attempt) == (state, 1 + failures)


def make_runner(asker: Asker, settings: Settings, functions: StageFunctions) -> Runner:
    keeper = LeaseKeeper(asker.db, settings.lease_seconds)
    blobs, bell = BlobStore(settings.effective_blob_url), Notifier(settings)
    return Runner(asker.db, settings, blobs, keeper, bell, lambda: functions, name="here")


def test_a_runner_says_whether_there_was_a_turn_and_once_stopped_takes_none(asker: Asker, settings: Settings) -> None:
    running = make_runner(asker, settings, playing_stages.stage_functions())
    assert running.run_turn() is False
    first = asker.ask()
    assert running.run_turn() is True
    assert asker.view(first).state is TurnState.DONE
    assert running.run_turn(first) is False
    second = asker.ask()
    assert running.stop(0) is True
    assert running.run_turn(second) is False
    assert asker.view(second).state is TurnState.QUEUED


CLIP = ClipSource(SourceKind.BLOB, "x.mp4", "x.mp4")
INFERRING = [Stage.READ, Stage.CHOOSE, Stage.WRITE]


def job_of(asker: Asker, **changes: Any) -> TurnJob:

    return replace(claimed(asker.db, asker.ask()), **changes)


@pytest.mark.parametrize(
    ("changes", "stages"),
    [
        ({}, INFERRING),
        ({"preview_bytes": 1}, [*INFERRING, Stage.PREVIEW]),
        ({"video_hash": "f" * 64}, INFERRING),
        ({"source": CLIP}, [Stage.FETCH, Stage.WATCH, *INFERRING]),
        ({"source": CLIP, "stage_seconds": {"fetch": 1.0, "watch": 1.0}}, [Stage.FETCH, Stage.WATCH, *INFERRING]),
        ({"source": CLIP, "video_hash": "f" * 64}, [Stage.FETCH, Stage.WATCH, *INFERRING]),
        ({"source": CLIP, "video_hash": "f" * 64, "stage_seconds": {"fetch": 1.0}}, [Stage.WATCH, *INFERRING]),
        ({"source": CLIP, "video_hash": "f" * 64, "stage_seconds": {"fetch": 1.0, "watch": 1.0}}, INFERRING),
        ({"source": CLIP, "kind": TurnKind.ADD, "preview_bytes": 1}, [Stage.LISTEN]),
    ],
)
def test_which_stages_a_turn_still_needs(asker: Asker, changes: dict[str, Any], stages: list[Stage]) -> None:
    assert list_pending_stages(job_of(asker, **changes)) == stages


def test_how_long_a_stage_may_take(settings: Settings) -> None:
    settings = settings.model_copy(update={"fetch_seconds": 40.0, "watch_seconds": 50.0})
    limits = {stage: get_stage_limit(stage, settings) for stage in Stage}
    assert limits == dict.fromkeys(Stage, 315.0) | {Stage.FETCH: 55.0, Stage.WATCH: 65.0}
    assert runner.INTERRUPT_S == 1.0


@pytest.mark.parametrize(("passed", "late"), [(9.5, False), (10.0, False), (10.5, True)])
def test_a_stage_is_late_after_its_deadline(context: TurnContext, clock: HeldClock, passed: float, late: bool) -> None:
    context.enter_stage(Stage.READ, 10)
    clock.advance(passed)
    if late:
        with pytest.raises(Retryable) as fault:
            context.leave_stage()
        assert fault.value.code == "stage-deadline"
        assert context.seconds == {}
        return
    context.leave_stage()
    assert context.seconds == {"read": passed}
    clock.advance(1000)
    context.raise_if_interrupted()  # between stages there is no deadline


def test_the_first_interruption_stands(context: TurnContext) -> None:
    context.interrupt_turn(Interruption.STOPPING)
    context.interrupt_turn(Interruption.CANCELLED)
    assert context.interruption is Interruption.STOPPING
    with pytest.raises(Cancelled, match="stopping"):
        context.raise_if_interrupted()


@pytest.mark.parametrize(
    ("passed", "given", "stored"), [(0.15, 0.5, None), (0.25, 0.5, 0.5), (0.25, -1.0, 0.0), (0.25, 1.5, 1.0)]
)
def test_progress_is_written_every_fifth_of_a_second(
    asker: Asker, context: TurnContext, clock: HeldClock, passed: float, given: float, stored: float | None
) -> None:
    context.report_progress(0.9)  # no stage yet: nothing to report on
    context.enter_stage(Stage.READ, 10)
    clock.advance(passed)
    context.report_progress(given)
    assert asker.view(context.job.id).progress == stored
