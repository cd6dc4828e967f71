"""The table of the API's operations: its routes and its document are both made of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from pydantic import BaseModel

from bot.api.schemas import (
    TURN_ID,
    WORDS_LETTERS,
    ApiConversation,
    ApiLibraryPage,
    ApiReceipt,
    ApiTrack,
    ApiTurn,
    ApiWhy,
    RecommendationInput,
    TurnInput,
)
from bot.web.api import conversation_routes, library_routes
from bot.web.api.request_reading import SEARCH_LETTERS
from language.texts import LANGUAGES

JsonSchema = dict[str, Any]


def _describe_parameter(name: str, place: str, schema: JsonSchema, text: str) -> JsonSchema:
    return {"name": name, "in": place, "required": place == "path", "schema": schema, "description": text}


ID = _describe_parameter("id", "path", {"type": "integer", "minimum": 1, "maximum": TURN_ID}, "Its number")
TRACK = _describe_parameter("id", "path", {"type": "string", "pattern": "^[0-9a-f]{16}$"}, "Of a track")
LANGUAGE = _describe_parameter(
    "language", "query", {"type": "string", "enum": list(LANGUAGES), "default": "en"}, "Of the answer"
)
KEY = _describe_parameter(
    "Idempotency-Key",
    "header",
    {"type": "string", "pattern": "^[!-~]{1,128}$"},
    "Names the request: sent again with the same key, it is answered with the same turn",
)
LIMIT = _describe_parameter(
    "limit", "query", {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}, "Tracks of a page"
)
AFTER = _describe_parameter(
    "after", "query", {"type": "string", "pattern": "^[0-9a-f]{16}$"}, "The `next` of the page before"
)
SEARCH = _describe_parameter(
    "q", "query", {"type": "string", "maxLength": SEARCH_LETTERS}, "Words that title or artist must contain"
)
UPLOAD: JsonSchema = {
    "type": "object",
    "required": ["clip"],
    "properties": {
        "clip": {"type": "string", "format": "binary", "description": "The video file"},
        "words": {"type": "string", "maxLength": WORDS_LETTERS, "description": "What the music should be"},
    },
}


@dataclass(frozen=True, slots=True)
class ApiOperation:
    """One operation.

    Attributes:
        method, path: below the API's base.
        name: of the operation, for generated clients.
        summary: one line for people.
        handler: answers it.
        result: what it answers with; None: a stream of events.
        status: of a success.
        refusals: what else it may answer with, beside what every operation may.
        parameters: of path, query and headers, as the document has them.
        body: the schema of its JSON body.
        takes_upload: whether a form with a file may come instead.

    """

    method: str
    path: str
    name: str
    summary: str
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    result: type[BaseModel] | None
    status: int = 200
    refusals: tuple[int, ...] = (404,)
    parameters: tuple[JsonSchema, ...] = ()
    body: type[BaseModel] | None = None
    takes_upload: bool = False


_NEW = (400, 413, 415, 422)
OPERATIONS = (
    ApiOperation(
        method="POST",
        path="/recommendations",
        name="recommend",
        summary="Ask for music for a clip: a link, or a file as multipart/form-data",
        handler=conversation_routes.recommend,
        result=ApiTurn,
        status=201,
        refusals=_NEW,
        parameters=(LANGUAGE, KEY),
        body=RecommendationInput,
        takes_upload=True,
    ),
    ApiOperation(
        method="GET",
        path="/conversations/{id}",
        name="showConversation",
        summary="A conversation with all its turns",
        handler=conversation_routes.show_conversation,
        result=ApiConversation,
        parameters=(ID,),
    ),
    ApiOperation(
        method="POST",
        path="/conversations/{id}/turns",
        name="say",
        summary="Refine the pick in words, or ask for another",
        handler=conversation_routes.say,
        result=ApiTurn,
        status=201,
        refusals=(404, *_NEW),
        parameters=(ID, LANGUAGE, KEY),
        body=TurnInput,
    ),
    ApiOperation(
        method="GET",
        path="/turns/{id}",
        name="showTurn",
        summary="A turn: where it is, and its picks once it is done",
        handler=conversation_routes.show_turn,
        result=ApiTurn,
        parameters=(ID,),
    ),
    ApiOperation(
        method="GET",
        path="/turns/{id}/events",
        name="followTurn",
        summary="Follow a turn to its end: server-sent events `turn`, each with the turn as it is then",
        handler=conversation_routes.follow,
        result=None,
        parameters=(ID,),
    ),
    ApiOperation(
        method="GET",
        path="/turns/{id}/why",
        name="explainTurn",
        summary="Why the pick was made, and how it compares with its alternates",
        handler=conversation_routes.explain,
        result=ApiWhy,
        parameters=(ID,),
    ),
    ApiOperation(
        method="POST",
        path="/turns/{id}/cancel",
        name="cancelTurn",
        summary="Cancel a turn",
        handler=conversation_routes.cancel,
        result=ApiTurn,
        refusals=(404, 409),
        parameters=(ID,),
    ),
    ApiOperation(
        method="GET",
        path="/picks/{id}/receipt",
        name="showReceipt",
        summary="The receipt of a pick: its credit line and its licence",
        handler=conversation_routes.show_receipt,
        result=ApiReceipt,
        parameters=(ID,),
    ),
    ApiOperation(
        method="GET",
        path="/library/tracks",
        name="listTracks",
        summary="The library, page by page, or what a search in titles and artists finds",
        handler=library_routes.list_library,
        result=ApiLibraryPage,
        refusals=(400,),
        parameters=(SEARCH, AFTER, LIMIT),
    ),
    ApiOperation(
        method="GET",
        path="/library/tracks/{id}",
        name="showTrack",
        summary="A track of the library",
        handler=library_routes.show_track,
        result=ApiTrack,
        parameters=(TRACK,),
    ),
)
