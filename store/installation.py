"""Facts about the installation itself: string values by name."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables import InstallationRow, utc_now
from store.upsert import upsert_row


def get_fact(session: Session, name: str) -> str | None:
    """Load the fact of that name; None where there is none."""
    row = session.get(InstallationRow, name)
    return row.value if row else None


def put_fact(session: Session, name: str, value: str) -> None:
    """Store a fact, in place of an earlier value of that name."""
    upsert_row(session, InstallationRow, ("name",), {"name": name, "value": value})


def keep_fact(session: Session, name: str, value: str) -> str:
    """Store a fact unless there is one of that name, and return the one that stands; safe for concurrent callers."""
    values = {"name": name, "value": value}
    upsert_row(session, InstallationRow, ("name",), values, keep=("value",))
    return session.scalars(select(InstallationRow.value).where(InstallationRow.name == name)).one()


def take_fact(session: Session, name: str) -> str | None:
    """Load a fact and delete it; None where there is none."""
    row = session.get(InstallationRow, name)
    if row is not None:
        session.delete(row)
    return row.value if row else None


def take_lease(session: Session, name: str, owner: str, seconds: float) -> bool:
    """Become, or stay, the only process of the installation that does something; False where another one is.

    Args:
        session: for writing.
        name: of what is done.
        owner: whoever asks, without spaces.
        seconds: how long it holds unless it is taken again.

    """
    keep_fact(session, name, "")
    row = session.scalars(select(InstallationRow).filter_by(name=name).with_for_update()).one()
    until, _, holder = row.value.partition(" ")
    if until and holder != owner and datetime.fromisoformat(until) > utc_now():
        return False
    row.value = f"{(utc_now() + timedelta(seconds=seconds)).isoformat()} {owner}"
    return True


def end_lease(session: Session, name: str, owner: str) -> None:
    """Give back a lease that is still one's own."""
    row = session.scalars(select(InstallationRow).filter_by(name=name).with_for_update()).one_or_none()
    if row is not None and row.value.partition(" ")[2] == owner:
        row.value = ""
