"""Builds the web application: routes, middlewares, and the objects that handlers share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from aiohttp import web

from bot.turn_client import TurnClient, TurnNotifier
from bot.web import (
    demo_clips,
    discord_application,
    events,
    health,
    media_streams,
    pick_files,
    pick_media_routes,
    setup_routes,
    sign_in,
    thread_routes,
)
from bot.web.api.access import BUDGET, require_api_token
from bot.web.api.document import add_api_routes
from bot.web.api.request_budget import RequestBudget
from bot.web.app_keys import (
    ASKER,
    BLOBS,
    DISCORD_API,
    ENDING,
    MEMBER,
    PLATFORM,
    SETTINGS,
    SIGNER,
    TRY_LIMIT,
    TURN_CLIENT,
)
from bot.web.error_responses import answer_errors
from bot.web.metrics import routes as metrics_routes
from bot.web.metrics.routes import READER, MetricsReader
from bot.web.origin_guard import add_headers, only_this_page
from bot.web.sign_in import require_sign_in
from bot.web.signatures import PageSigner, load_page_key
from bot.web.try_limit import TryLimit
from musechat.settings import Settings
from store.blobs import BlobStore
from store.database import Database
from store.members import get_member

STATIC = Path(__file__).parent / "static"
OWNER = "owner"  # the one member of the page: it has one password, and no accounts


def make_app(
    settings: Settings, db: Database, notifier: TurnNotifier, *, discord_api: str = discord_application.DISCORD_API
) -> web.Application:
    """Build the application over an open database at the current schema version."""
    # The guard is outermost: a foreign request reaches no handler, and no error of one.
    app = web.Application(middlewares=[only_this_page, answer_errors, require_sign_in, require_api_token])
    app[SETTINGS] = settings
    app[DISCORD_API] = discord_api
    app[TRY_LIMIT] = TryLimit()
    app[BLOBS] = BlobStore(settings.effective_blob_url)
    app[BUDGET] = RequestBudget(settings.api_per_minute)
    app.on_response_prepare.append(add_headers)
    # Before connections are closed: an event stream would otherwise hold the shutdown up until its timeout.
    app.on_shutdown.append(_end_streams)
    app.cleanup_ctx.append(_run_turn_client(db, notifier))
    app[READER] = MetricsReader()
    for module in (
        *(thread_routes, events, media_streams, pick_media_routes, pick_files),
        *(demo_clips, health, sign_in, setup_routes, metrics_routes),
    ):
        app.add_routes(module.routes)
    add_api_routes(app)
    app.router.add_get("/", _serve_index)
    app.router.add_static("/static", STATIC, follow_symlinks=False)
    return app


def _run_turn_client(db: Database, notifier: TurnNotifier) -> Callable[[web.Application], AsyncIterator[None]]:
    async def run(app: web.Application) -> AsyncIterator[None]:
        app[ENDING] = asyncio.Event()
        app[TURN_CLIENT] = TurnClient(db, notifier, ASKER)
        await app[TURN_CLIENT].start()
        app[MEMBER] = await app[TURN_CLIENT].write(get_member, PLATFORM, OWNER)
        key = await app[TURN_CLIENT].write(load_page_key)
        app[SIGNER] = PageSigner(key, app[SETTINGS].web_password.get_secret_value())
        yield
        await app[TURN_CLIENT].close()

    return run


async def _serve_index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})


async def _end_streams(app: web.Application) -> None:
    app[ENDING].set()
