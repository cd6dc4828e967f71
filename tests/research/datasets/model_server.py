"""A model server on loopback that speaks the chat-completions protocol, well and badly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.loopback import on_loopback

Reply = Callable[[dict[str, Any]], Any]


@dataclass
class ModelServer:
    """Answers requests in order by ``script``, and by its last entry from then on.

    An entry is an HTTP status, raw text to be sent as the body, or a function of the request's body that returns the
    assistant's words.
    """

    script: list[int | str | Reply]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    holds_after: int | None = None  # requests that come after so many are never answered

    async def answer(self, request: web.Request) -> web.Response:
        entry = self.script[min(len(self.asked), len(self.script) - 1)]
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization", ""))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if self.holds_after is not None and len(self.asked) > self.holds_after:
            await asyncio.sleep(3600)
        self.at_once -= 1
        if isinstance(entry, int):
            return web.json_response({"error": "no"}, status=entry, headers={"Retry-After": "0"})
        if isinstance(entry, str):
            return web.Response(text=entry)
        said = entry(self.asked[-1])
        usage = {"prompt_tokens": 400, "completion_tokens": 200}
        return web.json_response({"choices": [{"message": {"role": "assistant", "content": said}}], "usage": usage})


@contextmanager
def serving(*script: int | str | Reply, holds_after: int | None = None) -> Iterator[ModelServer]:
    """Run a server in a thread of its own."""
    server = ModelServer(list(script), holds_after=holds_after)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    with on_loopback(app) as address:
        server.url = f"{address}/v1"
        yield server


def facts_asked(body: dict[str, Any]) -> dict[str, Any]:
    """The data of a request."""
    text = body["messages"][1]["content"]
    data: dict[str, Any] = json.JSONDecoder().raw_decode(text)[0]
    return data


def good_turns(body: dict[str, Any]) -> dict[str, str]:
    """What a model that follows the prompt writes."""
    data = facts_asked(body)
    target, candidate = data["target"], data["candidate"]
    by = f" by {target['artist']}" if "artist" in target else ""
    also = f" by {candidate['artist']}" if "artist" in candidate else ""
    wanted = " and ".join(data["wanted"])
    return {
        "user_1": f"What could go under my video number {abs(hash(target['title'])) % 99}?",
        "system_1": f"How about '{candidate['title']}'{also}? It has {' and '.join(candidate['tags'])} in it.",
        "user_2": f"That one is fine as such, but I would rather hear something with {wanted} in it for this clip.",
        "system_2": f"Then '{target['title']}'{by} is what I recommend to you now. It has {wanted} in it, as you asked, "
        "and goes along with the pictures from the first second to the very last one.",
    }


def good(body: dict[str, Any]) -> str:
    return json.dumps(good_turns(body))
