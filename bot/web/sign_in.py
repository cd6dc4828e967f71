"""Signing in: page and API are open on loopback; elsewhere they need a password, or the operator's own proxy."""

from __future__ import annotations

import hashlib
import hmac
import time

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web.app_keys import SETTINGS, SIGNER, TRY_LIMIT
from bot.web.error_responses import build_refusal
from bot.web.payload import SignLink, reply
from bot.web.proxy_headers import find_client_address, find_proxy_user, is_forwarded
from bot.web.signatures import SESSION_S
from bot.web.uploads import read_json
from musechat.errors import BadInput
from musechat.settings import Settings

# Files of the page itself, which hold nothing of anybody's, and the reports of monitors.
OPEN_PATHS = frozenset({"/", "/api/session", "/livez", "/readyz"})
OPEN_FOLDERS = ("/static/",)
OWN_TOKENS = ("/api/v1/", "/metrics")  # what checks tokens of its own
NEEDED = BadInput("sign-in", "Sign in first", "The operator of this page knows its password")

log = structlog.get_logger(__name__)
routes = web.RouteTableDef()


def require_way_in(settings: Settings) -> None:
    """Refuse to serve a page that the network reaches and nobody has to sign in to.

    Raises:
        BadInput: ``no-sign-in``.

    """
    if settings.on_loopback or settings.web_password.get_secret_value() or settings.web_user_header:
        return
    where = settings.public_url or f"{settings.web_host}:{settings.web_port}"
    remedy = "Set MUSECHAT_WEB_PASSWORD (openssl rand -base64 24 makes one), or MUSECHAT_WEB_USER_HEADER behind a proxy"
    raise BadInput("no-sign-in", f"The page would be open to everybody who reaches {where}", remedy)


@web.middleware
async def require_sign_in(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse whoever is not signed in, except for the page's own files."""
    if is_open(request.path) or is_signed_in(request) or has_signed_link(request):
        return await handler(request)
    return build_refusal(NEEDED)


def is_open(path: str) -> bool:
    """Whether a path is served without signing in here."""
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDERS) or path.startswith(OWN_TOKENS)


def is_signed_in(request: web.Request) -> bool:
    """Whether the request is by somebody who signed in; always where the page is on loopback only."""
    settings = request.app[SETTINGS]
    return settings.on_loopback or bool(find_proxy_user(request)) or has_session(request)


def has_session(request: web.Request) -> bool:
    """Whether the request carries the cookie of somebody who signed in with the password."""
    settings = request.app[SETTINGS]
    cookie = request.cookies.get(name_cookie(settings), "")
    has_password = bool(settings.web_password.get_secret_value())
    return has_password and request.app[SIGNER].is_session(cookie, time.time())


def is_from_loopback(request: web.Request) -> bool:
    """Whether the page is on loopback only and this request came from there, past no proxy."""
    peer = (request.remote or "").partition("%")[0]
    return request.app[SETTINGS].on_loopback and peer in ("127.0.0.1", "::1") and not is_forwarded(request)


def has_signed_link(request: web.Request) -> bool:
    """Whether the request is for a file by a link that was signed here and has not expired."""
    until, signature = request.query.get("until", ""), request.query.get("signature", "")
    is_file = request.path.startswith("/media/") and request.method in ("GET", "HEAD")
    return is_file and request.app[SIGNER].is_link(request.path, until, signature, time.time())


def make_link_signer(request: web.Request) -> SignLink:
    """Make what signs the links in an answer to this request."""
    signer, now = request.app[SIGNER], time.time()
    return lambda path: signer.sign_link(path, now)


@routes.get("/api/session")
async def show_session(request: web.Request) -> web.Response:
    """Say whether the asker is signed in, and whether there is anything to sign in to."""
    settings = request.app[SETTINGS]
    body = {
        "signed_in": is_signed_in(request),
        "password": bool(settings.web_password.get_secret_value()),
        "open": settings.on_loopback,
    }
    return reply(body)


@routes.post("/api/session")
async def sign_in(request: web.Request) -> web.Response:
    """Sign in; body: ``{"password"}``. Sets the session cookie.

    Raises:
        BadInput: ``wrong-password``, ``too-many-tries``.

    """
    settings, limit, address = request.app[SETTINGS], request.app[TRY_LIMIT], find_client_address(request)
    if wait := limit.wait_s(address, time.monotonic()):
        return _refuse_for_now(wait)
    given = (await read_json(request)).get("password")
    if not _is_password(given, settings):
        limit.note_failure(address, time.monotonic())
        log.warning("wrong-password", address=address)
        raise BadInput(
            "wrong-password", "This is not the page's password", "It is MUSECHAT_WEB_PASSWORD on its machine"
        )
    limit.forget(address)
    response = reply({"signed_in": True})
    _set_cookie(response, settings, request.app[SIGNER].make_session(time.time()), SESSION_S)
    return response


@routes.delete("/api/session")
async def sign_out(request: web.Request) -> web.Response:
    """Sign out in this browser."""
    response = reply({"signed_in": False})
    _set_cookie(response, request.app[SETTINGS], "", 0)
    return response


def name_cookie(settings: Settings) -> str:
    """Name of the session cookie; over https with the prefix that lets no other host or plain connection set it."""
    return "__Host-musechat" if settings.public_url.lower().startswith("https://") else "musechat"


def _set_cookie(response: web.Response, settings: Settings, value: str, max_age_s: int) -> None:
    name = name_cookie(settings)
    secure = name.startswith("__Host-")
    response.set_cookie(name, value, max_age=max_age_s, path="/", secure=secure, httponly=True, samesite="Strict")


def _is_password(given: object, settings: Settings) -> bool:
    """Compare in a time that depends on neither value: hashes are of one length."""
    password = settings.web_password.get_secret_value()
    if not password or not isinstance(given, str):
        return False
    ours, theirs = (hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in (password, given))
    return hmac.compare_digest(ours, theirs)


def _refuse_for_now(wait_s: float) -> web.Response:
    remedy = f"Try again in {wait_s / 60:.0f} minutes" if wait_s > 90 else f"Try again in {wait_s:.0f} seconds"
    response = build_refusal(BadInput("too-many-tries", "The password was wrong too often", remedy))
    response.headers["Retry-After"] = str(int(wait_s) + 1)
    return response
