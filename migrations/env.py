"""Alembic's environment: runs on the connection that ``store.migrate`` passes, inside its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from musechat.settings import Settings
from store.migrate import open_locked_connection
from store.tables import Base, UtcTime


def _render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    # A revision must mean the same for ever, so it names none of our types: they may change.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


def run(connection: Connection) -> None:
    """Run the migrations asked for; SQLite can alter little, so there a table is copied (batch mode)."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=_render,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:  # the command ``alembic`` itself, used when a new revision is written
    with open_locked_connection(Settings().effective_database_url) as own:
        run(own)
