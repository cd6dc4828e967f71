"""Runs the bot until it is stopped: a connection that fails is made again, after growing pauses."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic

import discord
import structlog

from bot.discord.api_calls import FAULTS
from bot.discord.backoff import growing_pauses
from bot.discord.client import MuseChatClient
from bot.discord.command_sync import deploy
from bot.discord.services import PLATFORM, Services
from bot.turn_client import TurnClient
from musechat.background_logs import log_in_background
from musechat.errors import BadInput
from musechat.settings import Settings
from store.blobs import BlobStore
from store.database import Database
from worker.notifier import Notifier

STEADY_S = 60.0  # a connection that lasted so long was a good one: pauses start anew
CLOSE_S = 3.0  # a supervisor sends SIGKILL some seconds after SIGTERM
# Anything else (spaces, a line break) would fail as an HTTP header, with the token in the traceback.
TOKEN = re.compile(r"[\x21-\x7e]+")
PORTAL = "https://discord.com/developers/applications"
WRONG_TOKEN, SHARDING = 4004, frozenset({4010, 4011})  # close codes of Discord's gateway

log = structlog.get_logger(__name__)


def run(settings: Settings, db: Database) -> None:
    """Run the bot until SIGINT or SIGTERM.

    Raises:
        BadInput: ``discord-token``, ``discord-intent``, ``discord-shards``.

    """
    with log_in_background():
        asyncio.run(_run(settings, db))


def sync(settings: Settings, db: Database) -> None:
    """Send the commands to Discord, whether they changed or not.

    Raises:
        BadInput: ``discord-token``, ``discord-unreachable``.

    """
    asyncio.run(_sync(settings, db))


async def keep_connected(make: Callable[[], MuseChatClient], token: str, stop: asyncio.Event) -> None:
    """Connect, and connect again whenever the connection ends, until ``stop`` is set.

    Raises:
        BadInput: the connection failed for a reason that only the operator can fix.

    """
    pauses = growing_pauses()
    while not stop.is_set():
        began = monotonic()
        error = await _connect(make(), token, stop)
        if stop.is_set():
            return
        if (fatal := for_the_operator(error)) is not None:
            raise fatal from error
        if monotonic() - began > STEADY_S:
            pauses = growing_pauses()
        pause = next(pauses)
        log.warning("connection-lost", error=repr(error), again_s=round(pause, 1), exc_info=_worth_a_traceback(error))
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)


def for_the_operator(error: BaseException | None) -> BadInput | None:
    """Convert an error that no further attempt can fix to what the operator reads; None for any other."""
    code = error.code if isinstance(error, discord.ConnectionClosed) else None
    if isinstance(error, discord.LoginFailure) or code == WRONG_TOKEN:
        return _build_token_error("Discord does not accept the token")
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return BadInput(
            "discord-intent",
            "Discord does not let this bot read messages that do not mention it",
            f"Switch on its Message Content Intent at {PORTAL} (Bot), or unset MUSECHAT_MESSAGE_CONTENT",
        )
    if code in SHARDING:
        what = "Discord does not take this number of connections"
        return BadInput("discord-shards", what, "Unset MUSECHAT_DISCORD_SHARDS to have as many as Discord advises")
    return None


def require_token(settings: Settings) -> str:
    """Read the bot's token from the settings.

    Raises:
        BadInput: ``discord-token``: there is none, or it cannot be one.

    """
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token is not None else ""
    if not token:
        raise _build_token_error("There is no token for Discord")
    if not TOKEN.fullmatch(token):
        raise _build_token_error("The token for Discord has letters in it that no token has")
    return token


async def _run(settings: Settings, db: Database) -> None:
    token, stop = require_token(settings), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot joins no voice channel
    for name in ("discord.client", "discord.shard"):
        logging.getLogger(name).addFilter(ConnectionLogFilter())
    async with open_services(settings, db) as services:
        await keep_connected(lambda: MuseChatClient(services), token, stop)


async def _sync(settings: Settings, db: Database) -> None:
    token = require_token(settings)
    async with open_services(settings, db) as services, MuseChatClient(services, serve=False) as client:
        try:
            await client.login(token)
            await deploy(client, client.tree, services.turn_client, always=True)
        except discord.LoginFailure as error:
            raise _build_token_error("Discord does not accept the token") from error
        except FAULTS as error:
            raise BadInput(
                "discord-unreachable", f"Discord did not take the commands ({error})", "Try again"
            ) from error


@asynccontextmanager
async def open_services(settings: Settings, db: Database) -> AsyncIterator[Services]:
    """Make the services of this process, start them, and close them on leaving."""
    notifier = Notifier(settings)
    services = Services(TurnClient(db, notifier, PLATFORM), settings, BlobStore(settings.effective_blob_url))
    await services.start()
    try:
        yield services
    finally:
        await services.close()
        notifier.close()


async def _connect(client: MuseChatClient, token: str, stop: asyncio.Event) -> BaseException | None:
    """Stay connected until the connection ends or ``stop`` is set; returns what ended it, None if that was intended."""
    running = asyncio.create_task(client.start(token), name="discord")
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    ended = running.done()
    # Waited for by ``wait``, which does not cancel: what does not close in time is left to the end of the process.
    closing = asyncio.create_task(client.close(), name="closing")
    await asyncio.wait({closing}, timeout=CLOSE_S)
    running.cancel()
    result = (await asyncio.gather(running, return_exceptions=True))[0]
    if not ended or isinstance(result, asyncio.CancelledError):
        return None
    return result if isinstance(result, BaseException) else None


class ConnectionLogFilter(logging.Filter):
    """Removes the tracebacks of failed connections from discord.py's log records; their message says enough."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Move the error into the message and lower the level to WARNING; every record passes."""
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if isinstance(error, (*FAULTS, discord.ConnectionClosed, discord.GatewayNotFound)):
            record.msg, record.args = f"{record.getMessage()} ({error!r})", ()
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def _worth_a_traceback(error: BaseException | None) -> BaseException | None:
    """The error where its traceback helps; None for those of a network that is down."""
    return None if isinstance(error, (*FAULTS, discord.DiscordException)) else error


def _build_token_error(what: str) -> BadInput:
    return BadInput("discord-token", what, f"Copy it from {PORTAL} (your application, Bot) into DISCORD_TOKEN")
