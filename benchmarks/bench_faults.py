"""Cost of failing requests to other requests: ``python -m benchmarks.bench_faults``.

A page in a process of its own, its log going to a file, is asked for something that fails, 20 times a second, because a
table of its database is gone; meanwhile others ask it for its first screen. Beside that, the CPU time of one logged
exception of SQLAlchemy's, 40 frames deep.
"""

from __future__ import annotations

import asyncio
import io
import logging
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import aiohttp
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from benchmarks.crowd import quantile
from benchmarks.table import Row
from cli.supervisor import child_command
from musechat.logs import configure_logs
from musechat.settings import Settings
from store.database import Database
from store.migrate import upgrade_database

FAILURES_PER_S, SECONDS = 20, 10.0
ONE_EXCEPTION_MS, OTHERS_MS = 5.0, 100.0
DEPTH, ROUNDS = 40, 200


def rows() -> list[Row]:
    """Measure the CPU time of a logged exception and the latency of other requests; returns rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        calm, failing, failed = asyncio.run(_ask_the_page(Path(folder)))
    return [
        Row("log an exception, CPU, mean", _log_exceptions(), ONE_EXCEPTION_MS, "ceiling", "<= 1", "ms"),
        Row("another request, p99, 20 failing a second", 1000 * failing, OTHERS_MS, "ceiling", "<= 1", "ms"),
        Row("… beside none failing", 1000 * failing, 1000 * calm, "none failing", "", "ms"),
        Row("requests that failed as meant", failed, FAILURES_PER_S * SECONDS, "all", ">= 0.9", ""),
    ]


def _log_exceptions() -> float:
    """Return milliseconds of CPU per exception, logged to memory as a service would."""
    engine, before, sys.stderr = create_engine("sqlite://", hide_parameters=True), sys.stderr, io.StringIO()
    try:
        configure_logs("info", as_json=False)
        spent = 0.0
        for _ in range(ROUNDS):
            try:
                _fail(engine, DEPTH)
            except SQLAlchemyError as error:
                # Thread time: load of other processes does not count.
                began = time.thread_time()
                logging.getLogger("bench").error("failed", exc_info=error)
                spent += time.thread_time() - began
        return 1000 * spent / ROUNDS
    finally:
        sys.stderr = before
        engine.dispose()


def _fail(engine: object, depth: int) -> None:
    if depth:
        _fail(engine, depth - 1)
        return
    with engine.connect() as connection:  # type: ignore[attr-defined]
        connection.execute(text("SELECT * FROM nothing WHERE a = :a"), {"a": "words"})


async def _ask_the_page(home: Path) -> tuple[float, float, int]:
    """The p99 of other requests while nothing and while much fails, in seconds; how many failed."""
    settings = Settings(_env_file=None, data_dir=home)
    upgrade_database(settings.effective_database_url)
    command = child_command("web", "--port", "0")
    env = {"MUSECHAT_DATA_DIR": str(home), "PATH": "/usr/bin:/bin"}
    with (home / "log").open("wb") as log:
        page = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=log, env=env)
    try:
        address = await _address(page)
        async with aiohttp.ClientSession(address) as session:
            calm = await _others(session)
            _break(settings)
            failing = asyncio.create_task(_failures(session))
            busy = await _others(session)
            return calm, busy, await failing
    finally:
        page.terminate()
        await page.wait()


async def _address(page: asyncio.subprocess.Process) -> str:
    assert page.stdout is not None
    while line := (await page.stdout.readline()).decode():
        if "http://" in line:
            return line[line.index("http://") :].split()[0]
    raise RuntimeError("the page did not start")


def _break(settings: Settings) -> None:
    db = Database(settings.effective_database_url)
    with db.write() as session:
        session.execute(text("ALTER TABLE threads RENAME TO gone"))
    db.close()


async def _others(session: aiohttp.ClientSession) -> float:
    waits, end = [], time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        began = time.perf_counter()
        async with session.get("/") as reply:
            await reply.read()
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(0.02)
    return quantile(sorted(waits), 0.99)


async def _failures(session: aiohttp.ClientSession) -> int:
    async def fail() -> bool:
        with suppress(aiohttp.ClientError):
            async with session.get("/api/threads/1") as reply:
                return reply.status >= 500
        return False

    asked = []
    for _ in range(int(FAILURES_PER_S * SECONDS)):
        asked.append(asyncio.create_task(fail()))
        await asyncio.sleep(1 / FAILURES_PER_S)
    return sum(await asyncio.gather(*asked))


def main() -> None:
    for row in rows():
        print(f"{row.what:45} {row.ours:9.3f} {row.unit:4} {row.ratio:6.2f} {row.target}")


if __name__ == "__main__":
    main()
