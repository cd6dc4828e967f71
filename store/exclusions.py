"""A member's active exclusions: listed, and lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from store.tables import ExclusionRow, ThreadRow


@dataclass(frozen=True, slots=True)
class StandingExclusion:
    """An active exclusion for a member, or for a thread of theirs, whose name is ``thread_name``."""

    id: int
    scope: str
    what: str
    value: str
    expires_at: datetime | None
    thread_name: str = ""


def load_exclusions(session: Session, member_id: int, at: datetime) -> list[StandingExclusion]:
    """Load the exclusions of a member and of their own threads that hold at ``at``, newest first."""
    standing = or_(ExclusionRow.expires_at.is_(None), ExclusionRow.expires_at > at)
    theirs = or_(ExclusionRow.member_id == member_id, ThreadRow.member_id == member_id)
    wanted = (
        select(ExclusionRow, ThreadRow.name)
        .outerjoin(ThreadRow, ThreadRow.id == ExclusionRow.thread_id)
        .where(theirs, standing)
        .order_by(ExclusionRow.id.desc())
    )
    return [
        StandingExclusion(row.id, row.scope, row.what, row.value, row.expires_at, name or "")
        for row, name in session.execute(wanted)
    ]


def lift_exclusion(session: Session, member_id: int, exclusion_id: int) -> bool:
    """Delete an exclusion of a member; False where it is not theirs, or does not exist."""
    own_threads = select(ThreadRow.id).where(ThreadRow.member_id == member_id)
    theirs = or_(ExclusionRow.member_id == member_id, ExclusionRow.thread_id.in_(own_threads))
    gone = delete(ExclusionRow).where(ExclusionRow.id == exclusion_id, theirs).returning(ExclusionRow.id)
    return session.scalar(gone) is not None
