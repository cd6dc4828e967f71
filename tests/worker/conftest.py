from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.encoders.e5 import MultilingualE5
from musechat.settings import Settings
from musechat.turn import TurnKind
from store.database import Database
from tests.clock import HeldClock
from tests.store.asked import Asker
from tests.worker.jobs import context_of
from tests.worker.processes import PATIENCE_S
from worker.context import TurnContext


@pytest.fixture(scope="session", autouse=True)
def remembered_texts() -> Iterator[None]:
    """Encode each text once: every test has a library of its own, whose tags have the same names."""
    encode, known = MultilingualE5.encode, dict[tuple[str, str], NDArray[np.float32]]()

    def encode_new(self: MultilingualE5, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if (self.version, text) not in known]
        for text, vector in zip(new, encode(self, new), strict=True):
            known[self.version, text] = vector
        return np.stack([known[self.version, text] for text in texts]) if texts else encode(self, texts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MultilingualE5, "encode", encode_new)
        yield


@pytest.fixture(autouse=True)
def patient_makers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let mixes and cards be made for as long as a busy machine takes."""
    monkeypatch.setattr("worker.fit_making.SECONDS", PATIENCE_S)
    monkeypatch.setattr("worker.mix_making.SECONDS", PATIENCE_S)


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
