"""Migrates a database to the tables of this version, safely beside other processes that do the same.

Migrations run on an engine of their own without foreign keys: SQLite changes a table by copying and dropping it, and
with foreign keys on, the drop would silently delete every row that refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import OperationalError

from musechat.errors import BadInput, MuseChatError
from store.backup import back_up_before
from store.database import Database, open_engine, parse_sqlite_path

LOCK = 0x6D757365_0000  # PostgreSQL advisory lock: one migration at a time
WAIT_MS = 120_000  # how long a second process waits for the first one's migration


def upgrade_database(url: str) -> None:
    """Upgrade the database to this version's tables, or create it; an existing SQLite file is backed up first.

    Raises:
        BadInput: ``database-newer``, ``not-a-database``, ``data-folder``, ``database-unreachable``.

    """
    if read_current_revision(url) == read_head_revision():
        return  # the usual case, without keeping anyone waiting
    with _open_scripts() as config, open_locked_connection(url) as connection:
        revision = _read_revision(connection)  # again, now that nobody else can migrate
        _refuse_newer(config, revision)
        if revision == _read_head(config):
            return  # another process was quicker
        if revision is not None:
            back_up_before(url, revision)
        _run_command(config, connection, "upgrade", "head")


def downgrade_database(url: str, revision: str) -> None:
    """Downgrade the database to a revision (``"base"``: no tables); an existing SQLite file is backed up first.

    Raises:
        BadInput: ``database-newer``, ``no-such-revision``, and those of :func:`upgrade_database`.

    """
    with _open_scripts() as config, open_locked_connection(url) as connection:
        present = _read_revision(connection)
        _refuse_newer(config, present)
        if revision != "base" and not _is_known(config, revision):
            remedy = f"Known are: base, {', '.join(_list_revisions(config))}"
            raise BadInput("no-such-revision", f"There is no revision {revision}", remedy)
        if present is not None:
            back_up_before(url, present)
        _run_command(config, connection, "downgrade", revision)


def read_current_revision(url: str) -> str | None:
    """Read the database's revision; None for an empty one, and for a file that does not exist."""
    path = parse_sqlite_path(url)
    if path is not None and not path.exists():
        return None
    db = Database(url)
    try:
        with _map_connection_errors(url), db.read() as session:
            return _read_revision(session.connection())
    finally:
        db.close()


def read_head_revision() -> str:
    """Read the revision that this version's code needs."""
    with _open_scripts() as config:
        return _read_head(config)


def require_current(db: Database) -> None:
    """Refuse a database that is not at this version's tables.

    Raises:
        BadInput: ``database-newer``, ``database-old``.

    """
    with _map_connection_errors(db.url), db.read() as session:
        revision = _read_revision(session.connection())
    with _open_scripts() as config:
        _refuse_newer(config, revision)
        if revision != _read_head(config):
            what = "is empty" if revision is None else f"is from an older version (revision {revision})"
            raise BadInput("database-old", f"The database {what}", "Run: musechat db upgrade")


@contextmanager
def open_locked_connection(url: str) -> Iterator[Connection]:
    """Open a connection for migrations, in a transaction that excludes other migrations; committed at the end.

    Raises:
        MuseChatError: ``broken-references`` where rows would refer to nothing; nothing is changed then.

    """
    engine = open_engine(url, foreign_keys=False, busy_ms=WAIT_MS)
    try:
        with _map_connection_errors(url), engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            yield connection
            _check_references(connection)
    finally:
        engine.dispose()


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL checks foreign keys during the migration itself
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise MuseChatError("broken-references", f"{len(broken)} rows of {tables} would refer to nothing")


@contextmanager
def _map_connection_errors(url: str) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            raise
        where = f"{parsed.host or 'localhost'}:{parsed.port or 5432}"
        first = str(error.orig).strip().splitlines()[0]
        remedy = "Look whether it runs and MUSECHAT_DATABASE_URL is right"
        raise BadInput("database-unreachable", f"PostgreSQL at {where} cannot be used ({first})", remedy) from error


@contextmanager
def _open_scripts() -> Iterator[Config]:
    with as_file(files("migrations")) as folder:
        yield _make_config(folder)


def _make_config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run_command(config: Config, connection: Connection, what: str, revision: str) -> None:
    config.attributes["connection"] = connection
    getattr(command, what)(config, revision)


def _read_revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _list_revisions(config: Config) -> list[str]:
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


def _is_known(config: Config, revision: str) -> bool:
    return revision in _list_revisions(config)


def _read_head(config: Config) -> str:
    return _list_revisions(config)[0]


def _refuse_newer(config: Config, revision: str | None) -> None:
    if revision is not None and not _is_known(config, revision):
        raise BadInput(
            "database-newer",
            f"The database is from a newer version of MuseChat (revision {revision})",
            "Install that version, or restore a backup made before its upgrade",
        )
