"""How interrupted and late turns end, which stages they need, and what retention deletes when."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import Any

import pytest

from musechat.errors import Cancelled, Retryable
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind, Stage, TurnJob, TurnKind, TurnState
from store import ledger
from store.blobs import BlobStore
from tests.clock import HeldClock
from tests.store.asked import Asker, claimed
from tests.worker import playing_stages
from worker import retention_jobs, runner
from worker.context import Interruption, StageFunctions, TurnContext
from worker.lease_keeper import LeaseKeeper
from worker.notifier import Notifier
from worker.retention_jobs import RetentionWorker
from worker.runner import Runner, get_stage_limit, list_pending_stages


class Waits:
    """Stands for the event that ends a loop: notes how long is waited, and ends the loop after some rounds."""

    def __init__(self, rounds: int) -> None:
        self.rounds, self.seconds = rounds, list[float]()

    def wait(self, seconds: float) -> bool:
        self.seconds.append(seconds)
        return len(self.seconds) > self.rounds


def test_retention_runs_soon_after_the_start_and_a_budget_is_looked_at_every_few_minutes(
    settings: Settings, asker: Asker
) -> None:
    worker = RetentionWorker(asker.db, BlobStore(settings.effective_blob_url), settings)
    swept: list[int] = []

    def sweep() -> None:
        swept.append(1)
        raise OSError("on purpose")

    waits = Waits(3)
    worker._sweep, worker._stop = sweep, waits  # type: ignore[assignment]
    worker._run_loop()
    assert waits.seconds == [20.0, 300.0, 300.0, 300.0]
    assert len(swept) == 1  # the next sweep comes an hour after it


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
