"""The bot runs until it is told to stop: networks may fail, and what only the operator can fix is said in one line."""

from __future__ import annotations

import asyncio
import logging
from itertools import islice
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.discord import connection as running
from bot.discord.backoff import growing_pauses
from bot.discord.client import MuseChatClient, intents_of
from bot.discord.connection import ConnectionLogFilter, for_the_operator, keep_connected, require_token
from musechat.errors import BadInput
from musechat.settings import Settings


class Connection:
    """Stands in for a client: what its start raises is handed to it; without anything it stays connected."""

    made = 0

    def __init__(self, error: Exception | None) -> None:
        self.error = error
        self.closed = False
        Connection.made += 1

    async def start(self, token: str) -> None:
        if self.error is not None:
            raise self.error
        await asyncio.sleep(3600)

    async def close(self) -> None:
        self.closed = True


def closed(code: int) -> discord.ConnectionClosed:
    return discord.ConnectionClosed(cast("Any", SimpleNamespace(close_code=code)), shard_id=0, code=code)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "growing_pauses", lambda: growing_pauses(0.01, 0.02))


async def test_a_connection_that_fails_is_made_anew_until_told_to_stop() -> None:
    faults: list[Exception | None] = [
        OSError("down"),
        discord.GatewayNotFound(),
        AttributeError("ws"),
        closed(4000),
        None,
    ]
    made: list[Connection] = []

    def make() -> MuseChatClient:
        made.append(Connection(faults[len(made)]))
        return cast("MuseChatClient", made[-1])

    stop = asyncio.Event()
    run = asyncio.create_task(keep_connected(make, "token", stop))
    async with asyncio.timeout(60):
        while len(made) < len(faults):  # noqa: ASYNC110 - what it waits for has no event
            await asyncio.sleep(0.01)
        stop.set()
        await run
    assert all(connection.closed for connection in made)


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (discord.LoginFailure("no"), "discord-token", "DISCORD_TOKEN"),
        (closed(4004), "discord-token", "DISCORD_TOKEN"),
        (discord.PrivilegedIntentsRequired(0), "discord-intent", "MUSECHAT_MESSAGE_CONTENT"),
        (closed(4011), "discord-shards", "MUSECHAT_DISCORD_SHARDS"),
    ],
)
async def test_what_only_the_operator_can_mend_ends_the_run_with_a_line(error: Exception, code: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        await keep_connected(lambda: cast("MuseChatClient", Connection(error)), "token", asyncio.Event())
    assert refused.value.code == code
    assert says in refused.value.line
    assert "\n" not in refused.value.line


def test_other_ends_are_not_the_operators() -> None:
    assert for_the_operator(None) is None
    assert for_the_operator(aiohttp.ClientConnectionError()) is None
    assert for_the_operator(closed(4000)) is None


@pytest.mark.parametrize("token", [None, "", "  ", "zwei worte", "tökën", "two\nlines"])
def test_a_token_that_cannot_be_one_is_refused_before_anything_starts(token: str | None) -> None:
    with pytest.raises(BadInput):
        require_token(Settings(DISCORD_TOKEN=token, _env_file=None))  # type: ignore[call-arg]


def test_only_what_is_needed_is_listened_to() -> None:
    wanted = {name for name, on in intents_of(Settings(_env_file=None)) if on}  # type: ignore[call-arg]
    assert wanted == {"guilds", "guild_messages", "dm_messages", "guild_reactions", "dm_reactions"}
    more = {name for name, on in intents_of(Settings(message_content=True, _env_file=None)) if on}  # type: ignore[call-arg]
    assert more - wanted == {"message_content"}


def test_pauses_grow_to_a_limit_and_vary() -> None:
    pauses = list(islice(growing_pauses(1.0, 8.0), 8))
    assert all(low * 0.7 <= pause <= low * 1.3 for pause, low in zip(pauses, (1, 2, 4, 8, 8, 8, 8, 8), strict=True))
    assert list(islice(growing_pauses(), 3)) != list(islice(growing_pauses(), 3))


def test_a_network_that_is_down_is_told_in_one_line() -> None:
    error = aiohttp.ClientConnectionError("refused")
    record = logging.LogRecord(
        "discord.shard", logging.ERROR, "x", 1, "Failed for %s", (3,), (type(error), error, None)
    )
    assert ConnectionLogFilter().filter(record)
    assert record.exc_info is None
    assert record.getMessage() == "Failed for 3 (ClientConnectionError('refused'))"
