"""How fast turns are and what an installation costs: ``python -m benchmarks.bench_turns``.

Real processes in a temporary data folder: worker and page as ``musechat up`` runs them, asked through the ledger.
Seconds are set against the ceilings of the project, so a ratio of at most 1 keeps the promise.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import psutil

from benchmarks.table import Row
from bot.turn_client import TurnClient
from demo import compose_library, draw_clips
from musechat.settings import Settings
from musechat.turn import ClipSource, NewTurn, SourceKind, TurnKind, TurnState
from store.database import Database
from store.members import get_member
from store.migrate import upgrade_database
from store.threads import open_thread
from worker.heartbeat import list_alive_workers
from worker.notifier import Notifier

MIB = 1024 * 1024
TRACKS = 24
EMPTY_TURNS = 60
IDLE_SECONDS = 20


@contextmanager
def process(settings: Settings, *words: str, **environment: str) -> Iterator[psutil.Process]:
    """A ``musechat`` command, ended with SIGTERM."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("MUSECHAT_")}
    env |= {"MUSECHAT_DATA_DIR": str(settings.data_dir), "MUSECHAT_BROKER_URL": settings.broker_url} | environment
    env |= {"MUSECHAT_LOG_LEVEL": "warning"}
    child = subprocess.Popen([sys.executable, "-m", "cli.main", *words], env=env, stdout=subprocess.DEVNULL)
    try:
        yield psutil.Process(child.pid)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(20)


def wait_ready(db: Database, seconds: float = 120) -> None:
    """Wait until a worker has loaded its models."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with db.read() as session:
            if any(w.ready for w in list_alive_workers(session)):
                return
        time.sleep(0.2)
    raise TimeoutError("no worker became ready")


class Asker:
    """Submits turns in one thread after another and measures the time from commit to the final state."""

    def __init__(self, db: Database, asking: TurnClient) -> None:
        self.db, self.asking = db, asking
        with db.write() as session:
            self.member = get_member(session, "local", "bench")

    def thread(self) -> int:
        with self.db.write() as session:
            return open_thread(session, platform="local", member_id=self.member)

    async def seconds(self, thread: int, kind: TurnKind, words: str = "", source: ClipSource | None = None) -> float:
        """Submit a turn and wait for its final state."""
        new = NewTurn(thread, self.member, self.asking.asker, kind, words, source=source or ClipSource(SourceKind.NONE))
        started = time.perf_counter()
        turn_id = await self.asking.submit(new)
        async for view in self.asking.follow(turn_id):
            last = view
        spent = time.perf_counter() - started
        assert last.state is TurnState.DONE, last.error
        await self.asking.mark_delivered(turn_id)
        return spent


@asynccontextmanager
async def asker(settings: Settings, db: Database) -> AsyncIterator[Asker]:
    """Start a turn client for the duration of the context."""
    asking = TurnClient(db, Notifier(settings), f"bench:{uuid.uuid4().hex}")
    await asking.start()
    try:
        yield Asker(db, asking)
    finally:
        await asking.close()


async def picks(settings: Settings, db: Database, clips: list[Path]) -> list[Row]:
    """Measure first picks, refinements and known clips with a warm worker, median seconds."""
    first, refine, known = [], [], []
    async with asker(settings, db) as client:
        for clip in clips:
            source = ClipSource(SourceKind.PATH, str(clip), clip.name)
            thread = client.thread()
            first.append(await client.seconds(thread, TurnKind.FIRST, source=source))
            refine += [await client.seconds(thread, TurnKind.REFINE, words) for words in ("calmer", "piano instead")]
            known.append(await client.seconds(client.thread(), TurnKind.FIRST, source=source))
            await asyncio.sleep(1)
    return [
        Row("first pick for a demo clip (11 to 18 s), median", statistics.median(first), 1.5, "ceiling", "<= 1"),
        Row("refinement, median", statistics.median(refine), 0.3, "ceiling", "<= 1"),
        Row("known clip, median", statistics.median(known), 0.3, "ceiling", "<= 1"),
    ]


async def empty_turns(settings: Settings, db: Database) -> float:
    """Return the median seconds of a turn whose stages do nothing."""
    async with asker(settings, db) as client:
        # Not timed: the first turn opens connections and prepares statements.
        await client.seconds(client.thread(), TurnKind.REFINE, "warm up")
        spent = []
        for _ in range(EMPTY_TURNS):
            spent.append(await client.seconds(client.thread(), TurnKind.REFINE, "x"))
            await asyncio.sleep(0.02)
    return statistics.median(spent)


def rows() -> list[Row]:
    """Measure everything in a temporary data folder; returns the rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))
        found = _installation(settings)
        shutil.rmtree(folder, ignore_errors=True)
        found += _empty(Settings(_env_file=None, data_dir=Path(folder) / "memory"), 0.15, "embedded")
        if _answers(6379):
            redis = Settings(_env_file=None, data_dir=Path(folder) / "redis", broker_url="redis://127.0.0.1:6379/9")
            found += _empty(redis, 0.1, "Redis")
    return found


def _installation(settings: Settings) -> list[Row]:
    music, clips = settings.data_dir / "demo" / "music", settings.data_dir / "demo" / "clips"
    compose_library(music, count=TRACKS)
    drawn = [clips / clip.file for clip in draw_clips(clips)]
    with process(settings, "library", "add", str(music)) as adding:
        adding.wait()
    db = Database(settings.effective_database_url)
    try:
        with process(settings, "up", "--port", str(_free_port())) as supervisor:
            wait_ready(db)
            found = asyncio.run(picks(settings, db, drawn))
            return found + _cost(supervisor)
    finally:
        db.close()


def _cost(supervisor: psutil.Process) -> list[Row]:
    everyone = [supervisor, *supervisor.children(recursive=True)]
    parts = {name: p for name in ("worker", "web") for p in everyone if name in p.cmdline()[4:7]}
    spent = -sum(sum(p.cpu_times()[:2]) for p in everyone)
    time.sleep(IDLE_SECONDS)
    spent += sum(sum(p.cpu_times()[:2]) for p in everyone if p.is_running())
    return [
        Row("worker's memory", parts["worker"].memory_info().rss / MIB, 1536, "ceiling", "<= 1", "MiB"),
        Row("page's memory", parts["web"].memory_info().rss / MIB, 200, "ceiling", "<= 1", "MiB"),
        Row("idle installation, all processes", 100 * spent / IDLE_SECONDS, 2, "ceiling", "<= 1", "% core"),
    ]


def _empty(settings: Settings, ceiling: float, broker: str) -> list[Row]:
    settings.data_dir.mkdir(parents=True)
    upgrade_database(settings.effective_database_url)
    db = Database(settings.effective_database_url)
    try:
        with process(settings, "worker", "--stages", "benchmarks.empty_stages"):
            wait_ready(db)
            return [
                Row(f"empty turn, {broker}, median", asyncio.run(empty_turns(settings, db)), ceiling, "ceiling", "<= 1")
            ]
    finally:
        db.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    for row in rows():
        print(f"{row.what:45} {row.ours:9.3f} {row.unit:7} {row.ratio:6.2f} {row.target}")
