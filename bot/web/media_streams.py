"""Sends clips and tracks to the browser, with byte ranges: only clips of the page's threads, only library tracks."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from sqlalchemy.orm import Session

from bot.web.app_keys import BLOBS, PLATFORM, TURN_CLIENT
from musechat.errors import BadInput
from store.page_access import has_clip_in_threads
from store.track_library import get_track
from store.videos import get_video

# Written out: the machine's own table of media types differs between systems.
SOUND_TYPES = {
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}
UNKNOWN_TYPE = "application/octet-stream"
HEAD_BYTES = 64
KEEP = "private, max-age=3600"
routes = web.RouteTableDef()


@routes.get("/media/clips/{hash:[0-9a-f]{64}}")
async def clip(request: web.Request) -> web.StreamResponse:
    """Send a clip's bytes, with the media type of its first bytes.

    Raises:
        BadInput: ``no-such-clip``, ``blob-gone``.

    """
    client = request.app[TURN_CLIENT]
    name = await client.read(_clip_blob, request.match_info["hash"])
    # A blocking context manager, for the blob may have to be fetched: entered and left in a thread.
    async with AsyncExitStack() as stack:
        local_copy = request.app[BLOBS].open_local(name)
        path = await client.call(local_copy.__enter__)
        stack.push_async_callback(client.call, local_copy.__exit__, None, None, None)
        kind = await client.call(picture_type, path)
        return await send_file(request, path, kind)


@routes.get("/media/tracks/{id:[0-9a-f]{16}}")
async def track(request: web.Request) -> web.StreamResponse:
    """Send a track's bytes.

    Raises:
        BadInput: ``no-such-track``.

    """
    client = request.app[TURN_CLIENT]
    path = await client.read(_track_path, request.match_info["id"])
    if not await client.call(path.is_file):
        raise BadInput("no-such-track", "The file of this track is gone", "Add it to the library again")
    return await send_file(request, path, SOUND_TYPES.get(path.suffix.lower(), UNKNOWN_TYPE))


def picture_type(path: Path) -> str:
    """Detect the media type of a video file by its first bytes; whether it can be played is up to the browser."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    # By content, not by name: the name is the uploader's.
    if head[4:8] == b"ftyp":
        return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    if head[:4] == b"\x1aE\xdf\xa3":
        return "video/webm" if b"webm" in head else "video/x-matroska"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "video/x-msvideo"
    if head[:4] == b"OggS":
        return "video/ogg"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    return UNKNOWN_TYPE


class _SentOnce(web.FileResponse):
    """A file response that a handler may send itself; aiohttp would send it a second time."""

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        return self._payload_writer if self.prepared else await super().prepare(request)


async def send_file(request: web.Request, path: Path, kind: str) -> web.StreamResponse:
    """Send a file with byte ranges, under a media type."""
    response = _SentOnce(path, headers={"Content-Type": kind, "Cache-Control": KEEP})
    await response.prepare(request)  # sent here, while the local copy exists: it is gone once the handler returns
    return response


def _clip_blob(session: Session, video_hash: str) -> str:
    video = get_video(session, video_hash) if has_clip_in_threads(session, PLATFORM, video_hash) else None
    if video is None or not video.blob:
        raise BadInput("no-such-clip", "This clip is no longer kept", "Post it again")
    return video.blob


def _track_path(session: Session, track_id: str) -> Path:
    found = get_track(session, track_id)
    if found is None:
        raise BadInput("no-such-track", f"There is no track {track_id}")
    return Path(found.path)
