"""Runs a claimed turn through its stages, and ends it in exactly one final state or queues it again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from musechat.clock import Clock
from musechat.errors import BadInput, Cancelled, Retryable, make_incident_id
from musechat.event_counts import CountedEvent, count_event
from musechat.redaction import hide_texts, redact_secrets
from musechat.settings import Settings
from musechat.tracing import NoTracer, Tracer
from musechat.turn import QUEUE_OF, Queue, SourceKind, Stage, TurnJob, TurnKind, TurnState
from store import leases, work_queue
from store.blobs import BlobStore, BlobStoreUnusable
from store.database import Database, DatabaseUnusable, keep_silent
from worker.context import Interruption, StageFunctions, TurnContext
from worker.lease_keeper import LeaseKeeper
from worker.notifier import Notifier

OVERHEAD_S = 15.0  # on top of the limits that a stage keeps itself, so that its own, better error comes first
INTERRUPT_S = 1.0  # for a stage of a stopping worker to notice that it is interrupted
INFER_S = 300.0  # a first turn may wait for models to load

log = logging.getLogger(__name__)


class Runner:
    """Runs turns of some queues. Thread-safe: each thread runs one turn at a time."""

    def __init__(
        self,
        db: Database,
        settings: Settings,
        blobs: BlobStore,
        keeper: LeaseKeeper,
        notifier: Notifier,
        stages: Callable[[], StageFunctions],
        *,
        name: str,
        queues: Iterable[Queue] = tuple(Queue),
        clock: Clock = time.monotonic,
        follow_up: Callable[[TurnContext], None] | None = None,
        tracer: Tracer | None = None,
    ) -> None:
        self._db = db
        self._settings = settings
        self._blobs = blobs
        self._keeper = keeper
        self._notifier = notifier
        self._stages = stages
        self._name = name
        self._queues = frozenset(queues)
        self._clock = clock
        self._tracer = tracer or NoTracer()
        self._follow_up = follow_up
        self._stopping = False

    def run_turn(self, turn_id: int | None = None) -> bool:
        """Claim this turn, or the oldest claimable one, and run it; False where there was nothing to claim."""
        if self._stopping:
            return False
        with self._db.write() as session:
            job = leases.claim_turn(session, self._name, self._queues, self._settings.lease_seconds, turn_id)
            if job is None:
                keep_silent(session)
        if job is None:  # another worker has it already, or its thread has an earlier turn to finish
            return False
        context = TurnContext(job, self._db, self._settings, self._blobs, self._clock)
        ids = {"turn": job.id, "thread": job.thread_id, "attempt": job.attempt}
        span = self._tracer.span(f"turn {job.kind.value}", ids)
        with self._keeper.keep_turn(context), hide_texts(job.words), span:
            told = self._run_turn(context)
        if not told:
            self._notify_next(job.thread_id)
        return True

    def stop(self, grace_s: float) -> bool:
        """Claim no more, wait ``grace_s`` seconds for running turns, then release them; True where none runs on."""
        self._stopping = True
        if self._keeper.wait_until_idle(grace_s):
            return True
        for context in self._keeper.held_turns:
            context.interrupt_turn(Interruption.STOPPING)
        if self._keeper.wait_until_idle(INTERRUPT_S):
            return True
        for context in self._keeper.held_turns:  # in a long call without checks: its late writes are fenced off
            self._release_lease(context)
        return False

    def _run_turn(self, context: TurnContext) -> bool:
        """Run a claimed turn; True where whoever waits for it in its thread has been told of already."""
        job = context.job
        try:
            return self._run_stages(context)
        # Nothing that the client could fix, and a full disk may be free again later.
        except (DatabaseUnusable, BlobStoreUnusable) as error:
            self._retry_later(context, "internal", "Something went wrong on our side.", error)
        except BadInput as error:
            log.info("turn %s failed: %s", job.id, error.code)
            with self._db.write() as session:
                leases.fail_turn(session, job.id, job.attempt, error.code, redact_secrets(error.line))
        except Cancelled as error:
            self._end_interrupted(context, error)
        except Retryable as error:
            self._retry_later(context, error.code, error.line, error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the turn must end in a state that is shown
            self._retry_later(context, "internal", "Something went wrong on our side.", error)
        return False

    def _run_stages(self, context: TurnContext) -> bool:
        functions = self._stages()
        for stage in list_pending_stages(context.job):
            # A media worker has no models: it hands the turn over where inference begins.
            if QUEUE_OF[stage] not in self._queues:
                self._pass_to_queue(context, QUEUE_OF[stage])
                return True  # it goes on, and the next one waits on
            context.enter_stage(stage, get_stage_limit(stage, self._settings))
            with self._tracer.span(f"stage {stage.value}", {"turn": context.job.id}):
                functions[stage](context)
            context.leave_stage()
        return self._finish_turn(context)

    def _finish_turn(self, context: TurnContext) -> bool:
        job, waiting = context.job, None
        with self._db.write() as session:
            # Both are fenced: at most one of them takes effect, and neither where another attempt has the turn.
            if done := leases.finish_turn(session, job.id, job.attempt, context.outcome, context.seconds):
                log.info("turn %s done", job.id)
                waiting = self._find_next(session, job.thread_id)
            elif not leases.confirm_cancel(session, job.id, job.attempt):
                log.warning("turn %s ended elsewhere; what attempt %s found is dropped", job.id, job.attempt)
        if waiting:
            self._notifier.notify(*waiting)
        if done and self._follow_up is not None:
            self._follow_up(context)
        return done

    def _pass_to_queue(self, context: TurnContext, queue: Queue) -> None:
        job = context.job
        # Notified only after the commit: a worker that came sooner would find nothing to claim.
        with self._db.write() as session:
            moved = leases.hand_over(session, job.id, job.attempt, queue, context.seconds)
        if moved:
            self._notifier.notify(job.id, queue)

    def _end_interrupted(self, context: TurnContext, error: Cancelled) -> None:
        job = context.job
        if context.interruption is Interruption.CANCELLED:
            with self._db.write() as session:
                leases.confirm_cancel(session, job.id, job.attempt)
        elif context.interruption is Interruption.STOPPING:
            self._release_lease(context)
        elif context.interruption is Interruption.LOST:
            log.warning("turn %s: attempt %s lost its lease", job.id, job.attempt)
        else:
            self._retry_later(context, error.code, "The work was interrupted.", error)

    def _release_lease(self, context: TurnContext) -> None:
        with self._db.write() as session:
            leases.release_turn(session, context.job.id, context.job.attempt, context.seconds)

    def _retry_later(self, context: TurnContext, code: str, line: str, error: Exception) -> None:
        job, incident = context.job, make_incident_id()
        log.error("incident %s: turn %s, stage %s", incident, job.id, context.stage, exc_info=error)
        # A failure in a media stage may come from a bad download: the clip is fetched again.
        afresh = context.stage is not None and QUEUE_OF[context.stage] is Queue.MEDIA
        with self._db.write() as session:
            line = redact_secrets(line)
            finished = {} if afresh else context.seconds
            state = leases.retry_later(session, job.id, job.attempt, code, line, incident, stages=finished)
        if state is TurnState.QUEUED:
            count_event(CountedEvent.RETRIES)

    def _notify_next(self, thread_id: int) -> None:
        if self._settings.embedded:
            return
        with self._db.read() as session:
            waiting = self._find_next(session, thread_id)
        if waiting:
            self._notifier.notify(*waiting)

    def _find_next(self, session: Session, thread_id: int) -> tuple[int, Queue] | None:
        # The notice of a turn that had to wait for this one was spent: the worker that got it could not claim it.
        return None if self._settings.embedded else work_queue.find_next_of_thread(session, thread_id)


def list_pending_stages(job: TurnJob) -> list[Stage]:
    """List the stages that a turn still needs, in order.

    A turn without a clip needs no fetching or watching. Results of the media stages are stored, so a later attempt
    skips them; results of the other stages are in the worker's memory, and each attempt computes them again.
    """
    if job.kind is TurnKind.ADD:
        return [Stage.LISTEN]
    if job.kind is TurnKind.COMPARE:
        return [Stage.READ, Stage.CHOOSE, Stage.PREVIEW]
    preview = [Stage.PREVIEW] if job.preview_bytes else []
    answering = [Stage.ANSWER] if job.kind is TurnKind.REFINE and job.words else []
    inferring = [Stage.READ, *answering, Stage.CHOOSE, Stage.WRITE, *preview]
    if job.source.kind is SourceKind.NONE:
        return inferring
    bringing = [Stage.FETCH, Stage.WATCH]
    if job.video_hash is not None:
        bringing = [stage for stage in bringing if stage.value not in job.stage_seconds]
    return bringing + inferring


def get_stage_limit(stage: Stage, settings: Settings) -> float:
    """The deadline of a stage in seconds; a stage that exceeds it is tried again later."""
    own = {Stage.FETCH: settings.fetch_seconds, Stage.WATCH: settings.watch_seconds}
    return own.get(stage, INFER_S) + OVERHEAD_S
