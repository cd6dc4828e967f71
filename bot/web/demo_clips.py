"""The demo's own clips, where they were drawn: one-tap starters. Only files are read here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.web.app_keys import ASKING, SETTINGS
from bot.web.payload import reply
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind

TRUTH = "truth.json"
routes = web.RouteTableDef()


@routes.get("/api/demo")
async def list_demo(request: web.Request) -> web.Response:
    """The demo clips that there are: name, title, address."""
    return reply({"clips": await request.app[ASKING].call(demo_clips, request.app[SETTINGS])})


@routes.get("/demo/{name}")
async def demo_clip(request: web.Request) -> web.StreamResponse:
    """A demo clip's bytes."""
    source = await request.app[ASKING].call(demo_source, request.app[SETTINGS], request.match_info["name"])
    return web.FileResponse(source.value, headers={"Cache-Control": "private, max-age=3600"})


def demo_folder(settings: Settings) -> Path:
    """Where ``musechat demo`` draws its clips."""
    return settings.data_dir / "demo" / "clips"


def demo_clips(settings: Settings) -> list[dict[str, Any]]:
    """Each demo clip whose file is there; empty without a demo or with an unreadable side file."""
    try:
        truth = json.loads((demo_folder(settings) / TRUTH).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    entries = truth.get("clips", []) if isinstance(truth, dict) else truth
    return [shown for entry in entries if (shown := _shown(settings, entry))]


def demo_source(settings: Settings, name: object) -> ClipSource:
    """A demo clip by its name, as a file of this machine.

    Raises:
        BadInput: ``no-such-clip``.

    """
    for clip in demo_clips(settings):
        if clip["name"] == name:
            return ClipSource(SourceKind.PATH, str(demo_folder(settings) / clip["name"]), clip["title"])
    raise BadInput("no-such-clip", "There is no such demo clip", "Make them with: musechat demo")


def _shown(settings: Settings, entry: Any) -> dict[str, Any] | None:
    name = entry.get("file") if isinstance(entry, dict) else None
    if not isinstance(name, str) or Path(name).name != name or not (demo_folder(settings) / name).is_file():
        return None
    title = entry.get("title") or Path(name).stem.replace("_", " ").replace("-", " ").capitalize()
    return {"name": name, "title": str(title), "url": f"/demo/{name}"}
