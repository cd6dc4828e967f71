"""Keys under which handlers find shared objects in their application."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.turn_client import TurnClient
from bot.web.signatures import PageSigner
from bot.web.try_limit import TryLimit
from musechat.settings import Settings
from store.blobs import BlobStore

PLATFORM = "page"
ASKER = "page"

SETTINGS = web.AppKey("settings", Settings)
TURN_CLIENT = web.AppKey("turn_client", TurnClient)
BLOBS = web.AppKey("blobs", BlobStore)
MEMBER = web.AppKey("member", int)  # id of the page's one member
ENDING = web.AppKey("ending", asyncio.Event)  # set when the server shuts down: event streams end then
SIGNER = web.AppKey("signer", PageSigner)
TRY_LIMIT = web.AppKey("try_limit", TryLimit)
DISCORD_API = web.AppKey("discord_api", str)
