"""Error responses: ``{"code", "error"}`` with one line for a person, and the HTTP status of each code."""

from __future__ import annotations

import json
from http import HTTPStatus

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from musechat.errors import BadInput, MuseChatError, make_incident_id
from store.database import DATABASE_FAULTS

STATUS = {
    "blob-gone": HTTPStatus.GONE,
    "clip-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "idempotency-key": HTTPStatus.UNPROCESSABLE_ENTITY,
    "foreign-host": HTTPStatus.FORBIDDEN,
    "foreign-origin": HTTPStatus.FORBIDDEN,
    "discord-unreachable": HTTPStatus.BAD_GATEWAY,
    "metrics-closed": HTTPStatus.FORBIDDEN,
    "no-such-clip": HTTPStatus.NOT_FOUND,
    "no-such-page": HTTPStatus.NOT_FOUND,
    "no-such-pick": HTTPStatus.NOT_FOUND,
    "no-such-thread": HTTPStatus.NOT_FOUND,
    "no-such-track": HTTPStatus.NOT_FOUND,
    "no-such-turn": HTTPStatus.NOT_FOUND,
    "not-on-loopback": HTTPStatus.FORBIDDEN,
    "not-json": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "sign-in": HTTPStatus.UNAUTHORIZED,
    "too-many-tries": HTTPStatus.TOO_MANY_REQUESTS,
    "token": HTTPStatus.UNAUTHORIZED,
    "too-many-requests": HTTPStatus.TOO_MANY_REQUESTS,
    "turn-ended": HTTPStatus.CONFLICT,
    "wrong-method": HTTPStatus.METHOD_NOT_ALLOWED,
    "wrong-password": HTTPStatus.FORBIDDEN,
}
# aiohttp's own errors, which it would answer as plain text.
OF_AIOHTTP = {
    HTTPStatus.NOT_FOUND: BadInput("no-such-page", "There is nothing at this address"),
    HTTPStatus.METHOD_NOT_ALLOWED: BadInput("wrong-method", "This address cannot be used in that way"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: BadInput("too-large", "That is more than the page takes at once"),
}

log = structlog.get_logger(__name__)


def build_refusal(error: MuseChatError) -> web.Response:
    """Build the response for one of our errors; 400 for bad input without a status of its own, else 502."""
    status = STATUS.get(error.code, HTTPStatus.BAD_REQUEST if isinstance(error, BadInput) else HTTPStatus.BAD_GATEWAY)
    return _build_reply(status, error.code, error.line)


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Convert what a handler raises to a response; unexpected errors are logged, and shown as an incident id only."""
    try:
        return await handler(request)
    except DATABASE_FAULTS as error:
        return _answer_incident(
            request, HTTPStatus.SERVICE_UNAVAILABLE, "database", "The database does not answer", error
        )
    except MuseChatError as error:
        return build_refusal(error)
    except web.HTTPException as error:
        if error.status < HTTPStatus.BAD_REQUEST:  # redirects and "not modified" are raised as well
            raise
        known = OF_AIOHTTP.get(HTTPStatus(error.status))
        reply = _build_reply(
            error.status, known.code if known else "refused", known.line if known else f"{error.reason}."
        )
        if allowed := error.headers.get(hdrs.ALLOW):
            reply.headers[hdrs.ALLOW] = allowed
        return reply
    except ConnectionError:
        raise  # the browser left; nobody reads an answer
    except Exception as error:  # noqa: BLE001 - a person reads one line, the log has the traceback
        return _answer_incident(
            request, HTTPStatus.INTERNAL_SERVER_ERROR, "our-fault", "Something went wrong on our side", error
        )


def _answer_incident(request: web.Request, status: HTTPStatus, code: str, line: str, error: Exception) -> web.Response:
    incident = make_incident_id()
    log.error("request-failed", incident=incident, method=request.method, path=request.path, exc_info=error)
    return _build_reply(status, code, f"{line} (incident {incident}).")


def _build_reply(status: int, code: str, line: str) -> web.Response:
    return web.json_response({"code": code, "error": line}, status=status, dumps=json.dumps)
