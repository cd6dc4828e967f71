from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import func, inspect, select, text

from musechat.errors import BadInput, MuseChatError
from store.database import Database
from store.migrate import (
    downgrade_database,
    open_locked_connection,
    read_current_revision,
    read_head_revision,
    require_current,
    upgrade_database,
)
from store.tables import Base
from tests.databases import sqlite_url
from tests.store.made import fill


def counts(db: Database) -> dict[str, int]:
    with db.read() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def names(url: str) -> set[str]:
    db = Database(url)
    try:
        return set(inspect(db.engine).get_table_names())
    finally:
        db.close()


def differences(url: str) -> list[Any]:
    with open_locked_connection(url) as connection:
        found: list[Any] = compare_metadata(MigrationContext.configure(connection), Base.metadata)
        inspector = inspect(connection)
        for table in Base.metadata.sorted_tables:
            there = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
            wanted = {str(c.name) for c in table.constraints if c.__visit_name__ == "check_constraint"}
            if {name for name in wanted if not name.startswith("_")} - there:
                found.append((table.name, wanted, there))
        return found


def test_an_empty_database_gets_exactly_the_tables_of_the_code(empty_url: str) -> None:
    assert read_current_revision(empty_url) is None
    upgrade_database(empty_url)
    assert read_current_revision(empty_url) == read_head_revision()
    assert differences(empty_url) == []
    upgrade_database(empty_url)  # again: nothing to do
    assert names(empty_url) == {*Base.metadata.tables, "alembic_version"}


@pytest.mark.slow
def test_the_comparison_would_notice_a_difference(empty_url: str) -> None:
    upgrade_database(empty_url)
    with open_locked_connection(empty_url) as connection:
        connection.execute(text("ALTER TABLE videos ADD COLUMN mistake TEXT"))
        connection.execute(text("DROP INDEX ix_picks_track_id"))
    assert len(differences(empty_url)) == 2


@pytest.mark.slow
def test_a_populated_database_goes_down_to_nothing_and_up_again(empty_url: str) -> None:
    upgrade_database(empty_url)
    db = Database(empty_url)
    with db.write() as session:
        fill(session)
    assert all(counts(db).values())
    db.close()
    downgrade_database(empty_url, "base")
    assert names(empty_url) == {"alembic_version"}
    assert read_current_revision(empty_url) is None
    upgrade_database(empty_url)
    assert differences(empty_url) == []
    with db.write() as session:
        fill(session)
    assert all(counts(db).values())
    db.close()


def test_copying_every_table_loses_no_row(database: Database) -> None:
    with database.write() as session:
        fill(session)
    before = counts(database)
    with open_locked_connection(database.url) as connection:
        operations = Operations(MigrationContext.configure(connection))
        for table in Base.metadata.sorted_tables:
            recreate: Literal["always", "auto"] = "always" if database.is_sqlite else "auto"
            with operations.batch_alter_table(table.name, recreate=recreate) as batch:
                batch.alter_column(next(iter(table.primary_key)).name, nullable=False)
    assert counts(database) == before
    with database.write() as session:  # and rows still hang on each other
        session.execute(text("DELETE FROM members"))
    assert counts(database)["picks"] == counts(database)["brief_events"] == 0


def test_the_trap_is_real_on_an_engine_with_foreign_keys(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        fill(session)
    with sqlite_database.engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("members", recreate="always"):
            pass
    assert counts(sqlite_database)["turns"] == 0


def test_a_migration_that_would_orphan_rows_is_undone(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        fill(session)
    before = counts(sqlite_database)
    with pytest.raises(MuseChatError) as caught, open_locked_connection(sqlite_database.url) as connection:
        connection.execute(text("DELETE FROM members"))
    assert caught.value.code == "broken-references"
    assert counts(sqlite_database) == before


def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        attempts: list[Callable[[], None]] = [
            lambda: require_current(database),
            lambda: upgrade_database(database.url),
            lambda: downgrade_database(database.url, "base"),
        ]
        for attempt in attempts:
            with pytest.raises(BadInput, match=r"newer version of MuseChat \(revision 9999\)") as caught:
                attempt()
            assert caught.value.code == "database-newer"
        assert read_current_revision(database.url) == "9999"
    finally:
        with database.write() as session:
            session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": read_head_revision()})


def test_an_older_database_is_named_with_the_command_that_mends_it(empty_url: str) -> None:
    db = Database(empty_url)
    with pytest.raises(BadInput, match="musechat db upgrade") as caught:
        require_current(db)
    assert caught.value.code == "database-old"
    upgrade_database(empty_url)
    require_current(db)
    db.close()


def test_an_unknown_revision_is_refused(empty_url: str) -> None:
    upgrade_database(empty_url)
    with pytest.raises(BadInput, match="There is no revision 77") as caught:
        downgrade_database(empty_url, "77")
    assert caught.value.code == "no-such-revision"


@pytest.mark.slow
def test_processes_that_start_together_do_not_collide(empty_url: str, tmp_path: Path) -> None:
    code = "import sys; from store.migrate import upgrade_database; upgrade_database(sys.argv[1])"
    command = [sys.executable, "-W", "error::DeprecationWarning:store", "-c", code, empty_url]
    together = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for process in together:
        _, complaint = process.communicate(timeout=240)
        assert process.returncode == 0, complaint
    assert read_current_revision(empty_url) == read_head_revision()
    assert differences(empty_url) == []


def test_only_the_last_three_backups_before_migrations_are_kept(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.write() as session:
        fill(session)
    sqlite_database.close()
    for _ in range(5):
        downgrade_database(sqlite_database.url, "base")
        upgrade_database(sqlite_database.url)  # from nothing: nothing to back up
    backups = sorted(tmp_path.glob("*before-migration*"))
    assert len(backups) == 3
    assert not list(tmp_path.glob("*.part"))


def test_the_backup_before_a_migration_is_whole(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.write() as session:
        fill(session)
    downgrade_database(sqlite_database.url, "base")
    (backup,) = tmp_path.glob("*before-migration-from-*")
    assert all(counts(Database(sqlite_url(backup))).values())
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "musechat.db"
    path.write_text("This is my diary, not a database. " * 100)
    for attempt in (upgrade_database, read_current_revision):
        with pytest.raises(BadInput, match="is not a database") as caught:
            attempt(sqlite_url(path))
        assert caught.value.code == "not-a-database"
    assert path.read_text().startswith("This is my diary")


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="MUSECHAT_DATA_DIR") as caught:
        upgrade_database(sqlite_url(tmp_path / "file" / "data" / "musechat.db"))
    assert caught.value.code == "data-folder"


def test_a_folder_in_the_database_s_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "musechat.db").mkdir()
    with pytest.raises(BadInput) as caught:
        upgrade_database(sqlite_url(tmp_path / "musechat.db"))
    assert caught.value.code == "data-folder"


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    pytest.importorskip("psycopg")
    url = "postgresql+psycopg://someone:hunter2@127.0.0.1:1/x"
    with pytest.raises(BadInput, match=r"PostgreSQL at 127\.0\.0\.1:1 cannot be used") as caught:
        upgrade_database(url)
    assert caught.value.code == "database-unreachable"
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "musechat.db", "mysql://root@localhost/x", "nonsense+driver:///x"])
def test_a_url_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="MUSECHAT_DATABASE_URL") as caught:
        upgrade_database(url)
    assert caught.value.code == "database-url"


def test_asking_for_the_revision_makes_no_file(tmp_path: Path) -> None:
    assert read_current_revision(sqlite_url(tmp_path / "musechat.db")) is None
    assert not list(tmp_path.iterdir())


# What the third version knows nothing of.
NEWER = dict.fromkeys(
    (
        *(
            "api_tokens",
            "event_counts",
            "known_files",
            "licence_checks",
            "watched_files",
            "library_sources",
            "pick_orders",
            "clip_excerpts",
            "clip_music",
            "clip_pictures",
            "clip_recordings",
            "turn_replies",
            "pick_records",
        ),
        *("source_tracks", "comparison_candidates", "comparison_votes", "comparisons"),
    ),
    0,
)


def test_tracks_keep_their_ids_and_what_refers_to_them(database: Database) -> None:
    with database.write() as session:
        filled = fill(session)
    before = counts(database)
    downgrade_database(database.url, "0003")
    assert not NEWER.keys() & names(database.url)
    upgrade_database(database.url)
    assert counts(database) == before | NEWER
    with database.read() as session:
        assert session.execute(text("SELECT id, sound_hash FROM tracks")).all() == [(filled.track_id, "")]
        assert session.execute(text("SELECT track_id FROM picks")).all() == [(filled.track_id,)]


def test_the_voice_s_columns_come_and_go_without_losing_a_reason(database: Database) -> None:
    with database.write() as session:
        fill(session)
        session.execute(
            text("UPDATE picks SET reason_source = 'qwen/a-name-longer-than-sixteen', reason_check = 'passed'")
        )
    before = counts(database)
    downgrade_database(database.url, "0002")
    with database.write() as session:  # as the version before wrote it
        session.execute(text("UPDATE turns SET no_match = 'null'"))
    upgrade_database(database.url)
    assert counts(database) == before | NEWER
    with database.read() as session:
        assert session.execute(text("SELECT reason_source, reason_check FROM picks")).all() == [
            ("qwen/a-name-long", "")
        ]
        assert session.execute(text("SELECT no_match FROM turns WHERE no_match IS NOT NULL")).all() == []


@pytest.mark.slow
def test_the_answers_columns_go_and_an_answered_turn_stays_readable(database: Database) -> None:
    with database.write() as session:
        fill(session)
        session.execute(text("UPDATE turns SET note = 'answered', intent = 'question', answer = 'It is.'"))
    downgrade_database(database.url, "0003")
    with database.read() as session:
        assert set(session.execute(text("SELECT note FROM turns")).scalars()) == {"smalltalk"}
    upgrade_database(database.url)
    with database.read() as session:
        kept = session.execute(text("SELECT DISTINCT answer, intent, keeps_pick FROM turns")).all()
    assert [tuple(row)[:2] for row in kept] == [("", None)]
    assert all(row.keeps_pick for row in kept)


@pytest.mark.slow
def test_watched_files_keep_what_is_known_of_their_presence(database: Database) -> None:
    columns = "key, path, size, changed_ns, track_id, is_gone, hidden"
    with database.write() as session:
        fill(session)
        session.execute(text("UPDATE watched_files SET changed_ns = 1234567890123456789, is_gone = true"))
        before = session.execute(text(f"SELECT {columns} FROM watched_files")).all()
    downgrade_database(database.url, "0008")
    with database.write() as session:
        session.execute(text("UPDATE library_files SET reason = 'It is silent.'"))
        assert session.execute(text(f"SELECT {columns} FROM library_files")).all() == before
    upgrade_database(database.url)
    assert "library_files" not in names(database.url)
    assert differences(database.url) == []
    with database.read() as session:
        assert session.execute(text(f"SELECT {columns} FROM watched_files")).all() == before
