from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from musechat.errors import BadInput
from store.backup import back_up
from store.database import Database
from store.tables import GuildRow, TurnRow
from tests.databases import sqlite_url
from tests.store.made import fill


def turns(path: Path) -> int:
    db = Database(sqlite_url(path))
    with db.read() as session:
        found = session.scalar(select(func.count()).select_from(TurnRow)) or 0
    db.close()
    return found


def test_a_copy_taken_while_others_write_is_whole(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.write() as session:
        fill(session)
    with sqlite_database.write() as session:  # not committed yet, and so not in the copy
        session.add(GuildRow(id=1))
        session.flush()
        copy = back_up(sqlite_database.url, tmp_path / "copy.db")
    assert turns(copy) == 1
    db = Database(sqlite_url(copy))
    with db.read() as session:
        assert session.get(GuildRow, 1) is None
    db.close()


def test_the_copy_lies_beside_the_database_or_in_the_folder_named(sqlite_database: Database, tmp_path: Path) -> None:
    beside = back_up(sqlite_database.url)
    assert beside.parent == tmp_path
    assert beside.name.startswith("musechat-")
    (tmp_path / "kept").mkdir()
    assert back_up(sqlite_database.url, tmp_path / "kept").parent == tmp_path / "kept"
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(("name", "code"), [("musechat.db", "backup-exists"), ("nowhere/copy.db", "backup-failed")])
def test_a_place_that_does_not_serve_is_named(sqlite_database: Database, tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(BadInput, match=name) as caught:
        back_up(sqlite_database.url, tmp_path / name)
    assert caught.value.code == code


def test_nothing_to_copy_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        back_up(sqlite_url(tmp_path / "none.db"))
    assert caught.value.code == "no-database"
    with pytest.raises(BadInput, match="pg_dump") as caught:
        back_up("postgresql+psycopg://postgres@127.0.0.1/x")
    assert caught.value.code == "backup-server"
