"""Operations on the library: everyone's tracks, and never a file's place on this machine."""

from __future__ import annotations

from aiohttp import web

from bot.api.conversion import convert_page, convert_track
from bot.web.api.conversation_routes import answer
from bot.web.api.request_reading import TRACK_ID, read_after, read_limit, read_search
from bot.web.app_keys import TURN_CLIENT
from musechat.errors import BadInput
from store.library_search import load_library_page, load_public_track


async def list_library(request: web.Request) -> web.Response:
    """List the library, page by page, or what of it a search finds."""
    words, after, limit = read_search(request), read_after(request), read_limit(request)
    page = await request.app[TURN_CLIENT].read(load_library_page, words=words, after=after, limit=limit)
    return answer(convert_page(page))


async def show_track(request: web.Request) -> web.Response:
    """Load a track."""
    track_id = request.match_info["id"]
    known = TRACK_ID.fullmatch(track_id)
    track = await request.app[TURN_CLIENT].read(load_public_track, track_id) if known else None
    if track is None:
        raise BadInput("no-such-track", "There is no such track")
    return answer(convert_track(track))
