"""A hundred members at once, in a local Discord: ``python -m benchmarks.bench_discord``.

The real bot and the real worker as processes of their own; the local Discord and its people in this one. The floor is a
bare discord.py bot that answers a hundred pings at once in the same run. Without a local Discord beside the checkout
there is nothing to measure.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.bench_turns import process, wait_ready
from benchmarks.crowd import Crowd, gather_crowd, ping_crowd, quantile
from benchmarks.table import Row
from demo import compose_library, draw_clips
from demo.clips import SCENES
from musechat.settings import Settings
from store.database import Database

LOCAL_DISCORD = Path(__file__).resolve().parents[2] / "shared" / "localdiscord"
MEMBERS = 100
TRACKS = 8
READY_S = 60.0


def rows() -> list[Row]:
    """All of it, or one row that says why not."""
    if not LOCAL_DISCORD.is_dir():
        return [Row("Discord: skipped, no local Discord here", float("nan"), float("nan"), "-")]
    sys.path.insert(0, str(LOCAL_DISCORD))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        floor, lag_floor = asyncio.run(_pings(home))
        crowd, lag = _crowd(Settings(_env_file=None, data_dir=home / "home"), home)
    whole = sum(count == 1 for count in crowd.final_cards.values())
    return [
        Row(f"{MEMBERS} members at once: acknowledged, p50", crowd.ack(0.5), floor.ack(0.5), "bare bot"),
        Row(f"{MEMBERS} members at once: acknowledged, p99", crowd.ack(0.99), 1.0, "ceiling", "<= 1"),
        Row(f"{MEMBERS} members at once: acknowledged, last", crowd.ack_seconds[-1], 3.0, "ceiling", "<= 1"),
        Row(
            "turns per second until all are shown", MEMBERS / crowd.seconds, MEMBERS / floor.seconds, "pings", "", "1/s"
        ),
        Row("members with exactly one final card", whole, MEMBERS, "all", ">= 1", ""),
        Row("event loop late, p99, turns in flight", 1000 * lag, 50.0, "ceiling", "<= 1", "ms"),
        Row("event loop late, p99, beside a bare bot's", 1000 * lag, 1000 * lag_floor, "bare bot", "", "ms"),
    ]


async def _pings(home: Path) -> tuple[Crowd, float]:
    async with _world(home, "bare-bot", "ping") as (server, lag):
        crowd = await ping_crowd(server, MEMBERS)
        return crowd, await lag(crowd)


def _crowd(settings: Settings, home: Path) -> tuple[Crowd, float]:
    music, clips = settings.data_dir / "demo" / "music", settings.data_dir / "demo" / "clips"
    compose_library(music, count=TRACKS)
    clip = clips / draw_clips(clips, names=(SCENES[0].name,))[0].file
    with process(settings, "library", "add", str(music)) as adding:
        adding.wait()
    db = Database(settings.effective_database_url)
    try:
        with process(settings, "worker"):
            wait_ready(db)
            return asyncio.run(_ask(home, settings, clip))
    finally:
        db.close()


async def _ask(home: Path, settings: Settings, clip: Path) -> tuple[Crowd, float]:
    env = {"MUSECHAT_DATA_DIR": str(settings.data_dir), "MUSECHAT_LOG_LEVEL": "warning"}
    async with _world(home, "bot", "recommend", **env) as (server, lag):
        await gather_crowd(server, 1, clip)  # from here on the clip is known
        crowd = await gather_crowd(server, MEMBERS, clip)
        return crowd, await lag(crowd)


@asynccontextmanager
async def _world(home: Path, command: str, known_by: str, **env: str) -> AsyncIterator[tuple[Any, Any]]:
    """A local Discord with a bot, and a function that ends the bot and gives how late its loop was with a crowd."""
    file = home / f"{command}.json"
    words = [sys.executable, "-m", "benchmarks.loop_lag", str(file), command]
    async with import_module("localdiscord").World() as server:
        for n in range(MEMBERS):
            server.member(f"member{n:03}")
        bot = await server.run_bot(words, env=env, ready_timeout=READY_S)
        await server.wait_commands(known_by, timeout=READY_S)

        async def lag(crowd: Crowd) -> float:
            await bot.stop()
            naps = await asyncio.to_thread(file.read_text)
            return quantile(sorted(late for at, late, _ in json.loads(naps) if crowd.began < at < crowd.ended), 0.99)

        yield server, lag


if __name__ == "__main__":
    for row in rows():
        print(f"{row.what:45} {row.ours:9.3f} {row.unit:7} {row.ratio:6.2f} {row.target}")
