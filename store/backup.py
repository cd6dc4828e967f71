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
        remedy = "Free some space, or name a folder that you may write to"
        raise BadInput("backup-failed", f"The backup {target} cannot be written ({error})", remedy) from error
