"""The turn ledger as clients use it: submit turns, load their state, cancel and retry them.

A turn's row is the job *and* the outbox: once :func:`submit_turn` is committed, it ends in exactly one final state.
The workers' side is :mod:`store.leases`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from musechat.errors import BadInput, LimitReached
from musechat.pick import COPY_RULES
from musechat.plain_values import require_plain_text
from musechat.turn import NewTurn, Queue, SourceKind, TurnKind, TurnState, TurnView
from store.db_clock import make_now
from store.tables import MemberRow, PickRow, ThreadRow, TurnRow, utc_now
from store.turn_replies import put_reply
from store.turn_views import load_views

LIMIT_SPAN = timedelta(hours=24)
_FREE = (TurnKind.ADD, TurnKind.BACK, TurnKind.ALTERNATE)  # show what was picked before, or nothing
PACE_TURNS = 50
# A pick that was not shown before: going back and editing give nothing new.
_NEW_PICK = (PickRow.rank == 0, PickRow.rule.not_in(COPY_RULES))


def submit_turn(session: Session, new: NewTurn) -> int:
    """Queue a turn at the end of its thread; returns its id. Notify the workers after the commit.

    A request that was submitted before returns the same turn's id, and does not count against the limit.

    Raises:
        BadInput: ``no-such-thread``, ``unreadable-text``.
        LimitReached: ``turns-per-day``.

    """
    for text in (new.words, new.source.value, new.source.name):
        require_plain_text(text)
    # Locking the thread's row reserves the next number (SQLite has one writer anyway).
    thread = session.scalars(select(ThreadRow).where(ThreadRow.id == new.thread_id).with_for_update()).one_or_none()
    if thread is None:
        raise BadInput("no-such-thread", f"There is no thread {new.thread_id}")
    if new.request is not None:
        known = session.scalar(select(TurnRow.id).where(TurnRow.request == new.request))
        if known is not None:
            return known
    if new.turns_per_day is not None and new.kind not in _FREE:
        require_within_limit(session, new.member_id, thread.guild_id, new.turns_per_day)
    last = session.scalars(select(func.max(TurnRow.seq)).where(TurnRow.thread_id == new.thread_id)).one()
    now: Any = make_now(session)
    row = TurnRow(
        thread_id=new.thread_id,
        seq=(last or 0) + 1,
        member_id=new.member_id,
        asker=new.asker,
        kind=new.kind.value,
        words=new.words,
        about_turn=new.about_turn,
        about_pick=new.about_pick,
        about_event=new.about_event,
        preview_bytes=new.preview_bytes,
        language=new.language,
        message_id=new.message_id,
        request=new.request,
        source_kind=new.source.kind.value,
        source=new.source.value,
        source_name=new.source.name,
        queue=choose_first_queue(new.source.kind.value, new.kind.value),
        not_before=now,
        # The client notifies at once: the reaper is to do so only if that seems lost.
        published_at=now,
        created_at=utc_now(),
    )
    session.add(row)
    session.flush()
    if new.reply is not None:
        put_reply(session, row.id, new.reply)
    return row.id


def require_within_limit(session: Session, member_id: int, guild_id: int | None, most: int) -> None:
    """Require that a member may submit one more turn in a guild that gives ``most`` picks in 24 hours.

    Counted are turns that brought a pick and those that still may; not thanks, questions, failures, or steps back.

    Raises:
        LimitReached: ``turns-per-day``.

    """
    # Locking the member's row makes the count safe against requests of theirs at the same time.
    session.execute(select(MemberRow.id).where(MemberRow.id == member_id).with_for_update())
    since = utc_now() - LIMIT_SPAN
    query = select(TurnRow.created_at).join(ThreadRow, ThreadRow.id == TurnRow.thread_id)
    counted = query.where(
        TurnRow.member_id == member_id,
        TurnRow.created_at > since,
        TurnRow.kind.not_in(_FREE),
        or_(
            TurnRow.state.in_((TurnState.QUEUED, TurnState.RUNNING)),
            # Not "in": PostgreSQL would read all picks first.
            and_(TurnRow.state == TurnState.DONE, exists().where(PickRow.turn_id == TurnRow.id, *_NEW_PICK)),
        ),
        ThreadRow.guild_id == guild_id,
    )
    used = session.scalars(counted.order_by(TurnRow.created_at.desc()).limit(most)).all()
    if len(used) >= most:
        what = f"That was {most} of the {most} picks that this server gives you in 24 hours"
        raise LimitReached("turns-per-day", what, (used[-1] if used else utc_now()) + LIMIT_SPAN)


def choose_first_queue(source_kind: str, kind: str) -> Queue:
    """Choose the queue in which a turn starts: only one that brings a clip needs the media worker."""
    return Queue.INFER if source_kind == SourceKind.NONE or kind == TurnKind.ADD else Queue.MEDIA


def get_queue(session: Session, turn_id: int) -> Queue:
    """Look up the queue in which a turn waits, or last did."""
    return Queue(session.scalars(select(TurnRow.queue).where(TurnRow.id == turn_id)).one())


def load_view(session: Session, turn_id: int) -> TurnView:
    """Load the turn as clients see it.

    Raises:
        BadInput: ``no-such-turn``.

    """
    found = load_views(session, [turn_id])
    if not found:
        raise BadInput("no-such-turn", f"There is no turn {turn_id}", "`musechat turns` lists them")
    return found[0]


def load_thread_views(session: Session, thread_id: int) -> list[TurnView]:
    """Load all turns of a thread, by their number in it."""
    ids = session.scalars(select(TurnRow.id).where(TurnRow.thread_id == thread_id)).all()
    return sorted(load_views(session, ids), key=lambda turn: turn.seq)


def load_latest(session: Session, *, failed_only: bool = False, limit: int = 50) -> list[TurnView]:
    """Load the newest turns, newest first."""
    query = select(TurnRow.id).order_by(TurnRow.id.desc()).limit(limit)
    if failed_only:
        query = query.where(TurnRow.state == TurnState.FAILED)
    return load_views(session, session.scalars(query).all())[::-1]


def load_changes(session: Session, asker: str, seen: Mapping[int, int]) -> list[TurnView]:
    """Load this client's undelivered turns whose revision differs from that in ``seen`` (turn id to revision).

    One query on a partial index where nothing has changed.
    """
    rows = session.execute(
        select(TurnRow.id, TurnRow.revision).where(TurnRow.asker == asker, TurnRow.delivered_at.is_(None))
    )
    changed = [turn_id for turn_id, revision in rows if seen.get(turn_id) != revision]
    return load_views(session, changed) if changed else []


def note_message(session: Session, turn_id: int, message_id: str | None) -> None:
    """Store which message shows the turn; None: it was deleted."""
    session.execute(update(TurnRow).where(TurnRow.id == turn_id).values(message_id=message_id))


def mark_delivered(session: Session, turn_id: int, message_id: str | None = None) -> None:
    """Record that the client has shown the turn's final state; :func:`load_changes` then leaves it out."""
    values: dict[str, Any] = {"delivered_at": make_now(session)}
    if message_id is not None:
        values["message_id"] = message_id
    # A turn that was retried meanwhile is not final: its new end is still to be delivered.
    ended = TurnRow.state.in_([state for state in TurnState if state.final])
    session.execute(update(TurnRow).where(TurnRow.id == turn_id, ended).values(values))


def list_open_turns(session: Session, thread_id: int) -> list[int]:
    """Ids of the thread's turns that have not ended, in order."""
    ended = [state for state in TurnState if state.final]
    query = select(TurnRow.id).where(TurnRow.thread_id == thread_id, TurnRow.state.not_in(ended))
    return list(session.scalars(query.order_by(TurnRow.seq)))


def is_known(session: Session, request: str) -> bool:
    """Whether a request was submitted already."""
    return session.scalar(select(TurnRow.id).where(TurnRow.request == request)) is not None


def find_last_language(session: Session, thread_id: int) -> str | None:
    """Find the language of the thread's last turn; None for a thread without turns."""
    query = select(TurnRow.language).where(TurnRow.thread_id == thread_id)
    return session.scalars(query.order_by(TurnRow.seq.desc()).limit(1)).one_or_none()


def compute_median_work_s(session: Session) -> float | None:
    """Median seconds that the last :data:`PACE_TURNS` finished turns spent in stages; None before the first."""
    done = select(TurnRow.stages).where(TurnRow.state == TurnState.DONE).order_by(TurnRow.id.desc()).limit(PACE_TURNS)
    worked = [sum(stages.values()) for stages in session.scalars(done) if stages]
    return median(worked) if worked else None


def request_cancel(session: Session, turn_id: int) -> bool:
    """Cancel a queued turn at once, or ask the worker of a running one to stop; False where it had already ended."""
    waiting = update(TurnRow).where(TurnRow.id == turn_id, TurnRow.state == TurnState.QUEUED)
    running = update(TurnRow).where(TurnRow.id == turn_id, TurnRow.state == TurnState.RUNNING)
    bump = {"revision": TurnRow.revision + 1, "cancel_requested": True}
    ended = {"state": TurnState.CANCELLED.value, "finished_at": make_now(session), "error_code": "cancelled"}
    # Each condition is part of its update: a turn that is claimed in between is caught by the second.
    for statement in (waiting.values(bump | ended), running.values(bump)):
        if session.scalars(statement.returning(TurnRow.id)).one_or_none() is not None:
            return True
    return False


def retry_turn(session: Session, turn_id: int) -> bool:
    """Queue a failed turn again, from its first stage and with all attempts; False where it has not failed."""
    row = session.scalars(
        select(TurnRow).where(TurnRow.id == turn_id, TurnRow.state == TurnState.FAILED).with_for_update()
    ).one_or_none()
    if row is None:
        return False
    row.state, row.queue = TurnState.QUEUED.value, choose_first_queue(row.source_kind, row.kind).value
    row.failures, row.stage, row.progress, row.stages, row.draft = 0, None, None, {}, None
    row.error_code = row.error = row.incident = row.worker = ""
    now: Any = make_now(session)
    row.not_before, row.published_at = now, None
    row.cancel_requested, row.finished_at, row.delivered_at = False, None, None
    row.revision += 1
    return True
