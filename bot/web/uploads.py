"""Reads request bodies: small JSON objects, and clips streamed to the blob store up to a limit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import BadHttpMessage
from pydantic import JsonValue

from bot.api.schemas import LINK_LETTERS, WORDS_LETTERS
from bot.turn_client import TurnClient
from bot.web.app_keys import BLOBS, SETTINGS, TURN_CLIENT
from musechat.errors import BadInput
from musechat.plain_values import drop_unstorable, parse_plain_json, require_plain_text
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind
from store.blobs import BlobWriter
from store.videos import put_video

JSON_BYTES = 64 * 1024  # limit of a JSON body and of a form's small fields
NAME_LETTERS = 120
CHUNK = 256 * 1024  # bytes

JsonBody: TypeAlias = dict[str, JsonValue]


class NewThreadForm(NamedTuple):
    """The clip and words of a new thread's first turn."""

    source: ClipSource
    words: str


async def read_json(request: web.Request) -> JsonBody:
    """Read the body as a JSON object.

    Raises:
        BadInput: ``not-json``, ``too-large``, and as :func:`parse_plain_json`.

    """
    if request.content_type != "application/json":  # a form of another site cannot send this type (CSRF)
        raise BadInput("not-json", "The body must be JSON")
    body = await request.content.read(JSON_BYTES + 1)
    # A read returns what has arrived, which may be less than the whole; Content-Length may be missing or wrong.
    while len(body) <= JSON_BYTES and not request.content.at_eof():
        body += await request.content.read(JSON_BYTES + 1)
    if len(body) > JSON_BYTES:
        raise BadInput("too-large", "That is more than the page takes at once")
    data = parse_plain_json(body)
    if not isinstance(data, dict):
        raise BadInput("not-json", "The body must be a JSON object")
    return data


def read_words(value: object) -> str:
    """Normalise words to one line; "" for None.

    Raises:
        BadInput: ``words``, ``unreadable-text``.

    """
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > WORDS_LETTERS:
        raise BadInput("words", f"That is too much to say at once: {WORDS_LETTERS} letters at most", "Say it shorter")
    return " ".join(require_plain_text(value).split())


def read_link(value: object) -> ClipSource:
    """Parse a link to a clip. Whether it may be fetched is decided by the worker.

    Raises:
        BadInput: ``link``.

    """
    link = require_plain_text(value).strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or len(link) > LINK_LETTERS:
        raise BadInput("link", "That is not a link to a clip", "Paste one that starts with https://")
    return ClipSource(SourceKind.LINK, link, f"{parts.hostname}{parts.path}"[:NAME_LETTERS])


async def read_upload(request: web.Request) -> NewThreadForm:
    """Read a form with a file ``clip`` and optionally ``words``; the file is streamed to the blob store.

    Raises:
        BadInput: ``clip-too-large``, ``clip-empty``, ``no-clip``, ``not-a-form``, ``words``, ``too-large``.

    """
    limit = request.app[SETTINGS].max_clip_bytes
    # Refused by its announced size first, so that nobody uploads for minutes in vain; counted as well below.
    if request.content_length is not None and request.content_length > limit + JSON_BYTES:
        raise _build_too_large(limit)
    try:
        source, words = await _read_parts(request, limit)
    except (BadHttpMessage, ValueError) as error:  # a boundary or a header that is none
        raise BadInput("not-a-form", "That is not a form that can be read", "Send it as multipart/form-data") from error
    if source is None:
        raise BadInput("no-clip", "No clip came with that", "Choose a video file or paste a link")
    return NewThreadForm(source, words)


async def _read_parts(request: web.Request, limit: int) -> tuple[ClipSource | None, str]:
    source, words = None, ""
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):  # a nested multipart, which no browser sends
            continue
        if part.name == "clip" and source is None:
            source = await _store_clip(request.app, part, limit)
        elif part.name == "words":
            words = read_words((await _read_small(part)).decode(errors="replace"))
    return source, words


async def _read_small(part: BodyPartReader) -> bytes:
    body = bytearray()
    while chunk := await part.read_chunk(JSON_BYTES):
        body += chunk
        if len(body) > JSON_BYTES:
            raise BadInput("too-large", "That is more than the page takes at once")
    return bytes(body)


async def _store_clip(app: web.Application, part: BodyPartReader, limit: int) -> ClipSource:
    name = PurePath(drop_unstorable(part.filename or "clip").replace("\\", "/")).name[:NAME_LETTERS] or "clip"
    client = app[TURN_CLIENT]
    with await client.call(app[BLOBS].open_writer) as writer:
        await _stream(client, part, writer, limit)
        blob = await client.call(writer.commit)
    await client.write(put_video, blob.sha256, blob.size, blob.name, _kept_until(app[SETTINGS]))
    return ClipSource(SourceKind.BLOB, blob.name, name)


async def _stream(client: TurnClient, part: BodyPartReader, writer: BlobWriter, limit: int) -> None:
    while chunk := await part.read_chunk(CHUNK):
        if writer.size + len(chunk) > limit:
            raise _build_too_large(limit)
        await client.call(writer.write, bytes(chunk))
    if writer.size == 0:
        raise BadInput("clip-empty", "The file is empty", "Choose one with a video in it")


def _kept_until(settings: Settings) -> datetime:
    return datetime.now(UTC) + timedelta(hours=settings.clip_hours)


def _build_too_large(limit: int) -> BadInput:
    return BadInput(
        "clip-too-large", f"The clip is larger than {limit // 2**20} MiB", "Choose a shorter or smaller one"
    )
