"""A server on loopback that speaks chat completions, whole and not streamed: rightly, wrongly and with ill will."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.loopback import on_loopback

Json = dict[str, Any]


@dataclass(frozen=True)
class ReadingReply:
    """How a request is answered.

    Attributes:
        text: the completion's; given the member's message where it is a function.
        status: of the answer; any other than 200 comes with a complaint that quotes the request.
        raw: is sent instead of a completion.
        endless: the raw bytes come again and again.
        held: the answer waits until the test lets it go, or for ever.
        headers: of the answer.

    """

    text: str | Callable[[str], str] = ""
    status: int = 200
    raw: bytes = b""
    endless: bool = False
    held: bool = False
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class ReadingServer:
    """Answers by ``script``, in order, and by its last entry from then on.

    Attributes:
        refused_forms: kinds of ``response_format`` to which it says HTTP 400.
        key: without which it answers nobody.
        reached: is set once a request waits for its answer.

    """

    script: list[ReadingReply]
    refused_forms: frozenset[str] = frozenset()
    key: str = ""
    url: str = ""
    asked: list[Json] = field(default_factory=list)
    reached: threading.Event = field(default_factory=threading.Event)

    @property
    def forms(self) -> list[str]:
        """The kind of answer that each request asked for."""
        return [asked.get("response_format", {}).get("type", "") for asked in self.asked]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            return web.json_response({"error": {"message": "no key"}}, status=401)
        asked = await request.json()
        self.asked.append(asked)
        if self.forms[-1] in self.refused_forms:
            return web.json_response({"error": {"message": f"unknown: {asked}"}}, status=400)
        reply = self.script[min(len(self.asked), len(self.script)) - 1]
        if reply.status != 200:
            complaint = {"error": {"message": asked["messages"][1]["content"]}}
            return web.json_response(complaint, status=reply.status, headers=reply.headers)
        if reply.held:
            self.reached.set()
            await asyncio.sleep(3600)
        if reply.raw:
            return await self._send_raw(request, reply)
        message = json.loads(asked["messages"][1]["content"])["message"]
        text = reply.text if isinstance(reply.text, str) else reply.text(message)
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        return web.json_response({"choices": [choice], "usage": {"prompt_tokens": 9, "completion_tokens": 9}})

    async def _send_raw(self, request: web.Request, reply: ReadingReply) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        await response.write(reply.raw)
        while reply.endless:
            self.reached.set()
            await response.write(reply.raw)
            await asyncio.sleep(0.01)
        return response


@contextmanager
def serving_reader(*script: ReadingReply, **about: Any) -> Iterator[ReadingServer]:
    """Run a server in a thread of its own."""
    server = ReadingServer(list(script), **about)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    with on_loopback(app) as address:
        server.url = f"{address}/v1"
        yield server
