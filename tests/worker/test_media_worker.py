"""A worker that only fetches and watches is small: it loads neither torch nor a model."""

from __future__ import annotations

from pathlib import Path

import psutil

from musechat.settings import Settings
from store.database import Database
from tests.worker.processes import start_worker, until, worker_is_ready

MIB = 2**20


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
