"""Members, identified by their platform and their id there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from store.tables import MemberRow, utc_now
from store.upsert import upsert_row


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member's settings. ``taste_since``: picks accepted before that time are not learned from."""

    id: int
    opted_out: bool
    taste_since: datetime | None
    created_at: datetime


def get_member(session: Session, platform: str, external_id: str) -> int:
    """Return the id of a member, whose row is inserted at the first call."""
    wanted = select(MemberRow.id).filter_by(platform=platform, external_id=external_id)
    known = session.scalar(wanted)
    if known is not None:
        return known
    # Not a plain insert: two requests of a new member may come at once.
    upsert_row(session, MemberRow, ("platform", "external_id"), {"platform": platform, "external_id": external_id})
    return session.scalars(wanted).one()


def find_member(session: Session, platform: str, external_id: str) -> MemberView | None:
    """Find a member; None where there is no such row."""
    row = session.scalars(select(MemberRow).filter_by(platform=platform, external_id=external_id)).one_or_none()
    return None if row is None else MemberView(row.id, row.opted_out, row.taste_since, row.created_at)


def load_external_ids(session: Session, member_ids: Iterable[int]) -> dict[int, str]:
    """Load the ids that these members have on their platform; unknown members are left out."""
    rows = session.execute(select(MemberRow.id, MemberRow.external_id).where(MemberRow.id.in_(list(member_ids))))
    return {row.id: row.external_id for row in rows}


def reset_taste(session: Session, member_id: int) -> None:
    """Exclude everything that the member has accepted so far from learning."""
    session.execute(update(MemberRow).where(MemberRow.id == member_id).values(taste_since=utc_now()))
