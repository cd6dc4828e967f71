"""Acknowledgement in Discord beside failing commands: ``python -m benchmarks.bench_acknowledged``.

The real bot in a local Discord, its log going to a file, is asked 20 times a second for something that fails, because a
table of its database is gone; each failure is logged with its traceback. Meanwhile others use a command that works.
Discord waits three seconds for an acknowledgement; here one second is the ceiling.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.bench_discord import LOCAL_DISCORD, READY_S
from benchmarks.crowd import PATIENCE_S, quantile
from benchmarks.table import Row
from musechat.settings import Settings
from store.database import Database
from store.migrate import upgrade_database

FAILURES_PER_S, SECONDS, CALMLY_PER_S = 20, 10, 5
CEILING_S = 1.0
MEMBERS = 40


@dataclass(frozen=True, slots=True)
class AckTimes:
    """Seconds until acknowledgement, ascending, of commands that work and that fail; exceptions that were logged."""

    working: list[float]
    failing: list[float]
    logged: int = 0


def rows() -> list[Row]:
    """All of it, or one row that says why not."""
    if not LOCAL_DISCORD.is_dir():
        return [Row("Discord: skipped, no local Discord here", float("nan"), float("nan"), "-")]
    sys.path.insert(0, str(LOCAL_DISCORD))
    with tempfile.TemporaryDirectory() as folder:
        calm, failing = asyncio.run(_measure(Path(folder)))
    both = sorted(failing.working + failing.failing)
    ours = quantile(failing.working, 0.99)
    return [
        Row("acknowledged, p99, 20 exceptions a second", ours, CEILING_S, "ceiling", "<= 1"),
        Row("… the last of all, failing ones too", both[-1], CEILING_S, "ceiling", "<= 1"),
        Row("… beside none failing", ours, quantile(calm.working, 0.99), "none failing"),
        Row("exceptions logged", failing.logged, FAILURES_PER_S * SECONDS, "all", ">= 0.9", ""),
    ]


async def _measure(home: Path) -> tuple[AckTimes, AckTimes]:
    settings = Settings(_env_file=None, data_dir=home / "data")
    upgrade_database(settings.effective_database_url)
    async with import_module("localdiscord").World() as world:
        members = [world.member(f"member{n:02}") for n in range(MEMBERS)]
        command = [sys.executable, "-m", "cli.main", "bot"]
        bot = await world.run_bot(command, env={"MUSECHAT_DATA_DIR": str(settings.data_dir)}, ready_timeout=READY_S)
        await world.wait_commands("taste", timeout=READY_S)
        calm = AckTimes(await _ask_steadily(members, "help", CALMLY_PER_S), [])
        _take_table_away(settings)
        before = bot.text.count("incident=")
        working, failing = await asyncio.gather(
            _ask_steadily(members, "help", CALMLY_PER_S), _ask_steadily(members, "taste", FAILURES_PER_S)
        )
        logged = bot.text.count("incident=") - before
        await bot.stop()
    return calm, AckTimes(working, failing, logged)


def _take_table_away(settings: Settings) -> None:
    db = Database(settings.effective_database_url)
    with db.write() as session:
        session.execute(text("ALTER TABLE members RENAME TO gone"))
    db.close()


async def _ask_steadily(members: list[Any], command: str, per_s: int) -> list[float]:
    """Let members use a command so many times a second; the seconds until each was acknowledged, ascending."""
    asked = []
    for n in range(per_s * SECONDS):
        asked.append(asyncio.create_task(_ask(members[n % len(members)], command)))
        await asyncio.sleep(1 / per_s)
    return sorted(await asyncio.gather(*asked))


async def _ask(member: Any, command: str) -> float:
    sent = await member.slash(command, {})
    await sent.wait(lambda i: i.acked or i.failed, PATIENCE_S)
    return float(sent.ack_seconds) if sent.acked else PATIENCE_S


def main() -> None:
    """Print the rows."""
    for row in rows():
        print(f"{row.what:45} {row.ours:9.3f} {row.unit:4} {row.ratio:6.2f} {row.target}")


if __name__ == "__main__":
    main()
