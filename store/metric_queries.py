"""What the metrics read from the database: counts and times only, each by an index, whatever process did the work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from musechat.pick import ReasonCheck
from musechat.turn import TurnState
from store.tables import PickRow, TrackRow, TurnRow, WorkerRow

MOST_ENDED = 5000  # of one reading; the rest comes with the next


@dataclass(frozen=True, slots=True)
class WaitingTurns:
    """The turns of one queue and state that have not ended."""

    queue: str
    state: str
    stage: str  # of running ones
    count: int
    oldest: datetime  # when the oldest was asked for


@dataclass(frozen=True, slots=True)
class EndedTurn:
    """A turn that has ended, by numbers and fixed names alone."""

    id: int
    state: TurnState
    kind: str
    error_code: str
    failures: int
    no_match: bool
    created_at: datetime
    finished_at: datetime
    stages: dict[str, float]
    check: ReasonCheck | None  # of its pick; None without one


def load_waiting(session: Session) -> list[WaitingTurns]:
    """Count the turns that have not ended, by queue, state and stage."""
    names = (TurnRow.queue, TurnRow.state, func.coalesce(TurnRow.stage, ""))
    unended = TurnRow.state.in_((TurnState.QUEUED.value, TurnState.RUNNING.value))
    wanted = select(*names, func.count(), func.min(TurnRow.created_at)).where(unended).group_by(*names)
    return [WaitingTurns(*row) for row in session.execute(wanted)]


def load_ended(session: Session, since: datetime) -> list[EndedTurn]:
    """Load the turns that have ended since a time, the first first, up to :data:`MOST_ENDED`."""
    columns = (TurnRow.id, TurnRow.state, TurnRow.kind, TurnRow.error_code, TurnRow.failures)
    times = (TurnRow.created_at, TurnRow.finished_at, TurnRow.stages)
    wanted = select(*columns, TurnRow.no_match.is_not(None).label("unmatched"), *times)
    ended = wanted.where(TurnRow.finished_at >= since).order_by(TurnRow.finished_at).limit(MOST_ENDED)
    rows = session.execute(ended).all()
    checks = dict(_load_checks(session, [row.id for row in rows]))
    return [
        EndedTurn(
            id=row.id,
            state=TurnState(row.state),
            kind=row.kind,
            error_code=row.error_code,
            failures=row.failures,
            no_match=row.unmatched,
            created_at=row.created_at,
            finished_at=row.finished_at,
            stages=row.stages,
            check=checks.get(row.id),
        )
        for row in rows
    ]


def count_alive_workers(session: Session, since: datetime) -> dict[bool, int]:
    """Count the workers whose heartbeat is no older than a time, by whether their models are loaded."""
    wanted = select(WorkerRow.ready, func.count()).where(WorkerRow.seen_at > since).group_by(WorkerRow.ready)
    return {row[0]: row[1] for row in session.execute(wanted)}


def count_tracks_by_owner(session: Session) -> tuple[int, int]:
    """Count the library's tracks: everybody's, and those of single guilds together."""
    listed = select(func.count(), func.count(TrackRow.guild_id)).where(TrackRow.removed_at.is_(None))
    total, guilds = session.execute(listed).one()
    return total - guilds, guilds


def _load_checks(session: Session, turn_ids: list[int]) -> Iterator[tuple[int, ReasonCheck]]:
    for start in range(0, len(turn_ids), 500):  # SQLite takes only so many parameters at once
        some = turn_ids[start : start + 500]
        wanted = select(PickRow.turn_id, PickRow.reason_check).where(PickRow.turn_id.in_(some), PickRow.rank == 0)
        yield from ((turn_id, ReasonCheck(check)) for turn_id, check in session.execute(wanted))
