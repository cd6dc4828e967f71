"""What a reverse proxy says of a request, believed only from the addresses that the operator trusts."""

from __future__ import annotations

from ipaddress import ip_address

from aiohttp import web

from bot.web.app_keys import SETTINGS

FORWARDING = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


def is_forwarded(request: web.Request) -> bool:
    """Whether a proxy passed the request on, as far as it says so itself."""
    return any(name in request.headers for name in FORWARDING)


def find_client_address(request: web.Request) -> str:
    """Find the address of whoever asks: the peer's, or what a trusted proxy names last in ``X-Forwarded-For``."""
    peer = request.remote or ""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return named if named and is_trusted(request, peer) else peer


def find_proxy_user(request: web.Request) -> str:
    """Find who signed in at the trusted proxy; empty where nobody did or the request came past it."""
    name = request.app[SETTINGS].web_user_header
    return request.headers.get(name, "").strip() if name and is_trusted(request, request.remote or "") else ""


def is_trusted(request: web.Request, address: str) -> bool:
    """Whether an address is among the operator's proxies."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return any(parsed in network for network in request.app[SETTINGS].trusted_networks)
