"""Insert or update a row by its key, on both databases."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.tables import Base


def upsert_row(
    session: Session,
    row: type[Base],
    key: Sequence[str],
    values: Mapping[str, object],
    *,
    keep: Collection[str] = (),
) -> None:
    """Insert ``values`` as a row, or update the existing one; safe for concurrent callers.

    ``key`` names the columns of a primary key or unique constraint. An existing row with that key takes all other
    values, except for the columns in ``keep``.
    """
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = make(row).values(**values)
    changed = {name: statement.excluded[name] for name in values if name not in (*key, *keep)}
    if changed:
        session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))
    else:
        session.execute(statement.on_conflict_do_nothing(index_elements=list(key)))
