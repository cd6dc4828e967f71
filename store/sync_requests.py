"""A wish that the library be brought in step with its sources now, from whoever may ask to the worker that does it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import get_fact, keep_fact, put_fact
from store.tables import InstallationRow, utc_now

APART = timedelta(minutes=10)  # between two wishes of the whole installation: sources are other people's servers
_ASKED, _BEGUN = "library sync asked", "library sync begun"


def ask_for_sync(session: Session) -> datetime | None:
    """Ask for a sync; None where that counts, else since when it is asked for, as it was a short while ago."""
    keep_fact(session, _ASKED, "")
    row = session.scalars(select(InstallationRow).filter_by(name=_ASKED).with_for_update()).one()
    now = utc_now()
    if row.value and now - (asked := datetime.fromisoformat(row.value)) < APART:
        return asked
    row.value = now.isoformat()
    return None


def claim_sync(session: Session) -> bool:
    """Take over what is asked for; False where nothing is, or another worker has."""
    row = session.scalars(select(InstallationRow).filter_by(name=_ASKED).with_for_update()).one_or_none()
    if row is None or not row.value or get_fact(session, _BEGUN) == row.value:
        return False
    put_fact(session, _BEGUN, row.value)
    return True


def is_sync_asked(session: Session) -> bool:
    """Whether something is asked for that no worker has taken over yet."""
    return bool(asked := get_fact(session, _ASKED)) and get_fact(session, _BEGUN) != asked
