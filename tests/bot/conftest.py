"""A page over a real database, library and ledger; clips and tracks made on the spot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from aiohttp.test_utils import TestClient, TestServer

from bot.web import health
from bot.web.app import make_app
from bot.web.metrics import routes
from musechat.settings import Settings
from store.blobs import BlobStore
from store.database import Database
from tests.bot.house import PretendWorker, SilentBell, compose_track, draw_clip, stock


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> None:
    """As in a process of ours: records go to the standard library. Unset, structlog draws each traceback for a second."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


@pytest.fixture(autouse=True)
def patient_monitor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for the health waits for the database, however busy the machine is."""
    monkeypatch.setattr(health, "WAIT_S", 300.0)
    monkeypatch.setattr(routes, "WAIT_S", 300.0)


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_clip(tmp_path_factory.mktemp("clips") / "waves.mp4")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, max_clip_bytes=2_000_000, _env_file=None)  # type: ignore[call-arg]


@pytest.fixture
def blobs(settings: Settings) -> BlobStore:
    return BlobStore(settings.effective_blob_url)


@pytest.fixture(scope="session")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compose_track(tmp_path_factory.mktemp("music") / "tone.mp3")


@pytest.fixture
def stocked(sqlite_database: Database, tone: Path) -> Database:
    stock(sqlite_database, tone)
    return sqlite_database


@pytest.fixture
def worker(stocked: Database, blobs: BlobStore) -> Iterator[PretendWorker]:
    with PretendWorker(stocked, blobs) as pretend:
        yield pretend


@pytest.fixture
async def page(settings: Settings, stocked: Database) -> AsyncIterator[TestClient]:
    async with TestClient(TestServer(make_app(settings, stocked, SilentBell()))) as client:
        yield client
