"""Reads the API's requests into their schemas; what does not fit is told by its field."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeVar

from aiohttp import web
from pydantic import ValidationError

from bot.api.schemas import TURN_ID, ApiInput, RecommendationInput
from bot.web.uploads import read_json, read_link, read_upload, read_words
from language.texts import LANGUAGES
from musechat.errors import BadInput
from musechat.turn import ClipSource

KEY = re.compile(r"[!-~]{1,128}")
TRACK_ID = re.compile(r"[0-9a-f]{16}")
SEARCH_LETTERS = 200
Body = TypeVar("Body", bound=ApiInput)


class RequestedClip(NamedTuple):
    """The clip and words of a new conversation."""

    source: ClipSource
    words: str


async def read_body(request: web.Request, schema: type[Body]) -> Body:
    """Read a JSON body.

    Raises:
        BadInput: ``body``, and as :func:`read_json`.

    """
    data = await read_json(request)
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the body"
        raise BadInput("body", f"{where}: {first['msg']}", "See /api/v1/openapi.json") from error


async def read_clip(request: web.Request) -> RequestedClip:
    """Read a new conversation: a form with the file ``clip``, or JSON with a link.

    Raises:
        BadInput: as :func:`read_upload`, :func:`read_link` and :func:`read_body`.

    """
    if request.content_type == "multipart/form-data":
        form = await read_upload(request)
        return RequestedClip(form.source, form.words)
    body = await read_body(request, RecommendationInput)
    return RequestedClip(read_link(body.link), read_words(body.words))


def read_language(request: web.Request) -> str:
    """Read the language of the answer.

    Raises:
        BadInput: ``language``.

    """
    language = request.query.get("language", "en")
    if language not in LANGUAGES:
        raise BadInput("language", f"A language is one of: {', '.join(LANGUAGES)}")
    return language


def read_key(request: web.Request) -> str | None:
    """Read the idempotency key; None without one.

    Raises:
        BadInput: ``key``.

    """
    key = request.headers.get("Idempotency-Key")
    if key is not None and not KEY.fullmatch(key):
        raise BadInput("key", "An idempotency key has 1 to 128 printable ASCII letters and no space")
    return key


def read_id(request: web.Request) -> int:
    """Read the number in the path.

    Raises:
        web.HTTPNotFound: it is none.

    """
    text = request.match_info["id"]
    if not re.fullmatch(r"[0-9]{1,15}", text) or not 0 < int(text) <= TURN_ID:
        raise web.HTTPNotFound
    return int(text)


def read_limit(request: web.Request) -> int:
    """Read how long a page is to be.

    Raises:
        BadInput: ``limit``.

    """
    text = request.query.get("limit", "50")
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= 100:
        raise BadInput("limit", "A page has 1 to 100 tracks")
    return int(text)


def read_after(request: web.Request) -> str:
    """Read after which track a page begins; "" for the first page.

    Raises:
        BadInput: ``after``.

    """
    after = request.query.get("after", "")
    if after and not TRACK_ID.fullmatch(after):
        raise BadInput("after", "A page begins after the id of a track")
    return after


def read_search(request: web.Request) -> str:
    """Read the words to search for.

    Raises:
        BadInput: ``words``.

    """
    words = request.query.get("q", "")
    if len(words) > SEARCH_LETTERS:
        raise BadInput("words", f"A search has at most {SEARCH_LETTERS} letters")
    return read_words(words)
