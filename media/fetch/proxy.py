"""A small forward proxy on loopback: the only way out for yt-dlp, with the same guard and a byte budget.

It speaks plain ``GET`` with an absolute address, and ``CONNECT``. Names are resolved here, every resolved address is
checked, and the connection is made to the very address that was checked. Whoever does not know the password of the
day (other processes of this machine) is turned away.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
import secrets
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit

from media.fetch.address_guard import Guard
from media.fetch.limits import Budget
from musechat.errors import BadInput

log = logging.getLogger(__name__)

CHUNK = 64 * 1024
HEAD_BYTES = 64 * 1024
CONNECT_SECONDS = 10.0
HOP_HEADERS = frozenset({b"proxy-authorization", b"proxy-connection", b"connection", b"keep-alive"})


class Proxy:
    """One proxy for one download. ``refusal`` holds the first reason for which something was refused."""

    def __init__(self, guard: Guard, budget: Budget) -> None:
        self._guard = guard
        self._budget = budget
        self._password = secrets.token_urlsafe(16)
        self._expected = b"Basic " + base64.b64encode(f"job:{self._password}".encode())
        self.address = ("127.0.0.1", 0)
        self.refusal: BadInput | None = None

    @property
    def url(self) -> str:
        """The proxy's URL, password included."""
        return f"http://job:{self._password}@{self.address[0]}:{self.address[1]}"

    @asynccontextmanager
    async def serve_on_loopback(self) -> AsyncIterator[None]:
        """Listen on loopback while the block runs."""
        server = await asyncio.start_server(self._handle_client, "127.0.0.1", 0, limit=HEAD_BYTES)
        self.address = server.sockets[0].getsockname()[:2]
        try:
            yield
        finally:
            server.close()

    async def _handle_client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(self._budget.seconds_left):
                await self._serve_request(reader, writer)
        except BadInput as error:
            self.refusal = self.refusal or error
            await _send_status(writer, b"403 Forbidden")
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
            log.debug("proxy: %r", error)
            await _send_status(writer, b"502 Bad Gateway")
        finally:
            writer.close()

    async def _serve_request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        line, *headers = head.rstrip(b"\r\n").split(b"\r\n")
        method, target, _ = line.split(b" ", 2)
        fields = [(k.strip().lower(), h) for h in headers for k in [h.split(b":", 1)[0]]]
        given = next((h.split(b":", 1)[1].strip() for k, h in fields if k == b"proxy-authorization"), b"")
        if not secrets.compare_digest(given, self._expected):
            await _send_status(writer, b"407 Proxy Authentication Required")
            return
        if method == b"CONNECT":
            host, port = _split_address(target.decode("ascii"), 443)
            upstream = await self._open_upstream(host, port)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            parts = urlsplit(target.decode("ascii"))
            if parts.scheme != "http" or not parts.hostname:
                raise ValueError("not an absolute http address")
            upstream = await self._open_upstream(parts.hostname, parts.port or 80)
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            kept = [h for k, h in fields if k not in HOP_HEADERS]
            # One request per connection: a second one on the same connection would dodge the check of its address.
            upstream[1].write(
                b"\r\n".join([b"%s %s HTTP/1.1" % (method, path.encode()), *kept, b"Connection: close", b"", b""])
            )
        await self._relay_streams(reader, writer, *upstream)

    async def _open_upstream(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        refused: BadInput | None = None
        for *_, address in found:
            try:
                self._guard.check_address(str(address[0]), port)
            except BadInput as error:
                refused = error
                continue
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(CONNECT_SECONDS):
                    return await asyncio.open_connection(str(address[0]), port)
        raise refused or OSError(f"no answer from {host}")

    async def _relay_streams(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        up_reader: asyncio.StreamReader,
        up_writer: asyncio.StreamWriter,
    ) -> None:
        upward = asyncio.create_task(_copy_stream(reader, up_writer, None))
        try:
            await _copy_stream(up_reader, writer, self._budget)
        finally:
            upward.cancel()
            up_writer.close()


async def _copy_stream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, budget: Budget | None) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(CHUNK):
            if budget:
                budget.count_bytes(len(data))
            writer.write(data)
            await writer.drain()


async def _send_status(writer: asyncio.StreamWriter, status: bytes) -> None:
    with contextlib.suppress(ConnectionError, RuntimeError):
        writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()


def _split_address(target: str, default: int) -> tuple[str, int]:
    parts = urlsplit(f"//{target}")
    if not parts.hostname:
        raise ValueError("no host")
    return parts.hostname, parts.port or default


@contextmanager
def run_proxy(guard: Guard, budget: Budget) -> Iterator[Proxy]:
    """A proxy on a thread of its own, for as long as the block runs."""
    proxy, ready, loop = Proxy(guard, budget), threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with proxy.serve_on_loopback():
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=_run_loop, args=(loop, serve()), name="fetch-proxy", daemon=True)
    thread.start()
    if not ready.wait(10):
        raise OSError("the proxy did not start")
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def _run_loop(loop: asyncio.AbstractEventLoop, serving: object) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(serving)  # type: ignore[arg-type]
