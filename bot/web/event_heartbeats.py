"""Keeps event streams alive: a comment after each silence, and an end when the server ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from aiohttp import web

from bot.web.app_keys import ENDING
from musechat.turn import TurnView

HEARTBEAT_S = 15.0  # a comment, so that proxies and browsers do not close a silent connection
RETRY_MS = 1000  # after which a browser reconnects


async def add_heartbeats(views: AsyncGenerator[TurnView], request: web.Request) -> AsyncGenerator[TurnView | None]:
    """Yield the views, and None after each ``HEARTBEAT_S`` without one; ends with the views or with the server.

    The pending ``anext`` is kept across heartbeats: cancelling it would end the generator behind it.
    """
    ending = asyncio.create_task(request.app[ENDING].wait())
    coming: asyncio.Task[TurnView] = asyncio.create_task(_next(views))
    try:
        while not ending.done():
            await asyncio.wait({coming, ending}, timeout=HEARTBEAT_S, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                yield None
                continue
            try:
                view = coming.result()
            except StopAsyncIteration:
                return
            yield view
            coming = asyncio.create_task(_next(views))
    finally:
        for task in (ending, coming):
            task.cancel()
        await asyncio.gather(ending, coming, return_exceptions=True)


async def _next(views: AsyncGenerator[TurnView]) -> TurnView:
    # A task needs a coroutine, and ``anext`` gives a bare awaitable.
    return await anext(views)
