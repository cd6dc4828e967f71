"""A worker that only fetches and watches is small: it loads neither torch nor a model."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from musechat.settings import Settings
from musechat.turn import Queue
from store.database import Database
from tests.worker.processes import start_worker, until, worker_is_ready
from worker.heartbeat import WorkerHeartbeat, make_worker_name
from worker.main import warn_of_shared_file

MIB = 2**20


@pytest.mark.slow
def test_a_media_worker_loads_no_torch_and_stays_small(sqlite_database: Database, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url=sqlite_database.url, _env_file=None)  # type: ignore[call-arg]
    process = start_worker(settings, queues=["media"], stages="worker.stages")
    try:
        until(lambda: worker_is_ready(sqlite_database), "a ready worker")
        whole = psutil.Process(process.pid)
        family = [whole, *whole.children(recursive=True)]
        loaded = [entry.path for one in family for entry in one.memory_maps()]
        assert not [path for path in loaded if "/torch/" in path or "/models/" in path]
        # Pages that processes share are counted once: what the machine is short of by this worker.
        assert sum(one.memory_full_info().pss for one in family) < 250 * MIB
    finally:
        process.terminate()
        assert process.wait(120) == 0


def test_a_second_worker_on_one_sqlite_file_is_warned_of(sqlite_database: Database, caplog: pytest.LogCaptureFixture):
    one = WorkerHeartbeat(sqlite_database, make_worker_name(), list(Queue), "embedded")
    one.start()
    try:
        warn_of_shared_file(sqlite_database, str(one._row["name"]))
        assert not caplog.records
        warn_of_shared_file(sqlite_database, "another")
        assert "1 other worker processes share this SQLite file" in caplog.text
    finally:
        one.stop()
