"""The signal that something was committed, by anybody."""

from __future__ import annotations

import pytest

from musechat.turn import (
    Queue,
)
from store import leases, ledger
from store.change_signal import ChangeSignal
from store.database import Database
from tests.store.asked import Asker


@pytest.fixture
def asker(database: Database) -> Asker:
    return Asker(database)


def test_the_signal_moves_with_every_commit_of_anybody(sqlite_database: Database) -> None:
    signal = ChangeSignal(sqlite_database)
    assert signal.has_changed()
    assert not signal.has_changed()
    asker = Asker(sqlite_database)
    assert signal.has_changed()
    with sqlite_database.read() as session:
        ledger.load_changes(session, "page", {})
    with sqlite_database.write() as session:
        leases.claim_turn(session, "w", Queue, 1.0)  # nothing to claim: nothing is written
    assert not signal.has_changed()
    asker.ask()
    assert signal.has_changed()
    signal.close()
    assert signal.has_changed()


def test_the_signal_hears_commits_on_a_server_too(postgresql_database: Database) -> None:
    signal = ChangeSignal(postgresql_database)
    asker = Asker(postgresql_database)
    for _ in range(3):
        assert signal.has_changed()
        assert any(not signal.has_changed() for _ in range(2000))  # others may be writing on the same server
        asker.ask()
    signal.close()
    assert signal.has_changed()


def test_the_signal_says_yes_where_it_cannot_tell() -> None:
    in_memory = ChangeSignal(Database("sqlite+pysqlite:///:memory:"))
    gone = ChangeSignal(Database("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    assert [signal.has_changed() for signal in (in_memory, gone) for _ in range(2)] == [True] * 4
