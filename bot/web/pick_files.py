"""The files of a pick: where each comes from, and under which type the page sends it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.orm import Session

from bot.pick_media import name_pick_media
from bot.web.app_keys import BLOBS, PLATFORM, TURN_CLIENT
from bot.web.media_streams import send_file
from language.receipts import write_receipt
from musechat.errors import BadInput
from musechat.mix_names import MixBlobs
from musechat.turn import TurnView
from store.blobs import BlobStore
from store.licence_checks import load_thread_checks
from store.pick_actions import load_pick_turn
from store.pick_records import load_thread_records
from store.threads import get_thread

VIDEO, PICTURE, RECEIPT = "clip-with-music.mp4", "fit-card.png", "receipt.txt"
_NEVER = "private, no-store"  # of what may be another a moment later
routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class PickFile:
    """A file of a pick: a blob of its own, or a part of the archive for editors."""

    name: str
    label: str
    kind: str  # media type
    blob: Callable[[MixBlobs], str] | None = None
    packed: bool = False  # within the blob, which is an archive
    download: bool = True

    def measure(self, blobs: BlobStore, names: MixBlobs) -> int:
        """Its size in bytes; 0 where that is not known without reading it."""
        if self.blob is None or self.packed or not blobs.has_blob(self.blob(names)):
            return 0
        return blobs.get_size(self.blob(names))


PICK_FILES = (
    PickFile(VIDEO, "Your clip with the music", "video/mp4", lambda names: names.video),
    PickFile("music.wav", "The music, uncompressed", "audio/wav", lambda names: names.waves),
    PickFile("music.m4a", "The music, small", "audio/mp4", lambda names: names.music),
    PickFile("for-editors.zip", "For editors: timelines and markers", "application/zip", lambda names: names.handover),
    PickFile("credit.txt", "The credit to give", "text/plain", lambda names: names.handover, packed=True),
    PickFile("cue-sheet.csv", "The cue sheet", "text/csv", lambda names: names.handover, packed=True),
    PickFile(RECEIPT, "The receipt of what you took", "text/plain"),
    PickFile(PICTURE, "How both meet", "image/png", lambda names: names.fit_picture, download=False),
)
_BY_NAME = {file.name: file for file in PICK_FILES}


@routes.get(r"/media/picks/{id:\d{1,15}}/{name:[a-z0-9.-]{1,32}}")
async def send_pick_file(request: web.Request) -> web.StreamResponse:
    """Send a file of a pick that was made.

    Raises:
        BadInput: ``no-such-pick``, ``no-such-page``, ``blob-gone``.

    """
    client, blobs = request.app[TURN_CLIENT], request.app[BLOBS]
    turn = await client.read(_load_turn, int(request.match_info["id"]))
    file = _BY_NAME.get(request.match_info["name"])
    if file is None:
        raise BadInput("no-such-page", "There is nothing at this address")
    if file.blob is None:
        receipt = await client.read(_write_receipt, turn.thread_id)
        return web.Response(text=receipt, content_type=file.kind, headers={"Cache-Control": _NEVER})
    pick = next(each for each in turn.picks if each.id == int(request.match_info["id"]))
    name = file.blob(name_pick_media(turn, pick))
    if file.packed:
        data = await client.call(_unpack, blobs, name, file.name)
        return web.Response(body=data, content_type=file.kind, charset="utf-8", headers={"Cache-Control": _NEVER})
    async with AsyncExitStack() as stack:
        local_copy = blobs.open_local(name)
        path = await client.call(local_copy.__enter__)
        stack.push_async_callback(client.call, local_copy.__exit__, None, None, None)
        return await send_file(request, path, file.kind)


def _load_turn(session: Session, pick_id: int) -> TurnView:
    turn = load_pick_turn(session, pick_id)
    if get_thread(session, turn.thread_id).platform != PLATFORM:
        raise BadInput("no-such-pick", f"There is no pick {pick_id}")
    return turn


def _write_receipt(session: Session, thread_id: int) -> str:
    return write_receipt(load_thread_records(session, thread_id), checks=load_thread_checks(session, thread_id))


def _unpack(blobs: BlobStore, name: str, member: str) -> bytes:
    """A part of an archive that we wrote ourselves.

    Raises:
        BadInput: ``blob-gone``.

    """
    try:
        with blobs.open_blob(name) as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
            return archive.read(member)
    except (KeyError, zipfile.BadZipFile) as error:
        raise BadInput("blob-gone", "The file is no longer kept", "Have it made again") from error
