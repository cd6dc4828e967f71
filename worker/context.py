"""The context of a running turn: its claim, database and blobs, progress reports, and checks for interruption."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from musechat.clock import Clock
from musechat.errors import Cancelled, Retryable
from musechat.pick import PickDraft
from musechat.settings import Settings
from musechat.turn import Stage, TurnJob, TurnOutcome
from store import leases
from store.blobs import BlobStore
from store.database import DATABASE_FAULTS, Database
from worker.turn_state import TurnWorkState

REPORT_EVERY_S = 0.2  # each report is a write, and on SQLite all writers of the installation take turns

log = logging.getLogger(__name__)


class Interruption(StrEnum):
    """Why a turn must stop before its end."""

    CANCELLED = "cancelled"  # the client cancelled it
    LOST = "lost"  # another worker has it now, or nobody
    STOPPING = "stopping"  # this worker ends


class TurnContext:
    """A turn that this worker runs. Its stages run in one thread; :meth:`interrupt_turn` may be called from any.

    Stages that follow each other quickly are not written one by one: the lease keeper writes what stands unreported,
    for all turns of its worker in one transaction (:meth:`begin_report`).
    """

    def __init__(
        self, job: TurnJob, db: Database, settings: Settings, blobs: BlobStore, clock: Clock = time.monotonic
    ) -> None:
        self.job = job
        self.db = db
        self.settings = settings
        self.blobs = blobs
        self.clock = clock
        self.outcome = TurnOutcome()
        self.state = TurnWorkState()  # what one stage leaves for the next
        self.stage: Stage | None = None
        self.seconds = dict(job.stage_seconds)  # per finished stage
        self.interruption: Interruption | None = None
        self.deadline = math.inf  # of the stage, on ``clock``
        self._entered = 0.0
        self._reported: float | None = None  # when it last was; None: it was claimed a moment ago, which is news enough
        self._unreported = False  # a stage was entered of which the ledger does not know yet
        self._report_lock = threading.Lock()  # held while a report is written, so that none overtakes a newer one

    def report_progress(self, fraction: float | None) -> None:
        """Report how far the stage is (0..1; None: unknown). Most calls write nothing; never raises."""
        if self.stage is None or (self._reported is not None and self.clock() < self._reported + REPORT_EVERY_S):
            return
        try:  # progress is for display: a fault of the database must not fail the work itself
            self._write_progress(self.stage, None if fraction is None else min(1.0, max(0.0, fraction)))
        except DATABASE_FAULTS:
            log.warning("turn %s: progress could not be written", self.job.id, exc_info=True)

    def publish_draft(self, draft: PickDraft) -> None:
        """Write the part of the pick that can be shown already into the ledger. Never raises; each call writes."""
        try:
            with self.db.write() as session:
                ours = leases.report_draft(session, self.job.id, self.job.attempt, draft)
        except DATABASE_FAULTS:
            log.warning("turn %s: the draft could not be written", self.job.id, exc_info=True)
        else:
            if not ours:
                self.interrupt_turn(Interruption.LOST)

    def raise_if_interrupted(self) -> None:
        """Return only if the turn is still to be worked on. Cheap enough for inner loops.

        Raises:
            Cancelled: the turn was cancelled, its lease is lost, or this worker ends.
            Retryable: ``stage-deadline``; the stage took too long.

        """
        if self.interruption is not None:
            raise Cancelled(f"The turn was interrupted ({self.interruption})")
        if self.clock() > self.deadline:
            raise Retryable("stage-deadline", f"The {self.stage} stage took too long")

    def attach_video(self, video_hash: str, put: Callable[[Session], None] | None = None) -> None:
        """Make a fetched clip the thread's clip; ``put`` stores its row first, where it may not exist yet.

        Raises:
            Cancelled: the turn is no longer ours.

        """
        with self.db.write() as session:
            if put is not None:
                put(session)
            ours = leases.attach_video(session, self.job.id, self.job.attempt, video_hash)
        self._require_lease(ours)
        self.job = replace(self.job, video_hash=video_hash)

    def enter_stage(self, stage: Stage, limit_s: float) -> None:
        """Begin a stage that may take ``limit_s`` seconds; clients see it within a moment.

        Raises:
            Cancelled: the turn is no longer ours.

        """
        self.raise_if_interrupted()
        self.stage = stage
        self._entered = self.clock()
        self.deadline = self._entered + limit_s
        if self._reported is None or self._entered < self._reported + REPORT_EVERY_S:
            self._reported = self._entered if self._reported is None else self._reported
            self._unreported = True
            return
        self._write_progress(stage, None)
        self.raise_if_interrupted()  # that write may just have found the lease lost

    def leave_stage(self) -> None:
        """End the stage and record its seconds.

        Raises:
            Cancelled, Retryable: as :meth:`raise_if_interrupted`; a stage that ended too late does not count as done.

        """
        self.raise_if_interrupted()
        if self.stage is not None:
            self.seconds[self.stage.value] = round(self.clock() - self._entered, 4)
        self.deadline = math.inf  # no stage runs: there is nothing that the lease keeper should end

    def interrupt_turn(self, why: Interruption) -> None:
        """Make the next :meth:`raise_if_interrupted` raise; the first reason stands."""
        self.interruption = self.interruption or why

    def begin_report(self) -> bool:
        """Whether a stage is to be reported by the caller, who must then call :meth:`end_report`; never waits."""
        if not self._unreported or not self._report_lock.acquire(blocking=False):
            return False
        if self._unreported and self.stage is not None:
            return True
        self._report_lock.release()
        return False

    def write_report(self, session: Session) -> None:
        """Write the stage that was begun last; between :meth:`begin_report` and :meth:`end_report`."""
        stage, self._unreported = self.stage, False
        if stage is not None and not self._report(session, stage, None):
            self.interrupt_turn(Interruption.LOST)

    def end_report(self, *, written: bool) -> None:
        """Let others report again; what was not written is left for the next report."""
        if written:
            self._reported = self.clock()
        else:
            self._unreported = True
        self._report_lock.release()

    def _write_progress(self, stage: Stage, fraction: float | None) -> None:
        with self._report_lock:
            self._reported, self._unreported = self.clock(), False
            with self.db.write() as session:
                ours = self._report(session, stage, fraction)
        if not ours:
            self.interrupt_turn(Interruption.LOST)

    def _report(self, session: Session, stage: Stage, fraction: float | None) -> bool:
        return leases.report_stage(session, self.job.id, self.job.attempt, stage, fraction, dict(self.seconds))

    def _require_lease(self, ours: bool) -> None:
        if not ours:
            self.interrupt_turn(Interruption.LOST)
            self.raise_if_interrupted()


StageFunction = Callable[[TurnContext], None]
StageFunctions = Mapping[Stage, StageFunction]


def _do_nothing() -> None:
    return


def _leave(_context: TurnContext) -> None:
    return


@dataclass(frozen=True, slots=True)
class StageSet:
    """The stages of one worker and the services they share; made by a module's ``build_stages(settings, db, queues)``.

    Attributes:
        functions: the function of each stage.
        warm_up: loads models and starts processes, so that the first turn does not wait for them.
        close: ends the shared services; called once no stage runs any more.
        follow_up: called with each turn that ended as done; what it starts must not hold up the turns that follow.

    """

    functions: StageFunctions
    warm_up: Callable[[], None] = _do_nothing
    close: Callable[[], None] = _do_nothing
    follow_up: Callable[[TurnContext], None] = _leave
