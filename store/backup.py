"""Backups of a SQLite database: complete and consistent, also while others write to it."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from musechat.errors import BadInput
from store.database import parse_sqlite_path

BACKUPS_KEPT = 3


def back_up(url: str, target: Path | None = None) -> Path:
    """Copy the database to ``target`` (default: beside it, with the time in its name); returns the copy's path.

    Raises:
        BadInput: ``backup-server`` for PostgreSQL, ``no-database``, ``backup-exists``, ``backup-failed``.

    """
    source = parse_sqlite_path(url)
    if source is None:
        remedy = "Use the server's own tool: pg_dump --format=custom"
        raise BadInput("backup-server", "Only a SQLite database can be backed up this way", remedy)
    if not source.is_file():
        raise BadInput("no-database", f"There is no database {source} yet", "Run: musechat db upgrade")
    if target is None:
        target = source.with_name(f"{source.stem}-{_format_time()}{source.suffix}")
    elif target.is_dir():
        target = target / f"{source.stem}-{_format_time()}{source.suffix}"
    if target.exists():
        raise BadInput("backup-exists", f"{target} is there already", "Name a file that is not")
    _copy_database(source, target)
    return target


def restore(url: str, source: Path) -> Path | None:
    """Put a backup in the database's place; the present one is kept beside it. Nothing may be running meanwhile.

    Returns:
        Where the database that was there is kept; None where there was none.

    Raises:
        BadInput: ``backup-server`` for PostgreSQL, ``no-backup``, ``not-a-database``, ``database-busy``,
            ``backup-failed``.

    """
    target = parse_sqlite_path(url)
    if target is None:
        remedy = "Use the server's own tool: pg_restore --clean --if-exists --no-owner --dbname=musechat FILE"
        raise BadInput("backup-server", "Only a SQLite database can be restored this way", remedy)
    _check_backup(source)
    kept = None
    if target.is_file():
        kept = target.with_name(f"{target.name}.{_format_time()}.before-restore")
        _take_alone(target)
        shutil.copy2(target, kept)  # byte by byte: a damaged one cannot be copied as a database
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        shutil.copyfile(source, part)
        part.chmod(0o600)
        for journal in ("-wal", "-shm"):  # of the old database: SQLite would play them into the new one
            target.with_name(target.name + journal).unlink(missing_ok=True)
        part.replace(target)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise _make_write_error(target, error) from error
    return kept


def _check_backup(source: Path) -> None:
    if not source.is_file():
        raise BadInput("no-backup", f"There is no file {source}", "Name one that `musechat db backup` has written")
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            ours = connection.execute("SELECT count(*) FROM alembic_version").fetchone()[0] == 1
    except sqlite3.Error:
        whole = ours = False
    if not (whole and ours):
        raise BadInput("not-a-database", f"{source} is no whole database of MuseChat's", "Take another backup")


def _take_alone(path: Path) -> None:
    """Check that nobody else has the database open, and fold its journal into it."""
    try:
        with closing(sqlite3.connect(path, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # needs every other connection closed
    except sqlite3.OperationalError as error:
        raise BadInput("database-busy", f"{path} is in use ({error})", "Stop MuseChat first") from error
    except sqlite3.DatabaseError:
        return  # damaged: what is restored takes its place


def back_up_before(url: str, revision: str) -> Path | None:
    """Copy a SQLite database before its tables are changed, and keep the last :data:`BACKUPS_KEPT` such copies."""
    source = parse_sqlite_path(url)
    if source is None:
        return None
    target = source.with_name(f"{source.name}.{_format_time()}.before-migration-from-{revision}")
    _copy_database(source, target)
    for old in sorted(source.parent.glob(f"{source.name}.*.before-migration-from-*"))[:-BACKUPS_KEPT]:
        old.unlink(missing_ok=True)
    return target


def _format_time() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def _copy_database(source: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        with closing(sqlite3.connect(source, timeout=60)) as connection:
            # Unlike a copy of the file it includes what is still in the journal.
            connection.execute("VACUUM INTO ?", (str(part),))
        shutil.copymode(source, part)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink()
        raise _make_write_error(target, error) from error


def _make_write_error(target: Path, error: Exception) -> BadInput:
    remedy = "Free some space, or name a folder that you may write to"
    return BadInput("backup-failed", f"{target} cannot be written ({error})", remedy)
