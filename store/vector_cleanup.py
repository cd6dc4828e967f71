"""Deletion of superseded vectors in PostgreSQL; apart from :mod:`store.vectors`, because this needs no numpy."""

from __future__ import annotations

from sqlalchemy import text

from store.database import Database


def delete_other_spaces(db: Database, space: str) -> int:
    """Delete the vectors of all spaces other than ``space``; returns how many."""
    if db.is_sqlite:
        return 0
    with db.write() as session:
        if session.scalar(text("SELECT to_regclass('track_places')")) is None:
            return 0
        gone = text(
            "WITH gone AS (DELETE FROM track_places WHERE space <> :space RETURNING 1) SELECT count(*) FROM gone"
        )
        return int(session.scalar(gone, {"space": space}) or 0)
