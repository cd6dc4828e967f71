"""Opening the database: SQLite (WAL, ``BEGIN IMMEDIATE``) by default, PostgreSQL by the same code."""

from __future__ import annotations

import logging
import select
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.orm import Session

from musechat.errors import BadInput, install_remedy
from musechat.event_counts import CountedEvent, count_event

IDLE_S = 10.0  # after which a pooled connection is tested: what lies between may have forgotten it without a word
BUSY_MS = 15_000  # how long a SQLite connection waits for another writer
WAL_TRIES_S = 10.0  # several processes may open a new file at the same time
CHANNEL = "musechat_commit"  # on which PostgreSQL notifies of our commits
SERVER_LIMITS = {"connect_timeout": 5, "tcp_user_timeout": 15_000}  # seconds, milliseconds (libpq's own units)
# For the server to let go of what a client holds that is stopped, or whose machine has lost its power: a turn whose row
# it has locked could be taken by nobody else. Milliseconds, seconds, seconds, times.
SESSION_LIMITS = {
    "idle_in_transaction_session_timeout": 60_000,
    "tcp_keepalives_idle": 15,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 3,
}
UNUSABLE = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
)

NOTIFY = text(f"NOTIFY {CHANNEL}")
_SILENT = "musechat_silent"

log = logging.getLogger(__name__)


class DatabaseUnusable(BadInput):
    """The database's file or disk cannot be used: full, damaged, read-only. Ends a command; a server retries."""


DATABASE_FAULTS = (SQLAlchemyError, DatabaseUnusable)  # what any use of a database may raise, perhaps only for a while


class Database:
    """An engine, with sessions for reading and for writing. Thread-safe; a session belongs to one thread."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        event.listen(self.engine, "handle_error", _count_error)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session for reading: a plain ``BEGIN``, so readers never wait for the writer."""
        with (
            self.engine.connect().execution_options(musechat_readonly=True) as connection,
            Session(bind=connection, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def write(self, *, announce: bool = True) -> Iterator[Session]:
        """Open a session for one unit of work: committed when the block ends, rolled back on an exception.

        ``announce`` wakes PostgreSQL's listeners; False for what no client waits for, and where :func:`keep_silent`
        was called on the session. Commits that announce wait for each other at the server, so few should.
        """
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session
            if announce and not self.is_sqlite and not session.info.get(_SILENT):
                session.execute(NOTIFY)  # sent by the server if and when this is committed

    def scrub_journal(self) -> bool:
        """Truncate SQLite's journal, which still holds deleted words; False where a reader prevents it."""
        if not self.is_sqlite:
            return True
        with closing(self.engine.raw_connection()) as connection:  # no transaction: a checkpoint cannot run in one
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            row = cursor.fetchone()
        return row is not None and row[0] == 0

    def close(self) -> None:
        """Close all pooled connections."""
        self.engine.dispose()


def keep_silent(session: Session) -> None:
    """Announce nothing when this session commits: it has changed nothing that a client could see."""
    session.info[_SILENT] = True


def open_engine(url: str, *, foreign_keys: bool = True, busy_ms: int = BUSY_MS) -> Engine:
    """Open an engine with our settings; only migrations turn foreign keys off.

    Raises:
        BadInput: ``database-url``, ``database-driver``, ``data-folder``; ``not-a-database`` only once it connects.

    """
    parsed = _parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        limits = _make_server_limits(parsed)
        server = _make_engine(parsed, pool_size=5, max_overflow=10, connect_args=limits)
        event.listen(server, "connect", _limit_session)
        event.listen(server, "checkin", _note_use)
        event.listen(server, "checkout", _PooledTest(server.dialect))
        return server
    if (path := parse_sqlite_path(url)) is not None:
        _make_folder(path.parent)
    engine = _make_engine(parsed, connect_args={"timeout": busy_ms / 1000, "check_same_thread": False})
    event.listen(engine, "do_connect", _connect_driver)
    event.listen(engine, "connect", _Pragmas(parsed.database or "", foreign_keys))
    event.listen(engine, "handle_error", _on_error)
    event.listen(engine, "begin", _begin_transaction)
    return engine


def parse_sqlite_path(url: str) -> Path | None:
    """Parse a SQLite URL into its file; None for a database in memory or on a server."""
    parsed = _parse_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or ":memory:" in parsed.database:
        return None
    return Path(parsed.database.removeprefix("file:"))


def _parse_url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _make_url_error("is not one of the form driver://...") from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise _make_url_error(f"names {parsed.get_backend_name()}")
    return parsed


def _make_server_limits(url: URL) -> dict[str, Any]:
    """Timeouts after which a lost server releases a thread; those in the URL take precedence."""
    return {name: value for name, value in SERVER_LIMITS.items() if name not in url.query}


def _limit_session(connection: Any, _record: Any) -> None:
    # Not with the connection's options: poolers between us and the server refuse those.
    with closing(connection.cursor()) as cursor:
        cursor.execute("; ".join(f"SET {name} = {value}" for name, value in SESSION_LIMITS.items()))
    connection.commit()


def _note_use(_connection: Any, record: Any) -> None:
    record.info["used"] = time.monotonic()


class _PooledTest:
    """Tests a pooled connection before it is used, since the server may have been restarted meanwhile.

    To ask the server each time costs as much as many a statement. A server that ends says so, and then its connection
    can be read from: without anything to read only one that has been idle for long is asked.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def __call__(self, connection: Any, record: Any, _proxy: Any) -> None:
        used = record.info.get("used")
        if used is None or (time.monotonic() - used < IDLE_S and not _has_news(connection)):
            return
        try:
            alive = not connection.closed and self._dialect.do_ping(connection)
        except self._dialect.loaded_dbapi.Error:
            alive = False
        if not alive:
            raise InvalidatePoolError  # the pool opens others in place of all that it holds


def _has_news(connection: Any) -> bool:
    if connection.closed or not hasattr(select, "poll"):  # Windows has none: there the server is asked each time
        return True
    poll = select.poll()  # and not select(), which knows no descriptor above 1023
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _make_engine(url: URL, **options: Any) -> Engine:
    try:
        # Parameters are members' words and links with their keys, and errors are logged.
        return create_engine(url, hide_parameters=True, **options)
    except ModuleNotFoundError as error:
        raise BadInput(
            "database-driver",
            f"The database's driver {error.name} is not installed",
            install_remedy("frontend.txt"),
        ) from error


def _make_url_error(what: str) -> BadInput:
    # The URL itself may hold a password and is not shown.
    remedy = "Set MUSECHAT_DATABASE_URL to sqlite:///FILE or postgresql://USER@HOST/NAME"
    return BadInput("database-url", f"The database URL {what}", remedy)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _make_folder_error(folder, error.strerror or str(error)) from error


def _make_folder_error(folder: Path, reason: str) -> DatabaseUnusable:
    return DatabaseUnusable(
        "data-folder",
        f"The data folder {folder} cannot be used ({reason})",
        "Choose a folder that you may write to with MUSECHAT_DATA_DIR",
    )


def _connect_driver(dialect: Dialect, _record: Any, args: list[Any], options: dict[str, Any]) -> Any:
    try:
        return dialect.connect(*args, **options)
    except sqlite3.Error as error:
        raise _explain_error(error, args[0]) or error from error


def _count_error(context: ExceptionContext) -> None:
    # Not what the code provokes: a row that exists already is how two processes agree on who was first.
    if not isinstance(context.sqlalchemy_exception, IntegrityError):
        count_event(CountedEvent.DATABASE_ERRORS)


def _on_error(context: ExceptionContext) -> BaseException | None:
    # What is returned is raised in the place of SQLAlchemy's own error.
    error = context.original_exception
    if context.engine is None or not isinstance(error, sqlite3.Error):
        return None
    return _explain_error(error, context.engine.url.database or "")


def _explain_error(error: sqlite3.Error, name: str) -> DatabaseUnusable | None:
    # The operator can fix the faults of a file or a disk; all others pass unchanged. The low byte is the primary code.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        remedy = "Move the file away, or choose another folder with MUSECHAT_DATA_DIR"
        return DatabaseUnusable("not-a-database", f"{name} is not a database, or is damaged ({error})", remedy)
    if code in UNUSABLE:
        return _make_folder_error(Path(name.removeprefix("file:")).parent, str(error))
    return None


class _Pragmas:
    """Prepares each new connection to a SQLite file."""

    def __init__(self, name: str, foreign_keys: bool) -> None:
        self._name = name
        self._foreign_keys = foreign_keys
        self._warned = False

    def __call__(self, connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we emit BEGIN ourselves; pysqlite's own is deferred and too late
        try:
            self._prepare_connection(connection)
        except sqlite3.Error as error:
            raise _explain_error(error, self._name) or error from error

    def _prepare_connection(self, connection: sqlite3.Connection) -> None:
        journal = _use_wal(connection)
        if journal not in ("wal", "memory") and not self._warned:
            self._warned = True
            log.warning("%s has no WAL (its folder may lie on a network): slower, but it works", self._name)
        # Without WAL, NORMAL may lose a whole database when the power fails.
        connection.execute(f"PRAGMA synchronous={'NORMAL' if journal == 'wal' else 'FULL'}")
        connection.execute(f"PRAGMA foreign_keys={'ON' if self._foreign_keys else 'OFF'}")
        # Deleted words must not stay readable in free pages.
        connection.execute("PRAGMA secure_delete=ON")


def _use_wal(connection: sqlite3.Connection) -> str:
    # Turning a new file to WAL needs it alone for a moment, and SQLite does not wait for that by itself.
    give_up = time.monotonic() + WAL_TRIES_S
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]).lower()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _begin_transaction(connection: Connection) -> None:
    # A deferred BEGIN that later writes fails at once with "database is locked", whatever the busy timeout.
    readonly = connection.get_execution_options().get("musechat_readonly", False)
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")
