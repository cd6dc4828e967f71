from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from musechat.settings import Settings
from musechat.turn import TurnKind
from store.database import Database
from tests.clock import HeldClock
from tests.store.asked import Asker
from tests.worker.jobs import context_of
from worker.context import TurnContext


@pytest.fixture
def settings(sqlite_database: Database, tmp_path: Path) -> Settings:
    """Settings of a worker for the fixture's SQLite file, with a broker prefix of its own."""
    return Settings(
        _env_file=None,
        data_dir=tmp_path,
        database_url=sqlite_database.url,
        broker_prefix=f"test-{uuid.uuid4().hex[:8]}",
    )


@pytest.fixture
def asker(sqlite_database: Database) -> Asker:
    return Asker(sqlite_database)


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def context(asker: Asker, settings: Settings, clock: HeldClock) -> TurnContext:
    """A claimed turn on the held clock, which asks for calmer music."""
    made = context_of(asker, settings, TurnKind.REFINE, "calmer")
    made.clock = clock
    return made
