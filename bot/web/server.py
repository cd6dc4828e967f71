"""Serves the page until it is stopped."""

from __future__ import annotations

import asyncio
import errno
import signal
from collections.abc import Callable

import structlog
from aiohttp import web

from bot.web.app import make_app
from bot.web.sign_in import require_way_in
from musechat.background_logs import log_in_background
from musechat.errors import BadInput
from musechat.settings import Settings
from store.database import Database
from worker.notifier import Notifier

SHUTDOWN_S = 3.0  # for requests under way; a supervisor sends SIGKILL some seconds after SIGTERM

log = structlog.get_logger(__name__)


def serve(settings: Settings, db: Database, ready: Callable[[str], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; ``ready`` is called with the address once the page answers.

    Raises:
        BadInput: ``no-sign-in``, ``port-taken``, ``port-refused``, ``web-host``.

    """
    require_way_in(settings)
    with log_in_background():
        asyncio.run(_serve(settings, db, ready))


async def _serve(settings: Settings, db: Database, ready: Callable[[str], None] | None) -> None:
    notifier = Notifier(settings)
    runner = web.AppRunner(make_app(settings, db, notifier), access_log=None, shutdown_timeout=SHUTDOWN_S)
    await runner.setup()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await _listen(runner, settings)
        address = _build_address(runner, settings)
        log.info("page-ready", address=address)
        if ready is not None:
            ready(address)
        await stop.wait()
    finally:
        await runner.cleanup()
        notifier.close()


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    host, port = settings.web_host, settings.web_port
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            remedy = "Stop the other program or choose another port with MUSECHAT_WEB_PORT"
            raise BadInput("port-taken", f"Port {port} on {host} is taken by another program", remedy) from error
        if error.errno in (errno.EACCES, errno.EPERM):
            remedy = "Choose a port above 1023 with MUSECHAT_WEB_PORT"
            raise BadInput("port-refused", f"This user may not listen on port {port}", remedy) from error
        remedy = "Set MUSECHAT_WEB_HOST to an address of this machine, such as 127.0.0.1"
        raise BadInput("web-host", f"The page cannot listen on {host} ({error.strerror})", remedy) from error


def _build_address(runner: web.AppRunner, settings: Settings) -> str:
    port = runner.addresses[0][1]  # of the socket: port 0 in the settings means any free one
    host = f"[{settings.web_host}]" if ":" in settings.web_host else settings.web_host
    return f"http://{host}:{port}/"
