"""``musechat mcp``: tools for a language model, over standard input and output."""

from __future__ import annotations

import asyncio
import uuid
from functools import partial
from getpass import getuser

from cli.conversation_run import clip_source, some_worker
from cli.setup import load_settings, open_database
from musechat.settings import Settings
from store.database import Database


def mcp() -> None:
    """Serve MuseChat's tools to a language model, by the Model Context Protocol on standard input and output."""
    import bot.mcp_server  # noqa: F401 - first: where its package is missing, no database is opened

    # Standard output belongs to the protocol: what we log goes to standard error.
    settings = load_settings(quiet=True)
    with open_database(settings) as db:
        asyncio.run(serve_tools(settings, db))


async def serve_tools(settings: Settings, db: Database) -> None:
    """Serve until standard input ends. A worker is started with the first clip, where none serves."""
    from bot.mcp_server import PLATFORM, MusicTools, make_server
    from bot.turn_client import TurnClient
    from store.members import get_member
    from worker.notifier import Notifier

    # A name of its own: two of these at once must not receive each other's turns.
    client = TurnClient(db, Notifier(settings), f"{PLATFORM}:{uuid.uuid4().hex}")
    await client.start()
    member = await client.write(get_member, PLATFORM, getuser())
    tools = MusicTools(client, member, clip_source, partial(some_worker, settings, db))
    try:
        await make_server(tools).run_stdio_async()
    finally:
        await tools.close()
        await client.close()
