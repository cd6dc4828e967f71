"""Counts of events, added up over all processes of the installation (see :mod:`musechat.event_counts`)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from musechat.event_counts import give_back, take_counts
from store.database import Database
from store.tables import EventCountRow


def add_event_counts(session: Session, counts: Mapping[str, int]) -> None:
    """Add to the counts, by name."""
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for name, times in sorted(counts.items()):  # in one order: two processes must not wait for each other's rows
        new = make(EventCountRow).values(name=name, value=times)
        more = {"value": EventCountRow.value + new.excluded.value}
        session.execute(new.on_conflict_do_update(index_elements=["name"], set_=more))


def load_event_counts(session: Session) -> dict[str, int]:
    """Load all counts, by name."""
    return {row.name: row.value for row in session.execute(select(EventCountRow.name, EventCountRow.value))}


def store_event_counts(db: Database) -> None:
    """Store what this process has counted since the last call; a failure keeps it for the next.

    Raises:
        SQLAlchemyError, DatabaseUnusable: it could not be stored.

    """
    counts = take_counts()
    if not counts:
        return
    try:
        with db.write() as session:
            add_event_counts(session, counts)
    except BaseException:
        give_back(counts)
        raise
