"""Facts about the installation itself: string values by name."""

from __future__ import annotations

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
