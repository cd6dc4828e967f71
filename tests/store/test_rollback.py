"""Upgrade and rollback over the last three revisions, and restoring a backup, on populated databases."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, MetaData, Table, create_engine, inspect, make_url, select

import migrations
from musechat.errors import BadInput
from store.backup import back_up, restore
from store.database import Database
from store.migrate import downgrade_database, read_current_revision, require_current, upgrade_database
from tests.databases import postgres_database, sqlite_url
from tests.store.made import fill

BACKUP = Path(__file__).resolve().parents[2] / "deploy/backup.sh"
Rows = dict[str, list[dict[str, Any]]]


def list_last_revisions(count: int) -> list[str]:
    """The revisions before the newest one, newest first."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][1 : count + 1]


def read_rows(url: str) -> Rows:
    """Every row of every table as the database has it."""
    engine = create_engine(url)
    try:
        found: Rows = {}
        for name in inspect(engine).get_table_names():
            table = Table(name, MetaData(), autoload_with=engine)
            with engine.connect() as connection:
                rows = [dict(row._mapping) for row in connection.execute(select(table))]
            found[name] = sorted(rows, key=repr)
        return found
    finally:
        engine.dispose()


def pick_columns(rows: list[dict[str, Any]], columns: set[str]) -> list[str]:
    """The rows with these columns only, in an order of their own."""
    return sorted(repr([(name, row[name]) for name in sorted(columns)]) for row in rows)


def populate(url: str) -> None:
    db = Database(url)
    try:
        with db.write() as session:
            for n in range(1, 4):
                fill(session, secret="secret", n=n)
    finally:
        db.close()


@pytest.mark.slow
@pytest.mark.parametrize("revision", list_last_revisions(3))
def test_a_populated_database_goes_back_to_each_of_the_last_revisions_and_up_again(
    empty_url: str, revision: str
) -> None:
    upgrade_database(empty_url)
    populate(empty_url)
    downgrade_database(empty_url, revision)
    assert read_current_revision(empty_url) == revision
    old = read_rows(empty_url)  # what a version of that time works with
    assert all(old[name] for name in ("members", "threads", "turns", "picks", "tracks"))
    upgrade_database(empty_url)
    now = read_rows(empty_url)
    for name in ("members", "threads", "turns", "picks", "tracks", "feedback", "videos"):
        shared = set(old[name][0]) & set(now[name][0])
        assert {"id", "hash", "pick_id"} & shared, name
        assert pick_columns(old[name], shared) == pick_columns(now[name], shared), name
    db = Database(empty_url)
    try:
        require_current(db)
    finally:
        db.close()


@pytest.mark.slow
def test_a_backup_is_restored_and_the_present_database_kept(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "musechat.db")
    upgrade_database(url)
    populate(url)
    rows, copy = read_rows(url), back_up(url, tmp_path / "copy.db")
    db = Database(url)
    with db.write() as session:
        session.connection().exec_driver_sql("UPDATE tracks SET title = 'lost'")
    with pytest.raises(BadInput) as caught, db.read() as session:
        session.connection().exec_driver_sql("SELECT 1")
        restore(url, copy)
    assert caught.value.code == "database-busy"
    db.close()
    (tmp_path / "musechat.db-wal").write_bytes(b"of another life")
    kept = restore(url, copy)
    assert read_rows(url) == rows
    assert not (tmp_path / "musechat.db-wal").exists()
    assert kept is not None
    assert {row["title"] for row in read_rows(sqlite_url(kept))["tracks"]} == {"lost"}


def test_a_damaged_database_is_replaced_too(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "musechat.db")
    upgrade_database(url)
    copy = back_up(url, tmp_path / "copy.db")
    (tmp_path / "musechat.db").write_bytes(b"no database at all" * 500)
    assert restore(url, copy) is not None
    assert read_current_revision(url) is not None
    (tmp_path / "musechat.db").unlink()
    assert restore(url, copy) is None


@pytest.mark.slow
@pytest.mark.parametrize("content", [None, b"", b"text", "other"])
def test_what_is_no_backup_is_refused_and_nothing_touched(tmp_path: Path, content: object) -> None:
    url, file = sqlite_url(tmp_path / "musechat.db"), tmp_path / "copy.db"
    upgrade_database(url)
    rows = read_rows(url)
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content == "other":
        import sqlite3

        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE songs (title)")
        connection.close()
    with pytest.raises(BadInput) as caught:
        restore(url, file)
    assert caught.value.code in ("no-backup", "not-a-database")
    assert read_rows(url) == rows


def test_a_server_names_its_own_tool() -> None:
    with pytest.raises(BadInput, match="pg_restore"):
        restore("postgresql+psycopg://localhost/x", Path("x.dump"))


def run_tool(url: str, *words: str, **extra: str) -> str:
    parsed = make_url(url)
    asked = {"PGHOST": parsed.host, "PGPORT": str(parsed.port or 5432), "PGUSER": parsed.username}
    asked |= {"PGDATABASE": parsed.database, "PGPASSWORD": parsed.password}
    environment = {**os.environ, **{k: str(v) for k, v in asked.items() if v}, **extra}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="PostgreSQL's client is not installed")
@pytest.mark.slow
def test_the_daily_dump_of_postgresql_is_restored_into_an_empty_database(postgres_server: URL, tmp_path: Path) -> None:
    with postgres_database(postgres_server) as url, postgres_database(postgres_server) as other:
        upgrade_database(url)
        populate(url)
        (tmp_path / "musechat-20200101T000000Z.dump").touch()  # the oldest gives way
        said = run_tool(url, "bash", str(BACKUP), "once", BACKUPS=str(tmp_path), BACKUPS_KEPT="1")
        assert said.startswith("backup: ")
        [dump] = tmp_path.iterdir()
        assert dump.stat().st_mode & 0o077 == 0
        run_tool(
            other, "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={make_url(other).database}", str(dump)
        )
        assert read_rows(other) == read_rows(url)
