from __future__ import annotations

import logging
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from musechat.errors import BadInput
from store import database as database_module
from store.database import Database, parse_sqlite_path
from store.migrate import upgrade_database
from store.tables import GuildRow, ThreadRow, VideoRow
from tests.databases import sqlite_url
from tests.worker.processes import until


def pragma(db: Database, name: str) -> object:
    with db.read() as session:
        return session.execute(text(f"PRAGMA {name}")).scalar()


def test_a_sqlite_file_is_opened_with_our_settings(sqlite_database: Database) -> None:
    assert pragma(sqlite_database, "journal_mode") == "wal"
    assert pragma(sqlite_database, "synchronous") == 1  # NORMAL
    assert pragma(sqlite_database, "foreign_keys") == 1
    assert pragma(sqlite_database, "busy_timeout") == 15_000
    assert pragma(sqlite_database, "secure_delete") == 1


def test_a_file_system_without_wal_is_slower_but_works(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "deep" / "musechat.db"
    url = f"sqlite+pysqlite:///file:{path}?vfs=unix-dotfile&uri=true"  # this VFS has no shared memory, like a network's
    with caplog.at_level(logging.WARNING, "store.database"):
        upgrade_database(url)
    assert "no WAL" in caplog.text
    db = Database(url)
    with db.write() as session:
        session.add(GuildRow(id=1))
    assert pragma(db, "journal_mode") == "delete"
    assert pragma(db, "synchronous") == 2  # FULL
    with db.read() as session:
        assert session.get(GuildRow, 1) is not None
    db.close()
    assert path.exists()
    assert parse_sqlite_path(url) == path


def test_a_unit_of_work_is_kept_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as session:
        session.add(GuildRow(id=1))
        session.flush()
        raise ZeroDivisionError
    with database.read() as session:
        assert session.get(GuildRow, 1) is None


def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(ThreadRow(platform="page", member_id=12345))


def test_readers_do_not_wait_for_the_writer(database: Database) -> None:
    with database.write() as writing:
        writing.add(GuildRow(id=1))
        writing.flush()
        with ThreadPoolExecutor(1) as pool:
            seen = pool.submit(lambda: _guilds(database)).result(timeout=120)
    assert seen == []
    assert _guilds(database) == [1]


def _guilds(db: Database) -> list[int]:
    with db.read() as session:
        return list(session.scalars(select(GuildRow.id)))


def test_writers_take_turns(database: Database) -> None:
    with database.write() as session:
        session.add(VideoRow(hash="a" * 64, size=0))
    together = threading.Barrier(4)

    def count(_: int) -> None:
        together.wait()
        for _ in range(25):
            with database.write() as session:  # read, then write: what a deferred transaction fails at
                row = select(VideoRow.size).where(VideoRow.hash == "a" * 64)
                size = session.scalars(row.with_for_update()).one()
                session.execute(update(VideoRow).values(size=size + 1))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))
    with database.read() as session:
        assert session.scalar(select(VideoRow.size)) == 100


def test_processes_write_to_one_file(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.write() as session:
        session.add(VideoRow(hash="a" * 64, size=0))
    code = (
        "import sys; from sqlalchemy import select, update; from store.database import Database\n"
        "from store.tables import VideoRow\n"
        "db = Database(sys.argv[1])\n"
        "for _ in range(100):\n"
        "    with db.write() as s: s.execute(update(VideoRow).values(size=s.scalar(select(VideoRow.size)) + 1))\n"
    )
    command = [sys.executable, "-c", code, sqlite_database.url]
    together = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in together:
        _, complaint = process.communicate(timeout=240)
        assert process.returncode == 0, complaint
    with sqlite_database.read() as session:
        assert session.scalar(select(VideoRow.size)) == 200


def test_times_are_aware_and_utc(database: Database) -> None:
    evening = datetime(2026, 5, 4, 23, 30, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    with database.write() as session:
        session.add(VideoRow(hash="a" * 64, size=0, expires_at=evening))
    with database.read() as session:
        back = session.scalars(select(VideoRow.expires_at)).one()
    assert back == evening
    assert back is not None
    assert back.tzinfo is UTC
    with pytest.raises(StatementError, match="naive"), database.write() as session:
        session.add(VideoRow(hash="b" * 64, size=0, expires_at=datetime(2026, 5, 4)))  # noqa: DTZ001


def test_a_file_that_cannot_be_written_is_named(sqlite_database: Database, tmp_path: Path) -> None:
    path = parse_sqlite_path(sqlite_database.url)
    sqlite_database.close()
    frozen = Database(f"sqlite+pysqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(BadInput, match="MUSECHAT_DATA_DIR") as caught, frozen.write() as session:
        session.add(GuildRow(id=1))
    assert caught.value.code == "data-folder"
    assert str(tmp_path) in caught.value.message
    frozen.close()


def test_a_damaged_file_is_named(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        for n in range(200):
            session.add(GuildRow(id=n, settings={"x": "y" * 500}))
    assert sqlite_database.scrub_journal()
    sqlite_database.close()
    path = parse_sqlite_path(sqlite_database.url)
    assert path is not None
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))
    with pytest.raises(BadInput, match="damaged") as caught, sqlite_database.read() as session:
        session.scalars(select(GuildRow.settings)).all()
    assert caught.value.code == "not-a-database"


def test_the_folder_is_made(tmp_path: Path) -> None:
    db = Database(sqlite_url(tmp_path / "a" / "b" / "musechat.db"))
    with db.read() as session:
        assert session.execute(text("SELECT 1")).scalar() == 1
    db.close()


def test_a_pooled_connection_is_tested_only_where_the_server_may_have_left_it(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = postgresql_database
    pings: list[bool] = []
    ping = db.engine.dialect.do_ping

    def note(connection: Any) -> bool:
        pings.append(ping(connection))
        return pings[-1]

    monkeypatch.setattr(db.engine.dialect, "do_ping", note)

    def get_backend() -> int:
        with db.read() as session:
            return int(session.scalars(text("SELECT pg_backend_pid()")).one())

    first = get_backend()
    assert [get_backend(), get_backend()] == [first, first]
    assert pings == []
    monkeypatch.setattr(database_module, "IDLE_S", 0.0)
    assert get_backend() == first
    assert pings == [True]
    monkeypatch.setattr(database_module, "IDLE_S", 1e9)
    server = Database(db.url)
    with server.read() as session:
        session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": first})
    server.close()
    until(lambda: not psutil.pid_exists(first), "the backend is gone")
    assert get_backend() != first
