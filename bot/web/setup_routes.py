"""The page's set-up: tries a token, a music folder and the graphics card, and writes ``.env``; on loopback only."""

from __future__ import annotations

import importlib.util
import os
import shutil
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from aiohttp import web

from bot.needed_rights import NEEDED_RIGHTS, PORTAL
from bot.web.app_keys import DISCORD_API, SETTINGS, TURN_CLIENT
from bot.web.discord_application import find_application
from bot.web.env_file import write_settings
from bot.web.media_streams import SOUND_TYPES
from bot.web.payload import reply
from bot.web.sign_in import is_from_loopback
from bot.web.uploads import JsonBody, read_json
from musechat.errors import BadInput, install_remedy
from musechat.settings import Settings
from store.installation import put_fact
from store.page_access import count_tracks

ENV_FILE = ".env"  # in the working directory, where settings are read from
MUSIC_FACT = "music-folder"  # to be listened to at the next start of `musechat up`
MOST_FILES = 100_000  # after which counting stops
routes = web.RouteTableDef()


@routes.get("/api/setup")
async def show_setup(request: web.Request) -> web.Response:
    """Say what is set up already, and what this machine has."""
    require_loopback(request)
    settings, client = request.app[SETTINGS], request.app[TURN_CLIENT]
    body = {
        "token": bool(settings.discord_token),
        "tracks": await client.read(count_tracks),
        "profile": settings.profile,
        "gpu": has_gpu(),
        "portal": PORTAL,
        "rights": [name.replace("_", " ") for name in NEEDED_RIGHTS],
    }
    return reply(body)


@routes.post("/api/setup/token")
async def test_token(request: web.Request) -> web.Response:
    """Test the connection to Discord; body: ``{"token"}``. Gives the bot's name and the invitation."""
    require_loopback(request)
    application = await find_application(_read_text(await read_json(request), "token"), request.app[DISCORD_API])
    return reply(asdict(application) | {"id": str(application.id)})  # JavaScript's numbers are too short for ids


@routes.post("/api/setup/music")
async def test_music(request: web.Request) -> web.Response:
    """Look into a folder; body: ``{"folder"}``. Gives the number of music files in it."""
    require_loopback(request)
    folder = _parse_folder(_read_text(await read_json(request), "folder"))
    count = await request.app[TURN_CLIENT].call(count_music_files, folder)
    return reply({"folder": str(folder), "files": count})


@routes.post("/api/setup")
async def save(request: web.Request) -> web.Response:
    """Write the settings; body: ``{"token", "folder", "gpu"}``, each optional. `musechat up` then starts anew."""
    require_loopback(request)
    body, client = await read_json(request), request.app[TURN_CLIENT]
    values: dict[str, str] = {}
    if token := _read_text(body, "token", needed=False):
        await find_application(token, request.app[DISCORD_API])
        values["DISCORD_TOKEN"] = token
    if "gpu" in body:
        values["MUSECHAT_PROFILE"] = _choose_profile(request.app[SETTINGS], body["gpu"])
    if folder := _read_text(body, "folder", needed=False):
        found = _parse_folder(folder)
        await client.write(put_fact, MUSIC_FACT, str(found))
    # Also without values: the new file is what `musechat up` notices.
    return reply({"file": await client.call(_write, values)})


def require_loopback(request: web.Request) -> None:
    """Refuse whoever is not on this machine.

    Raises:
        BadInput: ``not-on-loopback``.

    """
    if not is_from_loopback(request):
        what = "MuseChat is set up on its own machine only"
        raise BadInput("not-on-loopback", what, "Write the settings into .env there (.env.example shows all)")


def has_gpu() -> bool:
    """Whether this machine has a graphics card of NVIDIA's with its driver."""
    return Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None


def count_music_files(folder: Path) -> int:
    """Count the files in a folder and below that look like music by their names, up to ``MOST_FILES``.

    Raises:
        BadInput: ``no-music``: there are none.

    """
    files = (name for _, _, names in os.walk(folder) for name in names)
    count = sum(Path(name).suffix.lower() in SOUND_TYPES for name in islice(files, MOST_FILES))
    if not count:
        raise BadInput("no-music", f"There is no music in {folder}", f"It takes {', '.join(sorted(SOUND_TYPES))}")
    return count


def _write(values: dict[str, str]) -> str:
    path = Path(ENV_FILE).absolute()
    write_settings(path, values)
    return str(path)


def _parse_folder(text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_absolute() or not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
        what = f"There is no folder {text} here that MuseChat may read"
        raise BadInput("no-such-folder", what, "Give its whole path on this machine")
    return folder


def _choose_profile(settings: Settings, gpu: object) -> str:
    if not gpu:
        return "embedded" if settings.profile == "gpu" else settings.profile
    if not has_gpu():
        raise BadInput("no-gpu", "No NVIDIA graphics card with its driver is found here", "Choose “no”")
    if importlib.util.find_spec("transformers") is None:
        raise BadInput("no-hub", "The larger models need packages that are not here", install_remedy("hub.txt"))
    return "gpu"


def _read_text(body: JsonBody, name: str, *, needed: bool = True) -> str:
    value = body.get(name)
    text = value.strip() if isinstance(value, str) else ""
    if needed and not text:
        raise BadInput(f"no-{name}", f"No {name} is given", "Fill it in first")
    return text
