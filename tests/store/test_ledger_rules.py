"""Whatever workers, askers and accidents do, in whatever order, the ledger keeps its promises."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from musechat.brief import BriefChange
from musechat.turn import MAX_ATTEMPTS, Queue, Stage, TurnJob, TurnOutcome, TurnState
from store import leases, ledger
from store.database import Database
from store.tables import BriefEventRow, TurnRow
from tests.databases import sqlite_url
from tests.store.asked import Asker, claim, let_time_pass
from tests.store.made import wish


@dataclass
class Expected:
    """What the ledger must know of a turn."""

    thread: int
    seq: int
    held: int | None = None  # the attempt that may write, while running
    cancelling: bool = False
    ended: TurnState | None = None
    attempt: int = 0
    failures: int = 0


class Ledger(RuleBasedStateMachine):
    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="musechat-test-"))
        shutil.copyfile(self.template, self.folder / "musechat.db")
        self.db = Database(sqlite_url(self.folder / "musechat.db"))
        self.askers = [Asker(self.db, "one"), Asker(self.db, "two")]
        self.turns: dict[int, Expected] = {}
        self.jobs: list[TurnJob] = []

    def teardown(self) -> None:
        self.db.close()
        shutil.rmtree(self.folder)

    @precondition(lambda self: len(self.turns) < 4)  # few turns meet many accidents each
    @rule(who=st.integers(0, 1), clip=st.booleans())
    def submit(self, who: int, clip: bool) -> None:
        asker = self.askers[who]
        before = [turn for turn in self.turns.values() if turn.thread == asker.thread_id]
        self.turns[asker.ask(clip=clip)] = Expected(asker.thread_id, len(before) + 1)

    @precondition(lambda self: self.turns)
    @rule(data=st.data(), own_choice=st.booleans(), too_soon=st.booleans())
    def claim(self, data: st.DataObject, own_choice: bool, too_soon: bool) -> None:
        if not too_soon:
            let_time_pass(self.db)
        chosen = data.draw(st.sampled_from(sorted(self.turns))) if own_choice else None
        job = claim(self.db, chosen)
        if job is None:
            return
        turn = self.turns[job.id]
        assert chosen in (None, job.id)
        assert turn.held is turn.ended is None
        assert job.attempt > turn.attempt
        thread = [other for other in self.turns.values() if other.thread == turn.thread and other is not turn]
        assert not any(other.held for other in thread)
        assert not any(other.seq < turn.seq and other.ended is None for other in thread)
        turn.held = turn.attempt = job.attempt
        self.jobs.append(job)

    @precondition(lambda self: self.jobs)
    @rule(
        data=st.data(), deed=st.sampled_from(["report", "finish", "fail", "later", "release", "hand over", "confirm"])
    )
    def write(self, data: st.DataObject, deed: str) -> None:
        job = data.draw(st.sampled_from(self.jobs[-4:]))
        turn = self.turns[job.id]
        unwanted = turn.cancelling and deed in ("finish", "release", "hand over")
        may = turn.held == job.attempt and not unwanted
        with self.db.write() as session:
            done = self._write(deed, (session, job.id, job.attempt))
        assert done == may
        if turn.held == job.attempt and turn.cancelling and deed in ("release", "hand over"):
            turn.held, turn.ended = None, TurnState.CANCELLED
        if not may:
            return
        if deed == "finish":
            turn.ended = TurnState.DONE
        elif deed == "fail":
            turn.ended = TurnState.FAILED
        elif deed == "confirm":
            turn.ended = TurnState.CANCELLED
        elif deed == "later":
            self._fall(turn)
        if deed != "report":
            turn.held = None

    @rule()
    def nothing_is_overdue(self) -> None:
        with self.db.write() as session:
            assert leases.reclaim_turns(session) == []

    @precondition(lambda self: any(turn.held for turn in self.turns.values()))
    @rule(data=st.data())
    def die(self, data: st.DataObject) -> None:
        victim = data.draw(st.sampled_from(sorted(turn for turn, known in self.turns.items() if known.held)))
        with self.db.write() as session:
            leases.extend_leases(session, {victim: self.turns[victim].held or 0}, -1.0)
        with self.db.write() as session:
            reaped = leases.reclaim_turns(session)
        self._fall(self.turns[victim])
        self.turns[victim].held = None
        assert reaped == [(victim, self.turns[victim].ended or TurnState.QUEUED)]

    @precondition(lambda self: self.turns)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        turn_id = data.draw(st.sampled_from(sorted(self.turns)))
        turn = self.turns[turn_id]
        with self.db.write() as session:
            assert ledger.request_cancel(session, turn_id) == (turn.ended is None)
        if turn.ended is None:
            turn.cancelling = True
            turn.ended = None if turn.held else TurnState.CANCELLED

    @precondition(lambda self: self.turns)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        turn_id = data.draw(st.sampled_from(sorted(self.turns)))
        turn = self.turns[turn_id]
        with self.db.write() as session:
            assert ledger.retry_turn(session, turn_id) == (turn.ended is TurnState.FAILED)
        if turn.ended is TurnState.FAILED:
            turn.ended, turn.failures, turn.cancelling = None, 0, False

    @invariant()
    def the_ledger_says_what_happened(self) -> None:
        with self.db.read() as session:
            rows = {row.id: row for row in session.scalars(select(TurnRow))}
            written = list(session.scalars(select(BriefEventRow.turn_id)))
        for turn_id, turn in self.turns.items():
            row = rows[turn_id]
            state = turn.ended or (TurnState.RUNNING if turn.held else TurnState.QUEUED)
            assert (row.state, row.attempt, row.failures) == (state, turn.attempt, turn.failures)
            assert (row.lease_until is not None) == (state is TurnState.RUNNING)
            assert (row.finished_at is not None) == state.final
            assert bool(row.error_code) or state not in (TurnState.FAILED, TurnState.CANCELLED)
            assert written.count(turn_id) == (state is TurnState.DONE)

    @staticmethod
    def _fall(turn: Expected) -> None:
        turn.failures += 1
        if turn.cancelling:
            turn.ended = TurnState.CANCELLED
        elif turn.failures >= MAX_ATTEMPTS:
            turn.ended = TurnState.FAILED

    @staticmethod
    def _write(deed: str, claim: tuple) -> bool:
        match deed:
            case "report":
                return leases.report_stage(*claim, Stage.READ, 0.5, {})
            case "finish":
                return leases.finish_turn(*claim, TurnOutcome(events=[BriefChange("add", wish())]))
            case "fail":
                return leases.fail_turn(*claim, "x", "X.")
            case "later":
                return leases.retry_later(*claim, "x", "X.") is not None
            case "release":
                return leases.release_turn(*claim)
            case "hand over":
                return leases.hand_over(*claim, Queue.INFER, {})
            case _:
                return leases.confirm_cancel(*claim)


@pytest.mark.slow
def test_the_ledger_keeps_its_promises(sqlite_template: Path) -> None:
    Ledger.template = sqlite_template
    quick = settings(
        max_examples=20,
        stateful_step_count=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Ledger, settings=quick)
