"""The turn ledger as workers use it: claim turns, extend leases, report progress, end turns.

What waits to be claimed is in :mod:`store.work_queue`, what a finished turn leaves in :mod:`store.outcome_rows`.

Every write of a worker is fenced: it takes effect only while the turn is running and ``attempt`` is its current one, so
a worker that stalled past its lease changes nothing, however late it resumes. Functions that change or end a claim
return whether they took effect.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from musechat.pick import PickDraft
from musechat.turn import MAX_ATTEMPTS, ClipSource, Queue, SourceKind, Stage, TurnJob, TurnKind, TurnOutcome, TurnState
from store.db_clock import make_now
from store.outcome_rows import describe_outcome, write_outcome
from store.tables import ThreadRow, TurnRow
from store.work_queue import is_claimable

# Of the thread of a turn that is claimed, in the statement that claims it.
_OF_THREAD = [
    select(column).where(ThreadRow.id == TurnRow.thread_id).correlate(TurnRow).scalar_subquery()
    for column in (ThreadRow.video_hash, ThreadRow.guild_id, ThreadRow.member_id)
]
BACKOFF_S, LONGEST_BACKOFF_S = 2.0, 60.0


class LeaseState(StrEnum):
    """The state of a worker's claim to a turn."""

    HELD = "held"
    CANCELLING = "cancelling"  # held, but a client has cancelled it
    LOST = "lost"


def claim_turn(
    session: Session, worker: str, queues: Iterable[Queue], lease_s: float, turn_id: int | None = None
) -> TurnJob | None:
    """Claim a turn that may run now, ``turn_id`` or the oldest, for ``lease_s`` seconds; None where there is none."""
    candidate = select(TurnRow.id).where(is_claimable(queues, make_now(session))).order_by(TurnRow.id).limit(1)
    if turn_id is not None:
        candidate = candidate.where(TurnRow.id == turn_id)
    # PostgreSQL: claims at the same time skip each other's rows instead of waiting, and each gets another turn. SQLite
    # ignores the clause: its write transactions exclude each other.
    chosen = candidate.with_for_update(skip_locked=True, of=TurnRow).scalar_subquery()
    taken = session.execute(
        update(TurnRow)
        .where(TurnRow.id == chosen)
        .values(
            state=TurnState.RUNNING.value,
            attempt=TurnRow.attempt + 1,
            worker=worker,
            lease_until=make_now(session, lease_s),
            error_code="",
            error="",
            draft=None,
            revision=TurnRow.revision + 1,
        )
        .returning(TurnRow, *_OF_THREAD)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).one_or_none()
    return _build_job(*taken) if taken else None


def check_leases(session: Session, held: Mapping[int, int]) -> dict[int, LeaseState]:
    """Look up the state of these claims (turn id to attempt)."""
    query = select(TurnRow.id, TurnRow.attempt, TurnRow.state, TurnRow.cancel_requested).where(TurnRow.id.in_(held))
    found = dict.fromkeys(held, LeaseState.LOST)
    for turn_id, attempt, state, cancel in session.execute(query):
        if state == TurnState.RUNNING and attempt == held[turn_id]:
            found[turn_id] = LeaseState.CANCELLING if cancel else LeaseState.HELD
    return found


def extend_leases(session: Session, held: Mapping[int, int], lease_s: float) -> dict[int, LeaseState]:
    """Extend the leases of these claims (turn id to attempt) to ``lease_s`` from now; returns their states."""
    until = make_now(session, lease_s)
    for turn_id, attempt in held.items():
        session.execute(update(TurnRow).where(*_fence_claim(turn_id, attempt)).values(lease_until=until))
    return check_leases(session, held)


def report_stage(
    session: Session, turn_id: int, attempt: int, stage: Stage, fraction: float | None, stages: Mapping[str, float]
) -> bool:
    """Store the turn's progress: the stage, the fraction of it (0..1), and the seconds of each finished stage."""
    return _change_claimed(session, turn_id, attempt, stage=stage.value, progress=fraction, stages=dict(stages))


def report_draft(session: Session, turn_id: int, attempt: int, draft: PickDraft) -> bool:
    """Store the part of the pick that can be shown already."""
    return _change_claimed(session, turn_id, attempt, draft=asdict(draft))


def attach_video(session: Session, turn_id: int, attempt: int, video_hash: str) -> bool:
    """Make a fetched clip (its row exists) the thread's clip."""
    if not _change_claimed(session, turn_id, attempt, video_hash=video_hash):
        return False
    thread = select(TurnRow.thread_id).where(TurnRow.id == turn_id).scalar_subquery()
    session.execute(update(ThreadRow).where(ThreadRow.id == thread).values(video_hash=video_hash))
    return True


def finish_turn(
    session: Session, turn_id: int, attempt: int, outcome: TurnOutcome, stages: Mapping[str, float] | None = None
) -> bool:
    """End the turn as done and store its outcome; changes nothing where the turn was cancelled or the claim lost."""
    values = describe_outcome(outcome)
    if stages is not None:
        values["stages"] = dict(stages)
    ended = _describe_end(session, TurnState.DONE) | values | {"revision": TurnRow.revision + 1}
    fence = (*_fence_claim(turn_id, attempt), TurnRow.cancel_requested.is_(False))
    statement = update(TurnRow).where(*fence).values(ended).returning(TurnRow)
    options = {"synchronize_session": False, "populate_existing": True}
    turn = session.scalars(statement.execution_options(**options)).one_or_none()
    if turn is None:
        return False
    # All of it in the transaction that ends the turn: nobody sees picks without their brief, or half of either.
    write_outcome(session, turn, outcome)
    return True


def fail_turn(session: Session, turn_id: int, attempt: int, code: str, line: str, incident: str = "") -> bool:
    """End the turn as failed, with the one line that the client shows."""
    return _end_turn(session, turn_id, attempt, TurnState.FAILED, error_code=code, error=line, incident=incident)


def confirm_cancel(session: Session, turn_id: int, attempt: int) -> bool:
    """End a turn that a client has cancelled."""
    return _end_turn(session, turn_id, attempt, TurnState.CANCELLED, error_code="cancelled")


def retry_later(
    session: Session,
    turn_id: int,
    attempt: int,
    code: str,
    line: str,
    incident: str = "",
    *,
    stages: Mapping[str, float] | None = None,
) -> TurnState | None:
    """Count a failure and queue the turn again after a backoff; after :data:`MAX_ATTEMPTS` it ends as failed.

    ``stages`` are the seconds of each finished stage; with none of them the turn starts at its first one. None: those
    that are stored. Returns the turn's new state, None where the claim is lost.
    """
    row = session.scalars(select(TurnRow).where(*_fence_claim(turn_id, attempt)).with_for_update()).one_or_none()
    if row is None:
        return None
    if stages is not None:
        row.stages = dict(stages)
    return _count_failure(session, row, code, line, incident)


def release_turn(session: Session, turn_id: int, attempt: int, stages: Mapping[str, float] | None = None) -> bool:
    """Queue the turn again because its worker ends; not counted as a failure. ``stages`` as in :func:`retry_later`."""
    finished = {} if stages is None else {"stages": dict(stages)}
    return _queue_or_cancel(session, turn_id, attempt, published_at=None, stage=None, **finished)


def hand_over(session: Session, turn_id: int, attempt: int, queue: Queue, stages: Mapping[str, float]) -> bool:
    """Queue the turn for another kind of worker, whose queue is to be notified after the commit; not a failure."""
    now = make_now(session)
    return _queue_or_cancel(session, turn_id, attempt, queue=queue.value, stages=dict(stages), published_at=now)


def reclaim_turns(
    session: Session, dead: Iterable[str] = (), *, alive: str = "", kept: Collection[int] = ()
) -> list[tuple[int, TurnState]]:
    """Take back turns whose lease ran out or whose worker is dead, each counted as a failure; (turn id, new state).

    The worker ``alive`` is known to work on the turns ``kept``, so that those stay with it: it was stopped for a while
    (a laptop's lid), and nobody else has taken them.
    """
    lost = or_(TurnRow.lease_until < make_now(session), TurnRow.worker.in_(list(dead)))
    if alive and kept:
        lost = and_(lost, ~and_(TurnRow.worker == alive, TurnRow.id.in_(kept)))
    query = select(TurnRow).where(TurnRow.state == TurnState.RUNNING, lost).order_by(TurnRow.id)
    # A locked row is being changed by its worker, which is then alive, or by another reaper.
    rows = session.scalars(query.with_for_update(skip_locked=True)).all()
    why = "The worker that had it died."
    return [(row.id, _count_failure(session, row, "worker-died", why, "")) for row in rows]


def has_lost_lease(session: Session) -> bool:
    """Whether a lease ran out."""
    lost = select(TurnRow.id).where(TurnRow.state == TurnState.RUNNING, TurnRow.lease_until < make_now(session))
    return session.scalar(lost.limit(1)) is not None


def list_running_workers(session: Session) -> set[str]:
    """Names of the workers that hold turns."""
    return set(session.scalars(select(TurnRow.worker).where(TurnRow.state == TurnState.RUNNING).distinct()))


def compute_backoff_s(failures: int) -> float:
    """Seconds to wait after a number of failures: doubling up to a minute, with jitter against simultaneous retries."""
    return min(LONGEST_BACKOFF_S, BACKOFF_S * 2.0 ** (failures - 1)) * random.uniform(0.5, 1.5)


def _queue_or_cancel(session: Session, turn_id: int, attempt: int, **values: Any) -> bool:
    queued = {"state": TurnState.QUEUED.value, "worker": "", "lease_until": None, "progress": None, "draft": None}
    if _change_claimed(session, turn_id, attempt, TurnRow.cancel_requested.is_(False), **queued, **values):
        return True
    confirm_cancel(session, turn_id, attempt)  # ends it where it was cancelled; does nothing where the claim is lost
    return False


def _build_job(row: TurnRow, video_hash: str | None, guild_id: int | None, owner_id: int) -> TurnJob:
    return TurnJob(
        id=row.id,
        thread_id=row.thread_id,
        seq=row.seq,
        member_id=row.member_id,
        kind=TurnKind(row.kind),
        words=row.words,
        about_turn=row.about_turn,
        source=ClipSource(SourceKind(row.source_kind), row.source, row.source_name),
        video_hash=video_hash,
        attempt=row.attempt,
        guild_id=guild_id,
        owner_id=owner_id,
        about_pick=row.about_pick,
        about_event=row.about_event,
        preview_bytes=row.preview_bytes,
        language=row.language,
        stage_seconds=dict(row.stages),
    )


def _fence_claim(turn_id: int, attempt: int) -> Sequence[ColumnElement[bool]]:
    return TurnRow.id == turn_id, TurnRow.attempt == attempt, TurnRow.state == TurnState.RUNNING


def _change_claimed(session: Session, turn_id: int, attempt: int, *also: ColumnElement[bool], **values: Any) -> bool:
    statement = update(TurnRow).where(*_fence_claim(turn_id, attempt), *also)
    # Clients poll for rows whose revision has moved.
    statement = statement.values(values | {"revision": TurnRow.revision + 1}).returning(TurnRow.id)
    changed = session.scalars(statement.execution_options(synchronize_session=False)).one_or_none()
    return changed is not None


def _end_turn(session: Session, turn_id: int, attempt: int, state: TurnState, **values: Any) -> bool:
    return _change_claimed(session, turn_id, attempt, **_describe_end(session, state), **values)


def _describe_end(session: Session, state: TurnState) -> dict[str, Any]:
    return {"state": state.value, "finished_at": make_now(session), "lease_until": None, "draft": None}


def _count_failure(session: Session, row: TurnRow, code: str, line: str, incident: str) -> TurnState:
    """Count a failure of a claimed turn, and return the state that follows."""
    row.failures += 1
    row.revision += 1
    # Without a time of publication the reaper notifies of it once its backoff is over.
    row.worker, row.lease_until, row.progress, row.published_at, row.draft = "", None, None, None, None
    row.error_code, row.error, row.incident = code, line, incident
    state = TurnState.QUEUED
    times: dict[str, object] = {"finished_at": make_now(session)}
    if row.cancel_requested:
        state, row.error_code, row.error = TurnState.CANCELLED, "cancelled", ""
    elif row.failures >= MAX_ATTEMPTS:
        state, row.error = TurnState.FAILED, _write_last_error(line, incident)
    else:
        times = {"not_before": make_now(session, compute_backoff_s(row.failures))}
    row.state = state.value
    session.flush()
    session.execute(update(TurnRow).where(TurnRow.id == row.id).values(times))
    return state


def _write_last_error(line: str, incident: str) -> str:
    details = f"; the log has the story under incident {incident}" if incident else ""
    return f"{line} It failed {MAX_ATTEMPTS} times{details}.".strip()
