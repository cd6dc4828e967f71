"""The turn ledger as workers use it: claim turns, extend leases, report progress, end turns.

Every write of a worker is fenced: it takes effect only while the turn is running and ``attempt`` is its current one, so
a worker that stalled past its lease changes nothing, however late it resumes. Functions that change or end a claim
return whether they took effect.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from musechat.json_types import JsonObject
from musechat.turn import (
    MAX_ATTEMPTS,
    ClipSource,
    PickDraft,
    Queue,
    SourceKind,
    Stage,
    TurnJob,
    TurnKind,
    TurnOutcome,
    TurnState,
)
from store.tables import BriefEventRow, MemberRow, PickRow, ThreadRow, TurnRow, utc_now
from store.thread_history import Verdict, put_feedback, withdraw_later_rejections

BACKOFF_S, LONGEST_BACKOFF_S = 2.0, 60.0
BATCH = 64


class LeaseState(StrEnum):
    """The state of a worker's claim to a turn."""

    HELD = "held"
    CANCELLING = "cancelling"  # held, but a client has cancelled it
    LOST = "lost"


def claim_turn(
    session: Session, worker: str, queues: Iterable[Queue], lease_s: float, turn_id: int | None = None
) -> TurnJob | None:
    """Claim a turn that may run now, ``turn_id`` or the oldest, for ``lease_s`` seconds; None where there is none."""
    at = utc_now()
    candidate = select(TurnRow.id).where(_is_claimable(queues, at)).order_by(TurnRow.id).limit(1)
    if turn_id is not None:
        candidate = candidate.where(TurnRow.id == turn_id)
    # PostgreSQL: claims at the same time skip each other's rows instead of waiting, and each gets another turn. SQLite
    # ignores the clause: its write transactions exclude each other.
    chosen = candidate.with_for_update(skip_locked=True, of=TurnRow).scalar_subquery()
    taken = session.scalars(
        update(TurnRow)
        .where(TurnRow.id == chosen)
        .values(
            state=TurnState.RUNNING.value,
            attempt=TurnRow.attempt + 1,
            worker=worker,
            lease_until=at + timedelta(seconds=lease_s),
            error_code="",
            error="",
            draft=None,
            revision=TurnRow.revision + 1,
        )
        .returning(TurnRow)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).one_or_none()
    return _build_job(session, taken) if taken else None


def list_claimable(session: Session, queues: Iterable[Queue], limit: int = BATCH) -> list[tuple[int, int]]:
    """(turn id, attempt) of turns that may run now, oldest first."""
    query = (
        select(TurnRow.id, TurnRow.attempt).where(_is_claimable(queues, utc_now())).order_by(TurnRow.id).limit(limit)
    )
    return [(turn_id, attempt) for turn_id, attempt in session.execute(query)]


def find_next_due(session: Session, queues: Iterable[Queue]) -> datetime | None:
    """Find when, without any write, the next backoff or lease ends; None where there is neither."""
    waiting = and_(TurnRow.state == TurnState.QUEUED, TurnRow.queue.in_(list(queues)), TurnRow.not_before > utc_now())
    backoff = session.scalars(select(func.min(TurnRow.not_before)).where(waiting)).one()
    lease = session.scalars(select(func.min(TurnRow.lease_until)).where(TurnRow.state == TurnState.RUNNING)).one()
    return min((time for time in (backoff, lease) if time), default=None)


def take_unnotified(session: Session, after_s: float, limit: int = BATCH) -> list[tuple[int, Queue]]:
    """Mark as notified now, and return, the claimable turns whose notice was not sent, or is older than ``after_s``."""
    at = utc_now()
    overdue = or_(TurnRow.published_at.is_(None), TurnRow.published_at < at - timedelta(seconds=after_s))
    oldest = select(TurnRow.id).where(_is_claimable(Queue, at), overdue).order_by(TurnRow.id).limit(limit)
    chosen = oldest.with_for_update(skip_locked=True, of=TurnRow)
    rows = session.execute(
        update(TurnRow)
        .where(TurnRow.id.in_(chosen.scalar_subquery()))
        .values(published_at=at)
        .returning(TurnRow.id, TurnRow.queue)
        .execution_options(synchronize_session=False)
    )
    return sorted((turn_id, Queue(queue)) for turn_id, queue in rows)


def find_next_of_thread(session: Session, thread_id: int) -> tuple[int, Queue] | None:
    """Find the thread's turn that may run now, if any: the one that waited for a turn that has ended."""
    query = select(TurnRow.id, TurnRow.queue).where(_is_claimable(Queue, utc_now()), TurnRow.thread_id == thread_id)
    row = session.execute(query.order_by(TurnRow.seq).limit(1)).one_or_none()
    return (row[0], Queue(row[1])) if row else None


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
    until = utc_now() + timedelta(seconds=lease_s)
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
    values: JsonObject = {"brief": outcome.brief.to_json(), "progress": None, "stage": None}
    values["no_match"] = outcome.no_match.to_json() if outcome.no_match else None
    values |= {"note": outcome.note.value, "query": outcome.query, "space": outcome.space, "why": outcome.why}
    values["question"] = asdict(outcome.question) if outcome.question else None
    values["edits"] = [edit.to_json() for edit in outcome.edits] or None
    if stages is not None:
        values["stages"] = dict(stages)
    if not _end_turn(session, turn_id, attempt, TurnState.DONE, TurnRow.cancel_requested.is_(False), **values):
        return False
    # All of it in the transaction that ends the turn: nobody sees picks without their brief, or half of either.
    turn = session.scalars(select(TurnRow).where(TurnRow.id == turn_id)).one()
    _write_events(session, turn, outcome)
    session.add_all(_build_pick_rows(turn_id, outcome))
    if outcome.back_to is not None:
        withdraw_later_rejections(session, thread_id=turn.thread_id, member_id=turn.member_id, back_to=outcome.back_to)
    if outcome.wants_questions is not None:
        quiet = update(MemberRow).where(MemberRow.id == turn.member_id)
        session.execute(quiet.values(no_questions=not outcome.wants_questions))
    judged: tuple[tuple[int | None, Verdict], ...]
    judged = (outcome.accepted_pick, "accepted"), (outcome.rejected_pick, "rejected")
    for pick_id, verdict in judged:
        if pick_id is not None and session.get(PickRow, pick_id) is not None:
            put_feedback(session, pick_id, turn.member_id, verdict, source="words")
    return True


def fail_turn(session: Session, turn_id: int, attempt: int, code: str, line: str, incident: str = "") -> bool:
    """End the turn as failed, with the one line that the client shows."""
    return _end_turn(session, turn_id, attempt, TurnState.FAILED, error_code=code, error=line, incident=incident)


def confirm_cancel(session: Session, turn_id: int, attempt: int) -> bool:
    """End a turn that a client has cancelled."""
    return _end_turn(session, turn_id, attempt, TurnState.CANCELLED, error_code="cancelled")


def retry_later(
    session: Session, turn_id: int, attempt: int, code: str, line: str, incident: str = "", *, afresh: bool = False
) -> TurnState | None:
    """Count a failure and queue the turn again after a backoff; after :data:`MAX_ATTEMPTS` it ends as failed.

    ``afresh`` discards the finished stages, so that the turn starts at its first one. Returns the turn's new state,
    None where the claim is lost.
    """
    row = session.scalars(select(TurnRow).where(*_fence_claim(turn_id, attempt)).with_for_update()).one_or_none()
    if row is None:
        return None
    if afresh:
        row.stages = {}
    _count_failure(row, utc_now(), code, line, incident)
    return TurnState(row.state)


def release_turn(session: Session, turn_id: int, attempt: int) -> bool:
    """Queue the turn again because its worker ends; not counted as a failure."""
    return _queue_or_cancel(session, turn_id, attempt, published_at=None, stage=None)


def hand_over(session: Session, turn_id: int, attempt: int, queue: Queue, stages: Mapping[str, float]) -> bool:
    """Queue the turn for another kind of worker, whose queue is to be notified after the commit; not a failure."""
    return _queue_or_cancel(session, turn_id, attempt, queue=queue.value, stages=dict(stages), published_at=utc_now())


def reclaim_turns(session: Session, dead: Iterable[str] = ()) -> list[tuple[int, TurnState]]:
    """Take back turns whose lease ran out or whose worker is dead, each counted as a failure; (turn id, new state)."""
    at = utc_now()
    lost = or_(TurnRow.lease_until < at, TurnRow.worker.in_(list(dead)))
    query = select(TurnRow).where(TurnRow.state == TurnState.RUNNING, lost).order_by(TurnRow.id)
    reaped = []
    # A locked row is being changed by its worker, which is then alive, or by another reaper.
    for row in session.scalars(query.with_for_update(skip_locked=True)):
        _count_failure(row, at, "worker-died", "The worker that had it died.", "")
        reaped.append((row.id, TurnState(row.state)))
    return reaped


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


def _is_claimable(queues: Iterable[Queue], at: datetime) -> ColumnElement[bool]:
    other = aliased(TurnRow)
    # A refinement depends on the turns before it: one turn of a thread at a time, in order.
    blocked = exists().where(
        other.thread_id == TurnRow.thread_id,
        or_(
            and_(other.state == TurnState.RUNNING, other.id != TurnRow.id),
            and_(other.state == TurnState.QUEUED, other.seq < TurnRow.seq),
        ),
    )
    ready = and_(TurnRow.state == TurnState.QUEUED, TurnRow.queue.in_([queue.value for queue in queues]))
    return and_(ready, TurnRow.not_before <= at, ~blocked)


def _build_job(session: Session, row: TurnRow) -> TurnJob:
    thread = session.scalars(select(ThreadRow).where(ThreadRow.id == row.thread_id)).one()
    return TurnJob(
        id=row.id,
        thread_id=row.thread_id,
        seq=row.seq,
        member_id=row.member_id,
        kind=TurnKind(row.kind),
        words=row.words,
        about_turn=row.about_turn,
        source=ClipSource(SourceKind(row.source_kind), row.source, row.source_name),
        video_hash=thread.video_hash,
        attempt=row.attempt,
        guild_id=thread.guild_id,
        owner_id=thread.member_id,
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


def _end_turn(
    session: Session, turn_id: int, attempt: int, state: TurnState, *also: ColumnElement[bool], **values: Any
) -> bool:
    ended = {"state": state.value, "finished_at": utc_now(), "lease_until": None, "draft": None}
    return _change_claimed(session, turn_id, attempt, *also, **ended, **values)


def _count_failure(row: TurnRow, at: datetime, code: str, line: str, incident: str) -> None:
    row.failures += 1
    row.revision += 1
    # Without a time of publication the reaper notifies of it once its backoff is over.
    row.worker, row.lease_until, row.progress, row.published_at, row.draft = "", None, None, None, None
    row.error_code, row.error, row.incident = code, line, incident
    if row.cancel_requested:
        row.state, row.finished_at, row.error_code, row.error = TurnState.CANCELLED.value, at, "cancelled", ""
    elif row.failures >= MAX_ATTEMPTS:
        row.state, row.finished_at, row.error = TurnState.FAILED.value, at, _write_last_error(line, incident)
    else:
        row.state, row.not_before = TurnState.QUEUED.value, at + timedelta(seconds=compute_backoff_s(row.failures))


def _write_last_error(line: str, incident: str) -> str:
    details = f"; the log has the story under incident {incident}" if incident else ""
    return f"{line} It failed {MAX_ATTEMPTS} times{details}.".strip()


def _write_events(session: Session, turn: TurnRow, outcome: TurnOutcome) -> None:
    if not outcome.events:
        return
    # Events are numbered per thread: its row is the lock.
    session.execute(select(ThreadRow.id).where(ThreadRow.id == turn.thread_id).with_for_update())
    last = session.scalars(select(func.max(BriefEventRow.seq)).where(BriefEventRow.thread_id == turn.thread_id)).one()
    for seq, (op, wish, ref) in enumerate(outcome.events, (last or 0) + 1):
        session.add(
            BriefEventRow(
                thread_id=turn.thread_id,
                seq=seq,
                turn_id=turn.id,
                turn_seq=turn.seq,
                member_id=turn.member_id,
                op=op,
                wish=wish.to_json() if wish else None,
                ref=ref,
            )
        )


def _build_pick_rows(turn_id: int, outcome: TurnOutcome) -> list[PickRow]:
    return [
        PickRow(
            turn_id=turn_id,
            rank=rank,
            track_id=chosen.track_id,
            score=chosen.score,
            start_s=chosen.start_s,
            end_s=chosen.end_s,
            reason=chosen.reason,
            reason_source=chosen.reason_source or "template",
            reason_check=chosen.reason_check.value,
            rule=chosen.rule,
            broken=list(chosen.broken),
            preview=chosen.preview,
            parts=dict(chosen.parts),
            mix=chosen.mix.to_json() or None,
        )
        for rank, chosen in enumerate(outcome.picks)
    ]
