"""Members: who asks, by the name a platform knows them by."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables import MemberRow
from store.upsert import upsert


def get_member(session: Session, platform: str, external_id: str) -> int:
    """The id of a member, who is made on first sight."""
    wanted = select(MemberRow.id).filter_by(platform=platform, external_id=external_id)
    known = session.scalar(wanted)
    if known is not None:
        return known
    upsert(session, MemberRow, ("platform", "external_id"), {"platform": platform, "external_id": external_id})
    return session.scalars(wanted).one()
