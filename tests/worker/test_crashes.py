"""Real worker processes, killed and ended in every way; each turn ends in exactly one final state."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from sqlalchemy import update

from musechat.brief import Brief
from musechat.settings import Settings
from musechat.turn import MAX_ATTEMPTS, Queue, Stage, TurnKind, TurnState
from store.database import Database
from store.tables import TurnRow
from tests.store.asked import Asker, let_time_pass
from tests.worker import playing_stages
from tests.worker.processes import (
    PATIENCE_S,
    ROOT,
    WORK,
    end,
    environment,
    start_worker,
    until,
    worker_is_ready,
    workers,
    working,
)

pytestmark = pytest.mark.slow


def visits(settings: Settings, turn_id: int, stage: Stage) -> int:
    note = settings.data_dir / "notes" / f"{turn_id}.{stage}"
    return len(note.read_text().splitlines()) if note.exists() else 0


def test_a_turn_killed_in_any_stage_still_ends_once(settings: Settings, sqlite_database: Database) -> None:
    db = sqlite_database
    askers = {stage: Asker(db, stage) for stage in Stage}
    turns = {stage: asker.ask(f"linger:{stage}:1", clip=True) for stage, asker in askers.items()}
    with db.write() as session:
        session.execute(update(TurnRow).where(TurnRow.id == turns[Stage.PREVIEW]).values(preview_bytes=1000))
        adding = update(TurnRow).where(TurnRow.id == turns[Stage.LISTEN])
        session.execute(adding.values(kind=TurnKind.ADD, queue=Queue.INFER))
        asking = update(TurnRow).where(TurnRow.id == turns[Stage.ANSWER])  # only words in a thread are answered
        session.execute(asking.values(kind=TurnKind.REFINE))
    first = start_worker(settings, threads=len(turns))
    until(lambda: all(visits(settings, turn, stage) for stage, turn in turns.items()), "each turn is in its stage")
    until(lambda: [askers[stage].view(turns[stage]).stage for stage in Stage] == list(Stage), "clients see it")
    end(first, signal.SIGKILL)
    with working(settings, threads=2):
        for stage, asker in askers.items():
            until(lambda a=asker, s=stage: a.view(turns[s]).state.final, f"the turn killed in {stage} ends")
    for stage, asker in askers.items():
        view = asker.view(turns[stage])
        assert (view.state, view.attempt) == (TurnState.DONE, 2)
        assert view.brief == (Brief() if stage is Stage.LISTEN else playing_stages.brief_of_attempt(2))
        assert visits(settings, view.id, stage) == 2


def test_input_that_kills_every_worker_is_given_up(settings: Settings, asker: Asker) -> None:
    # The harmless one is claimed first, and so is in work when the other ends its worker; otherwise it would linger on.
    harmless, poison = Asker(asker.db, "another").ask("linger:read:1"), asker.ask("die:choose")
    for _ in range(MAX_ATTEMPTS):
        assert start_worker(settings, threads=2).wait(PATIENCE_S) == -signal.SIGKILL
        let_time_pass(asker.db)
    with working(settings):
        until(lambda: asker.view(poison).state.final, "the poison is given up")
        until(lambda: asker.view(harmless).state.final, "the other turn ends")
    assert asker.view(poison).state is TurnState.FAILED
    assert asker.view(poison).error_code == "worker-died"
    assert visits(settings, poison, Stage.CHOOSE) == MAX_ATTEMPTS


def test_a_worker_told_to_end_gives_its_turns_back(settings: Settings, asker: Asker) -> None:
    turn_id = asker.ask("linger:choose:1")
    process = start_worker(settings)
    until(lambda: visits(settings, turn_id, Stage.CHOOSE), "the turn is in work")
    assert end(process, signal.SIGINT) == 0
    assert (asker.view(turn_id).state, asker.view(turn_id).attempt) == (TurnState.QUEUED, 1)
    assert workers(asker.db) == []


def test_a_worker_told_to_end_does_not_wait_for_a_stage_that_hangs(settings: Settings, asker: Asker) -> None:
    turn_id = asker.ask("hang:choose:1")
    process = start_worker(settings)
    until(lambda: visits(settings, turn_id, Stage.CHOOSE), "the turn is in work")
    assert end(process) == 0
    assert asker.view(turn_id).state is TurnState.QUEUED
    assert workers(asker.db) == []


def test_a_worker_ends_with_its_parent(settings: Settings, sqlite_database: Database) -> None:
    parent = (
        "import json, os, subprocess, sys, time\n"
        f"options = json.dumps({{'stages': 'tests.worker.playing_stages', 'parent_pid': os.getpid()}})\n"
        f"print(subprocess.Popen([sys.executable, '-P', '-c', {WORK!r}, options]).pid, flush=True)\n"
        "time.sleep(600)"
    )
    command = [sys.executable, "-P", "-c", parent]
    env = environment(settings)
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        worker = int(process.stdout.readline())
        until(lambda: worker_is_ready(sqlite_database), "the worker is ready")
        process.kill()
    until(lambda: not psutil.pid_exists(worker), "the worker ends too")
    assert workers(sqlite_database) == []


def test_a_killed_worker_is_not_taken_for_alive(settings: Settings, sqlite_database: Database) -> None:
    process = start_worker(settings)
    until(lambda: worker_is_ready(sqlite_database), "the worker is ready")
    (present,) = workers(sqlite_database)
    assert (present.pid, present.profile, set(present.queues)) == (process.pid, "embedded", {"media", "infer"})
    end(process, signal.SIGKILL)
    assert workers(sqlite_database) == []


def test_many_threads_of_turns_all_end_and_each_runs_once(settings: Settings, sqlite_database: Database) -> None:
    askers = [Asker(sqlite_database, f"asker {n}") for n in range(6)]
    with working(settings), working(settings):
        turns = [(asker, asker.ask()) for _ in range(5) for asker in askers]
        until(lambda: all(asker.view(turn).state.final for asker, turn in turns), "all turns end")
    assert {asker.view(turn).state for asker, turn in turns} == {TurnState.DONE}
    assert {visits(settings, turn, Stage.WRITE) for _, turn in turns} == {1}
    for asker in askers:
        ended = [asker.view(turn).finished_at for owner, turn in turns if owner is asker]
        assert ended == sorted(ended)  # type: ignore[type-var]


def test_an_idle_worker_costs_next_to_nothing(settings: Settings, sqlite_database: Database) -> None:
    with working(settings) as process:
        until(lambda: worker_is_ready(sqlite_database), "the worker is ready")

        def is_quiet() -> bool:  # in CPU seconds: a busy machine only makes them fewer
            before = _busy_s(process.pid)
            time.sleep(3)
            return _busy_s(process.pid) - before < 0.3

        until(is_quiet, "the worker has done what starting leaves to do")


def _busy_s(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def test_what_the_page_imports_of_the_worker_is_light() -> None:
    code = (
        "import sys, worker.notifier, worker.heartbeat, worker.app, worker.main, store.ledger, store.change_signal\n"
        "heavy = {'torch', 'numpy', 'av', 'librosa'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
