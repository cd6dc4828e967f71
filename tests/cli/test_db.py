from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from cli.db import app
from musechat.errors import BadInput
from store.database import Database
from tests.databases import sqlite_url


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MUSECHAT_DATABASE_URL", raising=False)
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path / "data"))


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=True)
    if result.exception is not None:
        raise result.exception
    assert result.stdout.count("\n") == 1, "one plain line"
    return result.stdout


def test_the_life_of_a_database(tmp_path: Path) -> None:
    assert "at revision none" in run("status")
    assert not (tmp_path / "data" / "musechat.db").exists()
    assert run("upgrade").startswith("The database was made (revision ")
    assert "up to date" in run("upgrade")
    assert "up to date" in run("status")
    assert run("backup", str(tmp_path / "copy.db")).startswith(f"The backup is {tmp_path / 'copy.db'} (")
    assert (tmp_path / "copy.db").stat().st_size > 0
    assert run("downgrade", "base") == "The database is at revision none.\n"


def test_a_backup_of_nothing_says_how_to_begin() -> None:
    with pytest.raises(BadInput, match="musechat db upgrade"):
        run("backup")


@pytest.mark.slow
def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    run("upgrade")
    db = Database(sqlite_url(tmp_path / "data" / "musechat.db"))
    with db.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    db.close()
    with pytest.raises(BadInput, match="newer version"):
        run("upgrade")


def test_a_data_folder_that_cannot_be_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(BadInput, match="MUSECHAT_DATA_DIR"):
        run("upgrade")
