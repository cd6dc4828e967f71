"""The demo's clips, to be tried with one tap; read from the files that ``musechat demo`` has written."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.web.app_keys import SETTINGS, TURN_CLIENT
from bot.web.payload import reply
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind

TRUTH = "truth.json"
routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class StarterClip:
    """A clip of ``musechat demo`` as the page lists it; ``name`` is its file's."""

    name: str
    title: str
    url: str


@routes.get("/api/demo")
async def list_demo(request: web.Request) -> web.Response:
    """List the demo clips: name, title, address."""
    clips = await request.app[TURN_CLIENT].call(demo_clips, request.app[SETTINGS])
    return reply({"clips": [asdict(clip) for clip in clips]})


@routes.get("/demo/{name}")
async def demo_clip(request: web.Request) -> web.StreamResponse:
    """Send a demo clip's bytes."""
    source = await request.app[TURN_CLIENT].call(demo_source, request.app[SETTINGS], request.match_info["name"])
    return web.FileResponse(source.value, headers={"Cache-Control": "private, max-age=3600"})


def demo_folder(settings: Settings) -> Path:
    """The folder into which ``musechat demo`` writes its clips."""
    return settings.data_dir / "demo" / "clips"


def demo_clips(settings: Settings) -> list[StarterClip]:
    """List each demo clip whose file exists; empty without a demo or with an unreadable side file."""
    try:
        truth = json.loads((demo_folder(settings) / TRUTH).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    entries = truth.get("clips", []) if isinstance(truth, dict) else truth
    return [clip for entry in entries if (clip := _parse_clip(settings, entry))]


def demo_source(settings: Settings, name: object) -> ClipSource:
    """Find a demo clip by name, as a source on this machine. ``name`` is foreign: only listed clips are opened.

    Raises:
        BadInput: ``no-such-clip``.

    """
    for clip in demo_clips(settings):
        if clip.name == name:
            return ClipSource(SourceKind.PATH, str(demo_folder(settings) / clip.name), clip.title)
    raise BadInput("no-such-clip", "There is no such demo clip", "Make them with: musechat demo")


def _parse_clip(settings: Settings, entry: Any) -> StarterClip | None:
    name = entry.get("file") if isinstance(entry, dict) else None
    if not isinstance(name, str) or Path(name).name != name or not (demo_folder(settings) / name).is_file():
        return None
    title = entry.get("title") or Path(name).stem.replace("_", " ").replace("-", " ").capitalize()
    return StarterClip(name, str(title), f"/demo/{name}")
