from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from sqlalchemy import event, update

from musechat.errors import Cancelled
from musechat.settings import Settings
from musechat.tracing import Tracer
from musechat.turn import MAX_ATTEMPTS, Queue, Stage, TurnKind, TurnState, TurnView
from store import leases, ledger
from store.blobs import BlobStore, BlobStoreUnusable
from store.database import Database
from store.tables import TurnRow, utc_now
from tests.clock import HeldClock
from tests.store.asked import Asker, let_time_pass
from tests.worker import playing_stages
from tests.worker.processes import PATIENCE_S, until
from worker import runner as runner_module
from worker.context import REPORT_EVERY_S, Interruption, StageFunctions, TurnContext
from worker.lease_keeper import PATIENCE_S as STALL_S
from worker.lease_keeper import LeaseKeeper
from worker.runner import INFER_S, OVERHEAD_S, Runner

INFER_LIMIT_S = INFER_S + OVERHEAD_S
CHOOSING = [Stage.READ, Stage.CHOOSE, Stage.WRITE]
TALKING = [Stage.READ, Stage.ANSWER, Stage.CHOOSE, Stage.WRITE]  # in a thread, in words
ALL = [Stage.FETCH, Stage.WATCH, *CHOOSING]  # of a turn with a clip


class Bell:
    def __init__(self) -> None:
        self.rings: list[tuple[int, Queue]] = []

    def notify(self, turn_id: int, queue: Queue) -> None:
        self.rings.append((turn_id, queue))


class House:
    """A runner without a process around it."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self.db, self.settings, self.bell = db, settings, Bell()
        self.clock = HeldClock()
        self.stalled: list[TurnContext] = []
        self.keeper = LeaseKeeper(db, settings.lease_seconds, self.stalled.append, self.clock)
        self.blobs = BlobStore(settings.effective_blob_url)

    def runner(self, functions: StageFunctions | None = None, *queues: Queue, tracer: Tracer | None = None) -> Runner:
        return Runner(
            self.db,
            self.settings,
            self.blobs,
            self.keeper,
            self.bell,  # type: ignore[arg-type]
            lambda: functions or playing_stages.stage_functions(),
            name="here",
            queues=queues or tuple(Queue),
            clock=self.clock,
            tracer=tracer,
        )

    @contextmanager
    def running(self, runner: Runner, turn_id: int) -> Iterator[None]:
        thread = threading.Thread(target=runner.run_turn, args=(turn_id,))
        thread.start()
        try:
            yield
        except BaseException:
            for context in self.keeper.held_turns:  # a test that failed does not wait for a stage that lingers
                context.interrupt_turn(Interruption.STOPPING)
            raise
        finally:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()


@pytest.fixture
def house(sqlite_database: Database, settings: Settings) -> Iterator[House]:
    house = House(sqlite_database, settings)
    house.keeper.start()
    yield house
    house.keeper.stop()


def noting(visited: list[Stage], take_time: Callable[[], None] = lambda: None) -> StageFunctions:
    def visit(context: TurnContext) -> None:
        assert context.stage
        visited.append(context.stage)
        playing_stages.play(context)
        take_time()

    return dict.fromkeys(Stage, visit)


def in_stage(asker: Asker, turn_id: int, stage: Stage) -> TurnView:
    found: TurnView = until(lambda: (v := asker.view(turn_id)).stage is stage and v, f"turn {turn_id} in {stage}")
    return found


def test_a_clip_goes_through_all_stages_in_order(house: House, asker: Asker) -> None:
    turn_id, visited = asker.ask(clip=True), []
    assert house.runner(noting(visited, lambda: house.clock.advance(2.0))).run_turn(turn_id)
    view = asker.view(turn_id)
    assert visited == ALL
    assert (view.state, view.brief, view.video_hash) == (
        TurnState.DONE,
        playing_stages.brief_of_attempt(1),
        playing_stages.VIDEO,
    )
    assert list(view.stages) == [stage.value for stage in ALL]
    assert all(seconds == 2.0 for seconds in view.stages.values())


def test_words_alone_need_no_media_stages(house: House, asker: Asker) -> None:
    turn_id, visited = asker.ask("calmer"), []
    house.runner(noting(visited)).run_turn(turn_id)
    assert visited == TALKING


def test_a_preview_is_made_last_where_one_is_wanted(house: House, asker: Asker) -> None:
    turn_id, visited = asker.ask("calmer"), []
    with asker.db.write() as session:
        session.execute(update(TurnRow).values(preview_bytes=1000))
    house.runner(noting(visited)).run_turn(turn_id)
    assert visited == [*TALKING, Stage.PREVIEW]


def test_adding_a_track_is_listening_alone(house: House, asker: Asker) -> None:
    turn_id, visited = asker.ask(clip=True), []
    with asker.db.write() as session:
        session.execute(update(TurnRow).values(kind=TurnKind.ADD, queue=Queue.INFER, preview_bytes=1000))
    assert not house.runner(noting(visited), Queue.MEDIA).run_turn(turn_id)
    house.runner(noting(visited), Queue.INFER).run_turn(turn_id)
    assert visited == [Stage.LISTEN]


def test_a_turn_runs_once_however_often_it_is_rung(house: House, asker: Asker) -> None:
    turn_id, visited = asker.ask(), []
    runner = house.runner(noting(visited))
    assert [runner.run_turn(turn_id), runner.run_turn(turn_id), runner.run_turn()] == [True, False, False]
    assert len(visited) == 3


def test_a_media_worker_hands_over_to_one_that_infers(house: House, asker: Asker) -> None:
    turn_id, media, infer = asker.ask(clip=True), [], []
    assert not house.runner(noting(infer), Queue.INFER).run_turn(turn_id)
    assert house.runner(noting(media), Queue.MEDIA).run_turn(turn_id)
    assert house.bell.rings == [(turn_id, Queue.INFER)]
    assert house.runner(noting(infer), Queue.INFER).run_turn(turn_id)
    assert (media, infer) == ([Stage.FETCH, Stage.WATCH], [Stage.READ, Stage.CHOOSE, Stage.WRITE])
    view = asker.view(turn_id)
    assert (view.state, view.attempt, list(view.stages)) == (TurnState.DONE, 1, [stage.value for stage in ALL])


def test_stages_whose_finds_are_stored_are_not_repeated(house: House, asker: Asker) -> None:
    turn_id, visited = asker.ask("crash:choose:1", clip=True), []
    failing = {**noting(visited), Stage.CHOOSE: lambda _: 1 // 0}
    house.runner(failing).run_turn(turn_id)
    let_time_pass(asker.db)
    visited.clear()
    with asker.db.write() as session:
        session.execute(update(TurnRow).values(words=""))
    house.runner(noting(visited)).run_turn(turn_id)
    assert visited == [Stage.READ, Stage.CHOOSE, Stage.WRITE]
    assert asker.view(turn_id).state is TurnState.DONE


def test_a_failed_watch_begins_again_with_fetching(house: House, asker: Asker) -> None:
    turn_id, visited = asker.ask(clip=True), []
    house.runner({**noting(visited), Stage.WATCH: playing_stages._stumble}).run_turn(turn_id)
    let_time_pass(asker.db)
    house.runner(noting(visited)).run_turn(turn_id)
    assert visited == [Stage.FETCH, *ALL]


def test_bad_input_ends_the_turn_with_its_line(house: House, asker: Asker) -> None:
    turn_id = asker.ask("refuse:watch", clip=True)
    house.runner().run_turn(turn_id)
    view = asker.view(turn_id)
    assert (view.state, view.error_code) == (TurnState.FAILED, "not-a-video")
    assert view.error == "This is not a video. Post a video."
    assert (view.incident, view.attempt) == ("", 1)


def test_a_passing_fault_is_tried_again_later(house: House, asker: Asker) -> None:
    turn_id = asker.ask("stumble:fetch", clip=True)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert asker.view(turn_id).attempt == attempt
        house.runner().run_turn(turn_id)
        assert not house.runner().run_turn(turn_id)
        let_time_pass(asker.db)
    view = asker.view(turn_id)
    assert (view.state, view.error_code) == (TurnState.FAILED, "site-stalls")
    assert (
        view.error
        == f"The site did not answer. It failed 3 times; the log has the story under incident {view.incident}."
    )


def test_an_error_of_ours_is_told_in_the_log_and_not_to_the_asker(
    house: House, asker: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    turn_id = asker.ask("crash:choose")
    with caplog.at_level(logging.ERROR):
        house.runner().run_turn(turn_id)
    view = asker.view(turn_id)
    assert (view.state, view.error) == (TurnState.QUEUED, "Something went wrong on our side.")
    assert view.incident
    assert f"incident {view.incident}: turn {turn_id}, stage choose" in caplog.text
    assert "ZeroDivisionError: on purpose" in caplog.text


def test_an_outcome_that_cannot_be_stored_is_an_error_of_ours(house: House, asker: Asker) -> None:
    def nonsense(context: TurnContext) -> None:
        context.outcome.query = "no bytes"  # type: ignore[assignment]

    turn_id = asker.ask()
    house.runner({**noting([]), Stage.WRITE: nonsense}).run_turn(turn_id)
    assert asker.view(turn_id).error_code == "internal"


def test_a_cancel_reaches_a_running_stage(house: House, asker: Asker) -> None:
    turn_id = asker.ask("linger:choose")
    with house.running(house.runner(), turn_id):
        in_stage(asker, turn_id, Stage.CHOOSE)
        with asker.db.write() as session:
            assert ledger.request_cancel(session, turn_id)
        until(lambda: asker.view(turn_id).state is TurnState.CANCELLED, "the turn is cancelled")


def test_a_stage_whose_lease_went_to_another_stops_and_changes_nothing(house: House, asker: Asker) -> None:
    turn_id = asker.ask("linger:choose")
    with house.running(house.runner(), turn_id):
        in_stage(asker, turn_id, Stage.CHOOSE)
        with asker.db.write() as session:
            leases.reclaim_turns(session, ["here"])
        let_time_pass(asker.db)
        with asker.db.write() as session:
            other = leases.claim_turn(session, "elsewhere", Queue, 60)
    assert other is not None
    assert asker.view(turn_id).state is TurnState.RUNNING


def test_leases_of_running_turns_are_renewed(house: House, settings: Settings, asker: Asker) -> None:
    def lease_ends() -> datetime:
        with asker.db.read() as session:
            ends = session.get_one(TurnRow, turn_id).lease_until
        assert ends is not None
        return ends

    turn_id = asker.ask("linger:choose")
    with house.running(house.runner(), turn_id):
        in_stage(asker, turn_id, Stage.CHOOSE)
        for _ in range(2):
            before = lease_ends()
            house.clock.advance(settings.lease_seconds / 3 + 0.1)
            until(lambda ends=before: lease_ends() > ends, "the lease is renewed")
        with asker.db.write() as session:
            ledger.request_cancel(session, turn_id)


def test_a_stage_past_its_deadline_is_tried_again(house: House, asker: Asker) -> None:
    turn_id = asker.ask("linger:read")
    with house.running(house.runner(), turn_id):
        in_stage(asker, turn_id, Stage.READ)
        house.clock.advance(INFER_LIMIT_S + 0.1)
    view = asker.view(turn_id)
    assert (view.state, view.error) == (TurnState.QUEUED, "The read stage took too long.")


def test_a_stage_that_hangs_ends_the_process(house: House, asker: Asker) -> None:
    let_go = threading.Event()
    turn_id = asker.ask()
    with house.running(house.runner(dict.fromkeys(Stage, lambda _: let_go.wait(PATIENCE_S))), turn_id):
        in_stage(asker, turn_id, Stage.READ)
        house.clock.advance(INFER_LIMIT_S + STALL_S - 0.1)
        assert not house.stalled
        house.clock.advance(0.2)
        until(lambda: house.stalled, "the watchdog barks")
        assert house.stalled[0].job.id == turn_id
        let_go.set()


def test_a_stopping_worker_gives_its_turns_back_and_burns_no_attempt(
    house: House, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "INTERRUPT_S", PATIENCE_S)
    turn_id, runner = asker.ask("linger:choose"), house.runner()
    with house.running(runner, turn_id):
        in_stage(asker, turn_id, Stage.CHOOSE)
        assert runner.stop(0.1)
    view = asker.view(turn_id)
    assert (view.state, view.attempt) == (TurnState.QUEUED, 1)
    assert not runner.run_turn(turn_id)


def test_a_turn_deep_in_work_is_given_back_too(house: House, asker: Asker) -> None:
    let_go = threading.Event()
    turn_id, runner = asker.ask(), house.runner(dict.fromkeys(Stage, lambda _: let_go.wait(PATIENCE_S)))
    with house.running(runner, turn_id):
        in_stage(asker, turn_id, Stage.READ)
        assert not runner.stop(0.1)
        assert asker.view(turn_id).state is TurnState.QUEUED
        let_go.set()
    assert (asker.view(turn_id).state, asker.view(turn_id).stages) == (TurnState.QUEUED, {})


def test_a_turn_of_quick_stages_takes_two_commits_of_its_worker(house: House, asker: Asker) -> None:
    turn_id = asker.ask("calmer", clip=True)
    house.keeper.stop()  # it would write a stage that stands while it looks
    commits: list[object] = []
    event.listen(asker.db.engine, "commit", commits.append)
    house.runner(dict.fromkeys(Stage, lambda _: None)).run_turn(turn_id)
    assert asker.view(turn_id).state is TurnState.DONE
    assert len(commits) == 2


def test_a_turn_that_cannot_be_claimed_is_announced_to_nobody(
    postgresql_database: Database, settings: Settings
) -> None:
    asker, statements = Asker(postgresql_database), []
    event.listen(asker.db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    assert not House(postgresql_database, settings).runner().run_turn(4711)
    assert not [statement for statement in statements if "NOTIFY" in statement]


def test_stages_of_turns_in_work_are_reported_in_one_transaction(house: House, asker: Asker) -> None:
    contexts = []
    for name in ("a", "b"):
        turn_id = Asker(asker.db, name).ask()
        with asker.db.write() as session:
            job = leases.claim_turn(session, "here", Queue, 60, turn_id)
        assert job is not None
        contexts.append(TurnContext(job, asker.db, house.settings, house.blobs, house.clock))
        contexts[-1].seconds["fetch"] = 1.5
        contexts[-1].enter_stage(Stage.READ, 10)
    keeper = LeaseKeeper(asker.db, 60, clock=house.clock)
    commits: list[object] = []
    event.listen(asker.db.engine, "commit", commits.append)
    with keeper.keep_turn(contexts[0]), keeper.keep_turn(contexts[1]):
        keeper._check_turns(house.clock())
        keeper._check_turns(house.clock())  # nothing new
    keeper._signal.close()
    views = [asker.view(context.job.id) for context in contexts]
    assert [(view.stage, view.stages) for view in views] == [(Stage.READ, {"fetch": 1.5})] * 2
    assert len(commits) == 1


def test_a_stage_that_could_not_be_reported_is_reported_next_time(
    house: House, context: TurnContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = LeaseKeeper(context.db, 60, clock=house.clock)
    context.enter_stage(Stage.READ, 10)
    with keeper.keep_turn(context):
        with monkeypatch.context() as away, pytest.raises(OSError, match="away"):
            away.setattr(leases, "report_stage", _raise_away)
            keeper._check_turns(house.clock())
        keeper._check_turns(house.clock())
    keeper._signal.close()
    with context.db.read() as session:
        assert ledger.load_view(session, context.job.id).stage is Stage.READ


def _raise_away(*_: object) -> bool:
    raise OSError("away")


def test_a_stage_reported_for_a_lost_turn_interrupts_it(house: House, context: TurnContext) -> None:
    keeper = LeaseKeeper(context.db, 60, clock=house.clock)
    context.enter_stage(Stage.READ, 10)
    with context.db.write() as session:
        leases.reclaim_turns(session, ["here"])
    with keeper.keep_turn(context):
        keeper._write_reports([context])
    assert context.interruption is Interruption.LOST


def test_a_full_blob_store_is_tried_again_and_told_in_the_log(
    house: House, asker: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    def fill(_context: TurnContext) -> None:
        raise BlobStoreUnusable(
            "data-folder", "The folder /blobs cannot be used (No space left on device)", "Free some"
        )

    turn_id = asker.ask(clip=True)
    house.runner({**noting([]), Stage.FETCH: fill}).run_turn(turn_id)
    view = asker.view(turn_id)
    assert (view.state, view.error_code) == (TurnState.QUEUED, "internal")
    assert "/blobs" not in view.error
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "No space left" in str(record.exc_info)


def test_progress_is_written_now_and_then_and_a_new_stage_at_once(house: House, asker: Asker) -> None:
    def work(context: TurnContext) -> None:
        for step in range(100):
            context.report_progress(step / 50)
            house.clock.advance(REPORT_EVERY_S / 20)

    turn_id = asker.ask()
    house.keeper.stop()
    before = asker.view(turn_id).revision
    house.runner(dict.fromkeys(Stage, work)).run_turn(turn_id)
    written = asker.view(turn_id).revision - before
    assert written == 1 + 2 + 1 + 3 * 4  # claimed, two further stages, ended, every twentieth report but the first


def test_progress_stays_within_its_bounds(house: House, asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.context.REPORT_EVERY_S", 0.0)
    heard = []

    def work(context: TurnContext) -> None:
        for fraction in (-1.0, 0.25, 7.0, None):
            context.report_progress(fraction)
            heard.append(asker.view(turn_id).progress)

    turn_id = asker.ask()
    house.runner({**noting([]), Stage.READ: work}).run_turn(turn_id)
    assert heard == [0.0, 0.25, 1.0, None]


def test_attaching_a_clip_to_a_lost_turn_is_refused(house: House, asker: Asker) -> None:
    asker.ask(clip=True)
    with asker.db.write() as session:
        job = leases.claim_turn(session, "here", Queue, 60)
    assert job is not None
    with asker.db.write() as session:
        leases.reclaim_turns(session, ["here"])
    context = TurnContext(job, asker.db, house.settings, house.blobs)
    with pytest.raises(Cancelled):
        context.attach_video("f" * 64)


def test_with_a_broker_the_next_turn_of_the_thread_is_rung(house: House, asker: Asker) -> None:
    house.settings = house.settings.model_copy(update={"broker_url": "redis://127.0.0.1:1/0"})
    first, second = asker.ask(), asker.ask()
    house.runner().run_turn(first)
    assert house.bell.rings == [(second, Queue.INFER)]


def test_a_claim_older_than_now_is_the_oldest(house: House, asker: Asker) -> None:
    first = asker.ask()
    Asker(asker.db, "another").ask()
    assert house.runner().run_turn()
    assert asker.view(first).finished_at <= utc_now()  # type: ignore[operator]
