"""The time by which turns wait and leases end: the database's own, so that machines whose clocks differ agree.

On SQLite everybody is on one machine, and its clock is the database's.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Interval, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from store.tables import utc_now
from store.tables.base import UtcTime


def make_now(session: Session, plus_s: float = 0.0) -> ColumnElement[datetime]:
    """The present time by the database, ``plus_s`` seconds on, as a part of a statement."""
    if _is_local(session):
        return literal(utc_now() + timedelta(seconds=plus_s), UtcTime())
    # That of the statement and not of the transaction, which may have waited for a lock; an index can be used with it.
    now: ColumnElement[datetime] = func.statement_timestamp(type_=UtcTime())
    if plus_s:
        now = type_coerce(now + literal(timedelta(seconds=plus_s), Interval()), UtcTime())
    return now


def read_now(session: Session) -> datetime:
    """Read the present time by the database."""
    return utc_now() if _is_local(session) else session.scalars(select(make_now(session))).one()


def _is_local(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
