"""Who may talk to the page: a browser that opened it here, and nobody's other pages.

A page on loopback is reachable by every web site its owner visits. The Host check stops DNS rebinding, the Origin check
stops posts of other sites, and the headers keep foreign scripts, frames and styles out.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web.app_keys import SETTINGS
from bot.web.error_responses import build_refusal
from musechat.errors import BadInput

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@web.middleware
async def only_this_page(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign hosts and origins."""
    host = _parse_host(f"//{request.headers.get('Host', '')}")
    if host not in LOOPBACK | {request.app[SETTINGS].web_host.lower()}:
        return build_refusal(BadInput("foreign-host", "The page answers only under the address it was started with"))
    if request.method not in SAFE and not _is_same_origin(request):
        return build_refusal(BadInput("foreign-origin", "Another site tried to use this page", "Open MuseChat itself"))
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on every reply, whoever made it."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-cache" if request.path.startswith("/static/") else "no-store")


def _is_same_origin(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if origin is None:  # not a browser, or an old one; a browser's other sites would still be named here
        return request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")
    return origin == f"http://{request.headers.get('Host', '')}"


def _parse_host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
