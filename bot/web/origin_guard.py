"""Guards the page against other web sites in the same browser.

A server on loopback can be reached by scripts of every site that its owner visits. The Host check stops DNS rebinding,
the Origin check stops requests of other sites (CSRF), and the headers keep foreign scripts, frames and styles out.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web.api.access import is_api_request
from bot.web.app_keys import SETTINGS
from bot.web.error_responses import build_refusal
from bot.web.proxy_headers import is_forwarded
from musechat.errors import BadInput
from musechat.settings import LOOPBACK, Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # methods that change nothing
FOR_MACHINES = frozenset({"/metrics", "/livez", "/readyz"})  # probes use addresses; /metrics guards itself
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
    """Refuse requests for a foreign host, and changes requested from a foreign origin; the API has its tokens."""
    if is_api_request(request) or request.path in FOR_MACHINES:
        return await handler(request)
    settings = request.app[SETTINGS]
    host = parse_host(f"//{request.headers.get('Host', '')}")
    if host not in list_hosts(settings):
        remedy = "Set MUSECHAT_PUBLIC_URL to the address in the browser, if that is meant to work"
        return build_refusal(BadInput("foreign-host", "The page answers only under its own addresses", remedy))
    # A proxy that calls us by our own name would otherwise open to the network what is open on loopback only.
    if settings.on_loopback and is_forwarded(request):
        remedy = "Set MUSECHAT_PUBLIC_URL to the address of that proxy"
        return build_refusal(BadInput("foreign-host", "A proxy passed this on, and the page knows of none", remedy))
    if request.method not in SAFE and not _is_same_origin(request):
        return build_refusal(BadInput("foreign-origin", "Another site tried to use this page", "Open MuseChat itself"))
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Set the security headers on every response, errors and static files included."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-cache" if request.path.startswith("/static/") else "no-store")


def list_hosts(settings: Settings) -> frozenset[str]:
    """The names under which the page may be asked for."""
    return LOOPBACK | {settings.web_host.lower(), parse_host(settings.public_origin)} - {""}


def _is_same_origin(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    # Without an Origin it is no browser, or an old one; a request of another site still carries Sec-Fetch-Site.
    if origin is None:
        return request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")
    # Behind a proxy that ends TLS the browser's origin is https, and the request's own scheme is not.
    own = {f"http://{request.headers.get('Host', '')}", request.app[SETTINGS].public_origin} - {""}
    return origin in own


def parse_host(url: str) -> str:
    """Read the host's name out of a URL, in small letters; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
