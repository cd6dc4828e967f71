"""A web server on loopback that misbehaves on request."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

Handler = Callable[[str, asyncio.StreamWriter], Awaitable[None]]


@contextmanager
def serving(handler: Handler, host: str = "127.0.0.1") -> Iterator[int]:
    """Serve ``handler(path, writer)`` on a thread of its own; gives the port."""
    loop, ready, ports = asyncio.new_event_loop(), threading.Event(), []
    stop = asyncio.Event()

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            await handler(head.split(b" ")[1].decode(), writer)
            await writer.drain()
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(client, host, 0)
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()
        await stop.wait()
        server.close()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(main())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(120)
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(120)


def answer(body: bytes, kind: str = "video/mp4", status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer."""
    fields = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close", **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{k.replace('_', '-')}: {v}" for k, v in fields.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def redirect(to: str) -> bytes:
    """An answer that leads elsewhere."""
    return answer(b"", status="302 Found", Location=to)


async def chunks_without_end(writer: asyncio.StreamWriter, kind: str = "video/mp4") -> None:
    """A chunked answer that never ends and never says how long it is."""
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    block = b"%x\r\n" % 65536 + b"x" * 65536 + b"\r\n"
    while True:
        writer.write(block)
        await writer.drain()
