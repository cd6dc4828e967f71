"""Who may use the API: every request but that for its document carries a token, and each token has its budget."""

from __future__ import annotations

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from bot.web.api.request_budget import RequestBudget
from bot.web.app_keys import TURN_CLIENT
from bot.web.error_responses import build_refusal
from musechat.errors import BadInput
from store.api_tokens import ApiToken, find_token, is_use_stale, note_token_use

BASE = "/api/v1"
DOCUMENT = f"{BASE}/openapi.json"
BUDGET = web.AppKey("request_budget", RequestBudget)
TOKEN = web.RequestKey("api_token", ApiToken)
LONGEST_TOKEN = 200


@web.middleware
async def require_api_token(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests of the API without a valid token, or over its budget; others pass untouched."""
    if not is_api_request(request) or request.path == DOCUMENT:
        return await handler(request)
    token = await authenticate(request)
    if token is None:
        line = BadInput("token", "This needs a token of the API", "Send one as: Authorization: Bearer mct_…")
        return _refuse(line, hdrs.WWW_AUTHENTICATE, "Bearer")
    if wait_s := request.app[BUDGET].take_one(token.id):
        line = BadInput("too-many-requests", "This token has sent too many requests", f"Try again in {wait_s} s")
        return _refuse(line, hdrs.RETRY_AFTER, str(wait_s))
    request[TOKEN] = token
    if is_use_stale(token):
        await request.app[TURN_CLIENT].write(note_token_use, token.id)
    return await handler(request)


def is_api_request(request: web.Request) -> bool:
    """Whether a request is for the API. No browser can be made to send one: it has no token to add by itself."""
    return request.path.startswith(f"{BASE}/")


async def authenticate(request: web.Request) -> ApiToken | None:
    """Find the token that a request carries; None without a valid one."""
    kind, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    token = token.strip()
    if kind.lower() != "bearer" or not token.isascii() or len(token) > LONGEST_TOKEN:
        return None
    return await request.app[TURN_CLIENT].read(find_token, token)


def _refuse(error: BadInput, header: str, value: str) -> web.Response:
    response = build_refusal(error)
    response.headers[header] = value
    return response
