"""A server on loopback that speaks the chat-completions protocol as a stream, well and badly.

Requests are read as vLLM's source reads them: parts of a user's content, tensors by ``torch.load`` with weights alone.
"""

from __future__ import annotations

import asyncio
import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from aiohttp import web

from tests.loopback import on_loopback


@dataclass
class Reply:
    """How a request is answered.

    Attributes:
        pieces: of the text, an event each.
        status: of the answer; any other than 200 comes without a text.
        finish: why the text ended; empty breaks off without an end.
        stall_after: pieces after which nothing more comes.
        raw: is sent instead of events.

    """

    pieces: tuple[str, ...] = ("A calm ", "piece. ", "Start it at 0:42.")
    status: int = 200
    finish: str = "stop"
    stall_after: int | None = None
    raw: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class ChatServer:
    """Answers by ``script``, in order, and by its last entry from then on."""

    script: list[Reply]
    models: list[str] = field(default_factory=lambda: ["m"])
    key: str = ""
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    together: int = 1  # the first answers are held until so many are asked for at once
    at_once: int = 0
    most_at_once: int = 0
    _met: asyncio.Event = field(default_factory=asyncio.Event)

    async def list_models(self, request: web.Request) -> web.Response:
        if not self._lets_in(request):
            return web.json_response({"error": "no key"}, status=401)
        return web.json_response({"object": "list", "data": [{"id": name} for name in self.models]})

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if not self._lets_in(request):
            return web.json_response({"error": {"message": "no key"}}, status=401)
        reply = self.script[min(len(self.asked), len(self.script) - 1)]
        self.asked.append(await request.json())
        if reply.status != 200:
            return web.json_response({"error": {"message": "not now"}}, status=reply.status, headers=reply.headers)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if self.at_once >= self.together:
            self._met.set()
        try:
            await self._met.wait()
            return await self._stream(request, reply)
        finally:
            self.at_once -= 1

    def _lets_in(self, request: web.Request) -> bool:
        return not self.key or request.headers.get("Authorization") == f"Bearer {self.key}"

    async def _stream(self, request: web.Request, reply: Reply) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        if reply.raw:
            await response.write(reply.raw)
            return response
        await response.write(_event({"role": "assistant", "content": ""}))
        for n, piece in enumerate(reply.pieces):
            if n == reply.stall_after:
                await asyncio.sleep(3600)
            await response.write(_event({"content": piece}))
        if reply.finish:
            await response.write(_event({}, reply.finish))
            usage = {"prompt_tokens": 9, "completion_tokens": 17}
            await response.write(f"data: {json.dumps({'choices': [], 'usage': usage})}\n\n".encode())
            await response.write(b"data: [DONE]\n\n")
        return response


def _event(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return f": a comment\n\ndata: {json.dumps({'choices': [choice]}, ensure_ascii=False)}\n\n".encode()


def embeddings_in(part: dict[str, str]) -> torch.Tensor:
    """The tensor of a ``prompt_embeds`` part."""
    written = base64.b64decode(part["data"].encode(), validate=True)
    found: torch.Tensor = torch.load(io.BytesIO(written), weights_only=True, map_location="cpu")
    return found


@contextmanager
def serving(*script: Reply, **about: Any) -> Iterator[ChatServer]:
    """Run a server in a thread of its own."""
    server = ChatServer(list(script) or [Reply()], **about)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    app.router.add_get("/v1/models", server.list_models)
    with on_loopback(app) as address:
        server.url = f"{address}/v1"
        yield server
