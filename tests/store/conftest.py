from __future__ import annotations

import pytest

from store.database import Database
from tests.store.asked import Asker
from tests.store.made import Filled, fill


@pytest.fixture
def filled(sqlite_database: Database) -> Filled:
    with sqlite_database.write() as session:
        return fill(session, secret="secret")


@pytest.fixture
def asker(sqlite_database: Database) -> Asker:
    return Asker(sqlite_database)
