"""Real worker processes for tests, and waiting for what they do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from musechat.settings import Settings
from store.database import Database
from worker.heartbeat import WorkerView, list_alive_workers

ROOT = Path(__file__).resolve().parents[2]
STAGES = "tests.worker.playing_stages"
PATIENCE_S = 300.0  # only what is broken takes so long, on a busy machine too

WORK = """
import json, sys
from musechat.logs import configure_logs
from musechat.settings import Settings
from musechat.turn import Queue
from store.database import Database
from worker.main import run_worker
options = json.loads(sys.argv[1])
settings = Settings(_env_file=None)
configure_logs("info", as_json=False)
queues = [Queue(name) for name in options.pop("queues", list(Queue))]
sys.exit(run_worker(settings, Database(settings.effective_database_url), queues=queues, **options))
"""


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment in which another process has these settings, and finds our stages."""
    ours = {
        "MUSECHAT_DATA_DIR": str(settings.data_dir),
        "MUSECHAT_DATABASE_URL": settings.database_url,
        "MUSECHAT_BROKER_URL": settings.broker_url,
        "MUSECHAT_BROKER_PREFIX": settings.broker_prefix,
        "MUSECHAT_LEASE_SECONDS": str(settings.lease_seconds),
        "MUSECHAT_TEST_NOTES": str(settings.data_dir / "notes"),
        "PYTHONPATH": str(ROOT),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MUSECHAT_", "DISCORD_"))}
    (settings.data_dir / "notes").mkdir(parents=True, exist_ok=True)
    return {**kept, **ours, **more}


def start_worker(settings: Settings, **options: Any) -> subprocess.Popen[bytes]:
    """A worker process; its log goes to ``worker.log`` in the data folder."""
    import json

    command = [sys.executable, "-P", "-c", WORK, json.dumps({"stages": STAGES, **options})]
    env = environment(settings)
    with (settings.data_dir / "worker.log").open("ab") as log:
        return subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=settings.data_dir
        )


@contextmanager
def working(settings: Settings, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process for the length of a block; ended politely."""
    process = start_worker(settings, **options)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes], how: int = signal.SIGTERM) -> int:
    """End a process and give its exit status; one that does not end is killed, which its status then tells."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        return process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def until(condition: Callable[[], Any], what: str, patience_s: float = PATIENCE_S) -> Any:
    """Wait until something is so, and give it."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.03)
    raise AssertionError(f"not within {patience_s} s: {what}")


def workers(db: Database) -> list[WorkerView]:
    with db.read() as session:
        return list_alive_workers(session)


def worker_is_ready(db: Database) -> bool:
    return any(worker.ready for worker in workers(db))
