"""The proxy itself: who may use it, and for what."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from media.fetch.address_guard import Guard
from media.fetch.limits import Budget, FetchLimits
from media.fetch.proxy import Proxy, run_proxy
from tests.media.fetch.servers import answer, serving

LIMITS = FetchLimits(max_bytes=100_000, max_seconds=30, max_clip_seconds=60)


async def keep_open(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heads: list[bytes]) -> None:
    """Serve one request after the other, as HTTP/1.1 does, until one asks to close; notes their heads."""
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        while not heads or b"\r\nconnection: close\r\n" not in heads[-1].lower():
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await writer.drain()
    writer.close()


@pytest.fixture
def inside() -> Iterator[tuple[int, list[str]]]:
    """A server, and what was asked of it."""
    reached: list[str] = []

    async def handler(path: str, writer: asyncio.StreamWriter) -> None:
        reached.append(path)
        writer.write(answer(b"ok"))

    with serving(handler) as port:
        yield port, reached


def guard_for(port: int) -> Guard:
    return Guard(frozenset({("127.0.0.1", port)}))


def login(proxy: Proxy, password: str | None = None) -> bytes:
    given = password if password is not None else urlsplit(proxy.url).password
    return b"Proxy-Authorization: Basic " + base64.b64encode(f"job:{given}".encode()) + b"\r\n"


def ask(proxy: Proxy, request: bytes) -> bytes:
    """Everything that the proxy answers until it closes."""
    with socket.create_connection(proxy.address, timeout=20) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("password", [None, "", "guessed"])
@pytest.mark.parametrize("method", ["GET", "CONNECT"])
def test_who_does_not_know_the_password_reaches_nothing(
    inside: tuple[int, list[str]], password: str | None, method: str
) -> None:
    port, reached = inside
    target = f"http://127.0.0.1:{port}/clip" if method == "GET" else f"127.0.0.1:{port}"
    with run_proxy(guard_for(port), Budget(LIMITS)) as proxy:
        head = login(proxy, password) if password is not None else b""
        said = ask(proxy, f"{method} {target} HTTP/1.1\r\n".encode() + head + b"\r\n")
    assert said.startswith(b"HTTP/1.1 407 ")
    assert reached == []


def test_who_knows_the_password_is_let_through(inside: tuple[int, list[str]]) -> None:
    port, reached = inside
    with run_proxy(guard_for(port), Budget(LIMITS)) as proxy:
        said = ask(proxy, f"GET http://127.0.0.1:{port}/clip?a=1 HTTP/1.1\r\n".encode() + login(proxy) + b"\r\n")
    assert said.endswith(b"ok")
    assert reached == ["/clip?a=1"]


async def test_a_second_request_on_one_connection_is_not_passed_on() -> None:
    """Its address would go unchecked: the server is told to close after the first, whatever the client asks for."""
    heads: list[bytes] = []
    server = await asyncio.start_server(lambda reader, writer: keep_open(reader, writer, heads), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    proxy = Proxy(guard_for(port), Budget(LIMITS))
    async with server, proxy.serve_on_loopback(), asyncio.timeout(20):
        reader, writer = await asyncio.open_connection(*proxy.address)
        first = f"GET http://127.0.0.1:{port}/first HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n".encode()
        writer.write(first + login(proxy) + b"\r\n")
        await reader.readuntil(b"ok")
        with contextlib.suppress(ConnectionError):  # the connection may be closed already
            writer.write(b"GET http://10.0.0.1/second HTTP/1.1\r\nHost: b\r\n\r\n")
            await reader.read()
        writer.close()
    (head,) = heads
    assert head.startswith(b"GET /first HTTP/1.1\r\n")
    assert head.lower().count(b"\r\nconnection:") == 1
    assert b"\r\nproxy-authorization:" not in head.lower()


def test_a_host_of_several_refused_addresses_is_refused_for_one_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("10.0.0.1", "10.0.0.2")]
    real = socket.getaddrinfo
    inside = "inside.example"
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: found if host == inside else real(host, *rest, **more)
    )
    with run_proxy(Guard(), Budget(LIMITS)) as proxy:
        said = ask(proxy, f"GET http://{inside}/clip HTTP/1.1\r\n".encode() + login(proxy) + b"\r\n")
        assert said.startswith(b"HTTP/1.1 403")
        assert proxy.refusal is not None
        assert proxy.refusal.code == "address-not-public"
