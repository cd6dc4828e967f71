"""The bot's event loop while its database is away: ``python -m benchmarks.bench_away``.

The real bot in a local Discord, its database a PostgreSQL behind a relay that can be cut, its log going to a file. A
hundred members have asked for music, and no worker runs. Then the relay is cut, connections are refused, and all
press *Cancel* at once, round after round: each press fails, and is logged with its traceback. The database is then put
back, and commands have to work again. Measured is how late naps of ten milliseconds end on the bot's loop meanwhile.

``MUSECHAT_TEST_DATABASE_URL`` names a server on which a database may be made.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url

from benchmarks.bench_discord import LOCAL_DISCORD
from benchmarks.crowd import PATIENCE_S, quantile
from benchmarks.table import Row
from store.migrate import upgrade_database

MEMBERS, ROUNDS, PAUSE_S = 100, 5, 1.0
LAG_MS, ACK_S = 50.0, 3.0
SERVER = os.environ.get("MUSECHAT_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/test")


@dataclass(frozen=True, slots=True)
class Storm:
    """What was measured: lags and acknowledgements in seconds, ascending, and counts.

    Attributes:
        lags: by how much naps ended late while the database was away.
        own: how long the loop's thread computed during each of these naps, which does not hang on what else runs.
        calm: the same while as many members asked, with the database there.
        acks: until presses were acknowledged.
        logged: tracebacks in the log.
        unanswered: presses that were told nothing.
        recovered: commands that worked when the database was back.

    """

    lags: list[float]
    own: list[float]
    calm: list[float]
    acks: list[float]
    logged: int
    unanswered: int
    recovered: int


class Relay:
    """Passes connections on to a server, until it is cut."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def connect(self) -> None:
        """Listen, at the same port each time."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Cut all connections, and refuse new ones."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection(*self._target)
            self._open |= {writer, far_writer}
            await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))
            self._open -= {writer, far_writer}


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


def rows() -> list[Row]:
    """All of it, or one row that says why not."""
    if not LOCAL_DISCORD.is_dir():
        return [Row("Discord: skipped, no local Discord here", float("nan"), float("nan"), "-")]
    sys.path.insert(0, str(LOCAL_DISCORD))
    with tempfile.TemporaryDirectory() as folder, fresh_database() as url:
        storm = asyncio.run(_measure(Path(folder), url))
    presses = MEMBERS * ROUNDS
    lag, own, calm = (1000 * quantile(each, 0.99) for each in (storm.lags, storm.own, storm.calm))
    return [
        Row("event loop late, p99, database away", lag, LAG_MS, "ceiling", "", "ms"),
        Row("… computed by the loop in a nap, p99", own, LAG_MS, "ceiling", "<= 1", "ms"),
        Row("… computed by the loop in a nap, most", 1000 * storm.own[-1], 1000 * ACK_S, "ceiling", "<= 1", "ms"),
        Row("… the latest of all", 1000 * storm.lags[-1], 1000 * ACK_S, "ceiling", "<= 1", "ms"),
        Row("… beside as many asking, database there", own, calm, "database there", "", "ms"),
        Row("presses acknowledged, p99", quantile(storm.acks, 0.99), ACK_S, "ceiling", "<= 1"),
        Row(
            "presses answered with what is wrong", MEMBERS * ROUNDS - storm.unanswered, MEMBERS * ROUNDS, "all", "", ""
        ),
        Row("tracebacks logged", storm.logged, presses, "presses", "", ""),
        Row("commands that worked once it was back", storm.recovered, MEMBERS, "all", ">= 1", ""),
    ]


@contextmanager
def fresh_database() -> Iterator[URL]:
    """A migrated database of this run's own, dropped in the end."""
    import psycopg

    server = make_url(SERVER).set(drivername="postgresql")
    url = server.set(database=f"bench_{secrets.token_hex(6)}")
    admin = psycopg.connect(server.render_as_string(hide_password=False), autocommit=True)
    admin.execute(f"CREATE DATABASE {url.database}")  # type: ignore[arg-type] - the name is our own
    try:
        upgrade_database(url.render_as_string(hide_password=False))
        yield url
    finally:
        admin.execute(f"DROP DATABASE {url.database} WITH (FORCE)")  # type: ignore[arg-type]
        admin.close()


async def _measure(home: Path, url: URL) -> Storm:
    relay = Relay(url.host or "127.0.0.1", url.port or 5432)
    await relay.connect()
    relayed = url.set(host="127.0.0.1", port=relay.port).render_as_string(hide_password=False)
    async with _bot(home, relayed) as (world, bot):
        began = time.time()
        cards = await _ask(world)
        calm = time.time()
        await relay.cut()
        acks, unanswered = [], 0
        for _ in range(ROUNDS):
            pressed = await _press_all(world, cards)
            acks += [each.ack_seconds for each in pressed if each.acked]
            unanswered += sum(not each.messages for each in pressed)
            await asyncio.sleep(PAUSE_S)
        ended = time.time()
        await relay.connect()
        recovered = await _use_again(world)
        await bot.stop()
    naps = json.loads(await asyncio.to_thread((home / "naps.json").read_text))
    log = await asyncio.to_thread((home / "log").read_text, errors="replace")
    return Storm(
        sorted(late for at, late, _ in naps if calm < at < ended),
        sorted(computed for at, _, computed in naps if calm < at < ended),
        sorted(computed for at, _, computed in naps if began < at < calm),
        sorted(acks),
        log.count("incident="),
        unanswered,
        recovered,
    )


@asynccontextmanager
async def _bot(home: Path, url: str) -> AsyncIterator[tuple[Any, Any]]:
    """A local Discord with the members and the bot in it, whose log goes to a file."""
    words = [sys.executable, "-m", "benchmarks.loop_lag", str(home / "naps.json"), "bot"]
    shell = ["/bin/sh", "-c", 'log=$1; shift; exec "$@" 2>>"$log"', "bot", str(home / "log"), *words]
    env = {"MUSECHAT_DATA_DIR": str(home / "data"), "MUSECHAT_DATABASE_URL": url, "MUSECHAT_BROKER_URL": "memory://"}
    async with import_module("localdiscord").World() as world:
        for n in range(MEMBERS):
            world.member(f"member{n:03}")
        bot = await world.run_bot(shell, env=env, ready_timeout=PATIENCE_S)
        await world.wait_commands("recommend", timeout=PATIENCE_S)
        yield world, bot


async def _ask(world: Any) -> list[Any]:
    """Let everybody ask for music; the cards that wait for a worker, one for each member."""
    mark = world.mark()
    members = [world.member(f"member{n:03}") for n in range(MEMBERS)]
    await asyncio.gather(*(member.slash("recommend", {"words": "calm"}) for member in members))

    def cards() -> list[Any]:
        found = [m for m in world.bot_messages if m.id > mark and m.channel.is_thread and _find_cancel(m)]
        return list({m.channel.id: m for m in found}.values())

    await _until(lambda: len(cards()) >= MEMBERS)
    return cards()


async def _press_all(world: Any, cards: list[Any]) -> list[Any]:
    """Let as many members as there are cards press *Cancel* at once, and wait for what they are told."""
    members = [world.member(f"member{n:03}") for n in range(MEMBERS)]
    pairs = zip(members, cards, strict=True)
    pressed = await asyncio.gather(*(member.click(card, _find_cancel(card)) for member, card in pairs))
    await asyncio.gather(*(each.wait(lambda i: i.messages or i.failed, PATIENCE_S) for each in pressed))
    return pressed


async def _use_again(world: Any) -> int:
    """Let everybody use a command that reads the database, once it is back; how many are answered as they should be."""
    members = [world.member(f"member{n:03}") for n in range(MEMBERS)]
    sent = await asyncio.gather(*(member.slash("history", {}) for member in members))
    await asyncio.gather(*(each.wait(lambda i: i.messages or i.failed, PATIENCE_S) for each in sent))
    await _until(lambda: all(m.text for each in sent for m in each.messages))
    return sum(any("incident" not in m.text for m in each.messages) for each in sent)


def _find_cancel(message: Any) -> str:
    ids = [part.get("custom_id", "") for part in message.buttons]
    return next((each for each in ids if each.startswith("mc:cancel:")), "")


async def _until(condition: Any) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {PATIENCE_S:g} s")
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    for row in rows():
        print(f"{row.what:45} {row.ours:9.3f} {row.unit:7} {row.ratio:6.2f} {row.target}")
