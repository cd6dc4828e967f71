"""The API's OpenAPI document, made of the table of operations and of the schemas."""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.api.schemas import ApiProblem
from bot.web.api.access import BASE, DOCUMENT
from bot.web.api.operations import OPERATIONS, UPLOAD, ApiOperation
from musechat import __version__

JsonObject = dict[str, Any]
REF = "#/components/schemas/{model}"
EVERYWHERE = (401, 429, 500, 503)  # what any operation may answer with
HEADERS = {401: "WWW-Authenticate", 429: "Retry-After"}


def add_api_routes(app: web.Application) -> None:
    """Add all operations and the document to an application."""
    app.router.add_get(DOCUMENT, _serve_document)
    for one in OPERATIONS:
        app.router.add_route(one.method, BASE + one.path, one.handler)


@cache
def build_document() -> JsonObject:
    """Build the document (OpenAPI 3.1)."""
    paths: JsonObject = {}
    for one in OPERATIONS:
        paths.setdefault(BASE + one.path, {})[one.method.lower()] = _describe_operation(one)
    bearer = {"type": "http", "scheme": "bearer", "description": "Made by: musechat token create NAME"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "MuseChat", "version": __version__, "description": "Music for a video, in conversation."},
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": _describe_schemas(), "securitySchemes": {"token": bearer}},
    }


async def _serve_document(_request: web.Request) -> web.Response:
    return web.Response(text=json.dumps(build_document()), content_type="application/json")


def _describe_schemas() -> JsonObject:
    inputs: set[type[BaseModel]] = {one.body for one in OPERATIONS if one.body}
    results: set[type[BaseModel]] = {ApiProblem, *(one.result for one in OPERATIONS if one.result)}
    wanted: list[tuple[type[BaseModel], Literal["validation", "serialization"]]]
    wanted = [*((model, "validation") for model in inputs), *((model, "serialization") for model in results)]
    wanted.sort(key=lambda pair: pair[0].__name__)
    _, schemas = models_json_schema(wanted, ref_template=REF)
    defined: JsonObject = schemas["$defs"]
    return defined


def _describe_operation(one: ApiOperation) -> JsonObject:
    answers = {str(one.status): _describe_success(one)}
    answers |= {str(status): _describe_refusal(status) for status in sorted({*EVERYWHERE, *one.refusals})}
    described = {"operationId": one.name, "summary": one.summary, "parameters": list(one.parameters)}
    return described | {"responses": answers} | ({"requestBody": _describe_body(one)} if one.body else {})


def _describe_success(one: ApiOperation) -> JsonObject:
    if one.result is None:
        return {"description": "Events until the turn ends", "content": {"text/event-stream": {}}}
    return {"description": "Done", "content": {"application/json": {"schema": _refer(one.result.__name__)}}}


def _describe_refusal(status: int) -> JsonObject:
    content = {"application/json": {"schema": _refer(ApiProblem.__name__)}}
    described: JsonObject = {"description": HTTPStatus(status).phrase, "content": content}
    if name := HEADERS.get(status):
        described["headers"] = {name: {"schema": {"type": "string"}}}
    return described


def _describe_body(one: ApiOperation) -> JsonObject:
    name = one.body.__name__ if one.body else ""
    content: JsonObject = {"application/json": {"schema": _refer(name)}}
    if one.takes_upload:
        content["multipart/form-data"] = {"schema": UPLOAD}
    return {"required": True, "content": content}


def _refer(name: str) -> JsonObject:
    return {"$ref": REF.format(model=name)}
