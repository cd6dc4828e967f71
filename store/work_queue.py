"""The turns that wait for a worker: which of them may run now, and when the next may.

Claiming one is :func:`store.leases.claim_turn`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from musechat.turn import Queue, TurnState
from store.db_clock import make_now, read_now
from store.tables import TurnRow, utc_now

BATCH = 64
_OTHER = aliased(TurnRow)  # made once: it has as many columns as a turn


def is_claimable(queues: Iterable[Queue], at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether a turn waits in one of some queues, may run by ``at``, and no other turn of its thread comes first."""
    # A refinement depends on the turns before it: one turn of a thread at a time, in order.
    blocked = exists().where(
        _OTHER.thread_id == TurnRow.thread_id,
        or_(
            and_(_OTHER.state == TurnState.RUNNING, _OTHER.id != TurnRow.id),
            and_(_OTHER.state == TurnState.QUEUED, _OTHER.seq < TurnRow.seq),
        ),
    )
    ready = and_(TurnRow.state == TurnState.QUEUED, TurnRow.queue.in_([queue.value for queue in queues]))
    return and_(ready, TurnRow.not_before <= at, ~blocked)


def list_claimable(session: Session, queues: Iterable[Queue], limit: int = BATCH) -> list[tuple[int, int]]:
    """(turn id, attempt) of turns that may run now, oldest first."""
    ready = is_claimable(queues, make_now(session))
    query = select(TurnRow.id, TurnRow.attempt).where(ready).order_by(TurnRow.id).limit(limit)
    return [(turn_id, attempt) for turn_id, attempt in session.execute(query)]


def find_next_due(session: Session, queues: Iterable[Queue]) -> datetime | None:
    """Find when, without any write, the next backoff or lease ends, by this machine's clock; None: neither does."""
    now = make_now(session)
    waiting = and_(TurnRow.state == TurnState.QUEUED, TurnRow.queue.in_(list(queues)), TurnRow.not_before > now)
    backoff = session.scalars(select(func.min(TurnRow.not_before)).where(waiting)).one()
    lease = session.scalars(select(func.min(TurnRow.lease_until)).where(TurnRow.state == TurnState.RUNNING)).one()
    due = min((time for time in (backoff, lease) if time), default=None)
    if due is None or session.get_bind().dialect.name == "sqlite":
        return due
    return due + (utc_now() - read_now(session))


def count_claimable(session: Session) -> dict[Queue, int]:
    """Count the turns that may run now, by their queue; queues without any are left out."""
    query = select(TurnRow.queue, func.count()).where(is_claimable(Queue, make_now(session))).group_by(TurnRow.queue)
    return {Queue(queue): count for queue, count in session.execute(query)}


def has_unnotified(session: Session, after_s: float) -> bool:
    """Whether :func:`take_unnotified` would find anything."""
    query = select(TurnRow.id).where(is_claimable(Queue, make_now(session)), _is_overdue(session, after_s)).limit(1)
    return session.scalar(query) is not None


def take_unnotified(
    session: Session, after_s: float, limit: int = BATCH, *, repeats: Mapping[Queue, int] | None = None
) -> list[tuple[int, Queue]]:
    """Mark as notified now, and return, the claimable turns whose notice was not sent, or is older than ``after_s``.

    ``repeats`` limits how many of the latter are taken from each queue: a queue that it leaves out gives none. None:
    as many as ``limit`` leaves.
    """
    ready = is_claimable(Queue, make_now(session))
    new = _choose(session, and_(ready, TurnRow.published_at.is_(None)), limit)
    old = and_(ready, TurnRow.published_at < make_now(session, -after_s))
    chosen = new
    for queue in Queue:
        most = limit - len(chosen) if repeats is None else min(limit - len(chosen), repeats.get(queue, 0))
        if most > 0:
            chosen = chosen + _choose(session, and_(old, TurnRow.queue == queue), most)
    if chosen:
        marked = update(TurnRow).where(TurnRow.id.in_([turn_id for turn_id, _ in chosen]))
        changes = marked.values(published_at=make_now(session)).execution_options(synchronize_session=False)
        session.execute(changes)
    return sorted(chosen)


def find_next_of_thread(session: Session, thread_id: int) -> tuple[int, Queue] | None:
    """Find the thread's turn that may run now, if any: the one that waited for a turn that has ended."""
    ready = is_claimable(Queue, make_now(session))
    query = select(TurnRow.id, TurnRow.queue).where(ready, TurnRow.thread_id == thread_id)
    row = session.execute(query.order_by(TurnRow.seq).limit(1)).one_or_none()
    return (row[0], Queue(row[1])) if row else None


def waits_behind(session: Session, turn_id: int) -> bool:
    """Whether a turn has to wait for another one of its thread: a notice of it would be of no use now."""
    ready = is_claimable(Queue, make_now(session))
    row = session.execute(select(TurnRow.state, ready).where(TurnRow.id == turn_id)).one_or_none()
    return row is not None and row[0] == TurnState.QUEUED and not row[1]


def _is_overdue(session: Session, after_s: float) -> ColumnElement[bool]:
    return or_(TurnRow.published_at.is_(None), TurnRow.published_at < make_now(session, -after_s))


def _choose(session: Session, which: ColumnElement[bool], limit: int) -> list[tuple[int, Queue]]:
    # Locked: another reaper leaves them to us.
    query = select(TurnRow.id, TurnRow.queue).where(which).order_by(TurnRow.id).limit(limit)
    rows = session.execute(query.with_for_update(skip_locked=True, of=TurnRow))
    return [(turn_id, Queue(queue)) for turn_id, queue in rows]
