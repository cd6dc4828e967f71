"""Facts: what an installation remembers about itself, by name."""

from __future__ import annotations

from sqlalchemy.orm import Session

from store.tables import InstallationRow
from store.upsert import upsert_row


def get_fact(session: Session, name: str) -> str | None:
    """What is remembered under a name."""
    row = session.get(InstallationRow, name)
    return row.value if row else None


def put_fact(session: Session, name: str, value: str) -> None:
    """Remember something, in place of what was remembered under that name."""
    upsert_row(session, InstallationRow, ("name",), {"name": name, "value": value})
