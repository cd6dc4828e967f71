"""Drains one backlog with some worker processes of one checkout, and counts what it costs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import redis
from sqlalchemy import func, select, text

from musechat.settings import Settings
from musechat.turn import NewTurn, TurnKind, TurnState
from store import ledger
from store.database import Database
from store.members import get_member
from store.migrate import upgrade_database
from store.tables import TurnRow, utc_now
from store.threads import open_thread
from worker.heartbeat import list_alive_workers
from worker.notifier import Notifier

POSTGRESQL = os.environ.get("MUSECHAT_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("MUSECHAT_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
IN_A_ROW = 3  # turns of one thread, asked one after the other: only the first of them can run at once
PATIENCE_S = 300.0
STAGES = "benchmarks.workers.counted_stages"


@dataclass(frozen=True, slots=True)
class Drained:
    """What draining took: turns per second, CPU seconds per turn, and counts per turn."""

    rate: float
    worker_cpu_s: float
    database_cpu_s: float
    counts: dict[str, float]


def drain_backlog(place: str, workers: int, turns: int, tree: Path, *, threads: int) -> Drained:
    """Submit a backlog, start workers of the checkout ``tree``, and measure how it is drained.

    Raises:
        TimeoutError: it was not drained in five minutes.

    """
    with tempfile.TemporaryDirectory(prefix="bench-workers-") as name, PLACES[place](Path(name)) as settings:
        folder = Path(name)
        upgrade_database(settings.effective_database_url)
        db = Database(settings.effective_database_url)
        processes: list[subprocess.Popen[bytes]] = []
        try:
            _submit(settings, db, turns)
            processes = [_start_worker(settings, folder, tree, threads) for _ in range(workers)]
            _wait(lambda: _count_ready(db) == workers, "the workers are ready")
            time.sleep(1.5)  # all threads take a turn, and what starting leaves to do is done
            return _measure(db, folder, processes, turns)
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            for process in processes:
                process.wait(30)
            db.close()


def _measure(db: Database, folder: Path, processes: list[subprocess.Popen[bytes]], turns: int) -> Drained:
    before, spent = _read_counts(folder), -sum(map(_read_cpu_s, processes))
    backends, began, at = _read_backends(db), time.monotonic(), utc_now()
    (folder / "go").touch()
    _wait(lambda: _count_done(db) >= turns, "the backlog is drained", 0.1)
    took = time.monotonic() - began
    spent += sum(map(_read_cpu_s, processes))
    server = _read_backends(db) - backends
    with db.read() as session:
        last = session.scalars(select(func.max(TurnRow.finished_at))).one()
    time.sleep(1.0)  # the counts are written twice a second
    counts = Counter(_read_counts(folder))
    counts.subtract(before)
    rate = turns / ((last - at).total_seconds() if last else took)
    return Drained(rate, spent / turns, server / turns, {name: count / turns for name, count in counts.items()})


def _submit(settings: Settings, db: Database, turns: int) -> None:
    notifier = Notifier(settings)
    for start in range(0, turns, IN_A_ROW):
        with db.write() as session:
            member = get_member(session, "local", f"member {start}")
            thread = open_thread(session, platform="local", member_id=member)
        for _ in range(min(IN_A_ROW, turns - start)):
            with db.write() as session:
                new = NewTurn(thread, member, "bench", TurnKind.REFINE, "calmer")
                turn_id = ledger.submit_turn(session, new)
            notifier.notify(turn_id, ledger.choose_first_queue("none", TurnKind.REFINE))
    notifier.close(30)


def _start_worker(settings: Settings, folder: Path, tree: Path, threads: int) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MUSECHAT_", "DISCORD_"))}
    ours = {
        "MUSECHAT_DATA_DIR": str(settings.data_dir),
        "MUSECHAT_DATABASE_URL": settings.effective_database_url,
        "MUSECHAT_BROKER_URL": settings.broker_url,
        "MUSECHAT_BROKER_PREFIX": settings.broker_prefix,
        "BENCH_FOLDER": str(folder),
        # Those of the checkout that is measured; the stages are ours where an older one has none.
        "PYTHONPATH": f"{tree}{os.pathsep}{Path(__file__).parents[2]}",
    }
    command = [sys.executable, "-P", "-m", "cli.main", "worker", "--stages", STAGES, "--threads", str(threads)]
    with (folder / "worker.log").open("ab") as log:
        return subprocess.Popen(command, env=kept | ours, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)


def _count_ready(db: Database) -> int:
    with db.read() as session:
        return sum(worker.ready for worker in list_alive_workers(session))


def _count_done(db: Database) -> int:
    with db.read() as session:
        return session.scalars(select(func.count()).where(TurnRow.state == TurnState.DONE)).one()


def _read_counts(folder: Path) -> dict[str, int]:
    total: Counter[str] = Counter()
    for file in folder.glob("counts-*.json"):
        total.update(json.loads(file.read_text(encoding="utf-8")))
    return total


def _read_cpu_s(process: subprocess.Popen[bytes]) -> float:
    times = psutil.Process(process.pid).cpu_times()
    return float(times.user + times.system)


def _read_backends(db: Database) -> float:
    """CPU seconds of PostgreSQL's processes that serve this database, where they run on this machine."""
    if db.is_sqlite:
        return 0.0
    with db.read() as session:
        pids = session.scalars(text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")).all()
    return sum(_read_backend(pid) for pid in pids)


def _read_backend(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def _wait(condition: Callable[[], bool], what: str, look_s: float = 0.2) -> None:
    until = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"not within {PATIENCE_S:g} s: {what}")
        time.sleep(look_s)


@contextmanager
def _use_sqlite(folder: Path) -> Iterator[Settings]:
    yield Settings(_env_file=None, data_dir=folder / "data")
    shutil.rmtree(folder / "data", ignore_errors=True)


@contextmanager
def _use_postgresql(folder: Path) -> Iterator[Settings]:
    server, name = POSTGRESQL.replace("+psycopg", ""), f"musechat_bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            url = f"{server.rpartition('/')[0]}/{name}"
            yield Settings(
                _env_file=None, data_dir=folder / "data", database_url=url, broker_url=REDIS, broker_prefix=name
            )
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
            client = redis.Redis.from_url(REDIS)
            for key in client.scan_iter(f"{name}*"):
                client.delete(key)
            client.close()


PLACES: dict[str, Callable[[Path], AbstractContextManager[Settings]]] = {
    "SQLite": _use_sqlite,
    "PostgreSQL + Redis": _use_postgresql,
}
