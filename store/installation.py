"""Facts about the installation itself: string values by name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables import InstallationRow
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
