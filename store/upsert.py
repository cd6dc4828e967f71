"""Insert a row, or bring the one with the same key up to date: one call for both databases."""

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
    """Write ``values``, in a way that two processes may do at the same time.

    ``key`` names the columns of a primary key or unique constraint; an existing row with that key takes all
    other values but those of the columns in ``keep``.
    """
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = make(row).values(**values)
    changed = {name: statement.excluded[name] for name in values if name not in (*key, *keep)}
    if changed:
        session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))
    else:
        session.execute(statement.on_conflict_do_nothing(index_elements=list(key)))
