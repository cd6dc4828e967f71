"""What the proxy answers: to what it cannot read, to what it refuses, and when its budget is spent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from media.fetch.limits import Budget, FetchLimits
from media.fetch.proxy import _split_address, run_proxy
from tests.media.fetch.servers import answer, serving
from tests.media.fetch.test_proxy import ask, guard_for, login

LIMITS = FetchLimits(max_bytes=100_000, max_seconds=60, max_clip_seconds=60)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    async def handler(path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"x" * int(path.strip("/"))) if path.strip("/").isdigit() else answer(path.encode()))

    with serving(handler) as port:
        yield port


@pytest.mark.parametrize(
    "line",
    [
        b"GET",
        b"GET /relative HTTP/1.1",
        b"GET https://127.0.0.1:{port}/x HTTP/1.1",
        b"GET ftp://127.0.0.1:{port}/x HTTP/1.1",
        b"GET http:///x HTTP/1.1",
        b"CONNECT :443 HTTP/1.1",
        b"CONNECT 127.0.0.1:nonsense HTTP/1.1",
        "GET http://127.0.0.1/ä HTTP/1.1".encode(),
    ],
)
def test_what_is_no_request_for_the_proxy_is_a_bad_gateway(port: int, line: bytes) -> None:
    with run_proxy(guard_for(port), Budget(LIMITS)) as proxy:
        given = line.replace(b"{port}", str(port).encode())
        said = ask(proxy, given + b"\r\n" + login(proxy) + b"\r\n")
        assert said.startswith(b"HTTP/1.1 502 ")
        assert proxy.refusal is None


@pytest.mark.parametrize("line", [b"GET http://127.0.0.2/x HTTP/1.1", b"CONNECT 127.0.0.2:443 HTTP/1.1"])
def test_the_first_refusal_is_kept(port: int, line: bytes) -> None:
    with run_proxy(guard_for(port), Budget(LIMITS)) as proxy:
        said = ask(proxy, line + b"\r\n" + login(proxy) + b"\r\n")
        first = proxy.refusal
        ask(proxy, b"GET http://127.0.0.3/x HTTP/1.1\r\n" + login(proxy) + b"\r\n")
    assert said.startswith(b"HTTP/1.1 403 ")
    assert first is not None
    assert first.code == "address-not-public"
    assert "127.0.0.2" in first.line
    assert proxy.refusal is first


def test_a_tunnel_carries_both_directions(port: int) -> None:
    with run_proxy(guard_for(port), Budget(LIMITS)) as proxy:
        head = f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n".encode() + login(proxy) + b"\r\n"
        said = ask(proxy, head + b"GET /inside HTTP/1.1\r\nHost: a\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 200 Connection established\r\n\r\n")
    assert said.endswith(b"/inside")


@pytest.mark.parametrize(
    ("target", "path"), [("", "/"), ("/", "/"), ("/a", "/a"), ("/a?b=c", "/a?b=c"), ("?b=c", "/?b=c")]
)
def test_the_path_is_passed_on_with_its_query(port: int, target: str, path: str) -> None:
    with run_proxy(guard_for(port), Budget(LIMITS)) as proxy:
        said = ask(proxy, f"GET http://127.0.0.1:{port}{target} HTTP/1.1\r\n".encode() + login(proxy) + b"\r\n")
    assert said.endswith(b"\r\n\r\n" + path.encode())


def test_received_bytes_are_counted_and_end_the_download(port: int) -> None:
    budget = Budget(LIMITS)
    with run_proxy(guard_for(port), budget) as proxy:
        for _ in range(3):
            said = ask(proxy, f"GET http://127.0.0.1:{port}/40000 HTTP/1.1\r\n".encode() + login(proxy) + b"\r\n")
        refusal = proxy.refusal
    assert refusal is not None
    assert refusal.code == "clip-too-large"
    assert budget.received > LIMITS.max_bytes
    assert len(said) < 40_000


def test_a_budget_that_is_spent_serves_nobody(port: int) -> None:
    budget = Budget(FetchLimits(max_bytes=100_000, max_seconds=0, max_clip_seconds=60))
    with run_proxy(guard_for(port), budget) as proxy:
        said = ask(proxy, f"GET http://127.0.0.1:{port}/1 HTTP/1.1\r\n".encode() + login(proxy) + b"\r\n")
    assert said.startswith(b"HTTP/1.1 502 ")
    assert budget.received == 0


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("example.org:8080", ("example.org", 8080)),
        ("example.org", ("example.org", 443)),
        ("[2606:4700::1111]:80", ("2606:4700::1111", 80)),
    ],
)
def test_the_address_of_a_tunnel(target: str, address: tuple[str, int]) -> None:
    assert _split_address(target, 443) == address


def test_the_proxy_is_gone_after_its_block(port: int) -> None:
    with run_proxy(guard_for(port), Budget(LIMITS)) as proxy:
        assert proxy.url == f"http://job:{proxy.url.split(':')[2].split('@')[0]}@127.0.0.1:{proxy.address[1]}"
        assert proxy.address[1] > 0
    with pytest.raises(ConnectionError):
        ask(proxy, b"GET http://127.0.0.1/ HTTP/1.1\r\n\r\n")
