"""One answer of a chat-completions server, as it comes in: server-sent events, each with a few more characters."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.http_exceptions import LineTooLong

from models.writer.request import GeneratedText

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # statuses that another try may mend
LARGEST_ANSWER = 1 << 20  # bytes
LEAST_WAIT_S = 0.2  # before another try, where the server asks for none
SHOWN = 160  # characters of a server's complaint
_DATA, _DONE = b"data:", b"[DONE]"


class ServerRefusal(Exception):
    """The server answered, but not with a text.

    Args:
        why: in a few words.
        wait_s: how long it asks to be left alone; None where another try is no use.

    """

    def __init__(self, why: str, wait_s: float | None = None) -> None:
        super().__init__(why)
        self.wait_s = wait_s


@dataclass
class StreamedText:
    """A text while it comes in."""

    text: str = ""
    pieces: int = 0
    counted: int = 0
    whole: bool = False

    @property
    def written(self) -> GeneratedText:
        """The text so far; tokens as the server counts them, else one for each piece that it sent."""
        return GeneratedText(self.text.strip(), self.counted or self.pieces, self.whole)


async def stream(
    session: aiohttp.ClientSession, url: str, body: Mapping[str, Any], draft: StreamedText, heard: Callable[[str], None]
) -> None:
    """Ask for one text and fill ``draft`` with it; ``heard`` is told the text so far.

    Raises:
        Refused: no text came.
        aiohttp.ClientError: the connection failed.

    """
    # A redirect would carry the key to another place.
    async with session.post(url, json=body, allow_redirects=False) as response:
        if response.status != 200:
            raise await _refusal(response)
        async for data in _events(response):
            if _take(draft, data):
                heard(draft.text)
    if not draft.pieces and not draft.whole:
        raise ServerRefusal("what it sends is no stream of chat completions")


async def _events(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    seen = 0
    try:
        async for line in response.content:
            seen += len(line)
            if seen > LARGEST_ANSWER:
                raise ServerRefusal("it sends more than any reason is long")
            data = line.strip().removeprefix(_DATA).strip()
            if data == _DONE:
                return
            if line.startswith(_DATA):
                yield data
    except LineTooLong as error:
        raise ServerRefusal("it sends lines without an end") from error


def _take(draft: StreamedText, data: bytes) -> bool:
    """Take one event into ``draft``; whether there is more text now."""
    try:
        event = json.loads(data)
        if "error" in event:
            raise ServerRefusal(_shown(json.dumps(event["error"])))
        draft.counted = int((event.get("usage") or {}).get("completion_tokens") or draft.counted)
        choice: dict[str, Any] = next(iter(event.get("choices") or []), {})
        draft.whole = draft.whole or choice.get("finish_reason") == "stop"
        more = (choice.get("delta") or {}).get("content")
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ServerRefusal("it sends an event that cannot be read") from error
    if not isinstance(more, str) or not more:
        return False
    draft.text += more
    draft.pieces += 1
    return True


async def _refusal(response: aiohttp.ClientResponse) -> ServerRefusal:
    said = await response.content.read(4 * SHOWN)
    why = f"HTTP {response.status}: {_shown(said.decode('utf-8', 'replace'))}"
    if response.status not in PASSING:
        return ServerRefusal(why)
    told = response.headers.get("Retry-After", "")
    return ServerRefusal(why, float(told) if told.isdigit() else LEAST_WAIT_S)


def _shown(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:SHOWN]


async def patiently(ask: Callable[[], Awaitable[None]], draft: StreamedText, left_s: Callable[[], float]) -> None:
    """Ask, and once more where that may help: while nothing has come, and there is time for the wait."""
    try:
        await ask()
    except ServerRefusal as no:
        if draft.pieces or no.wait_s is None or no.wait_s >= left_s():
            raise
        await asyncio.sleep(no.wait_s)
        await ask()
    except aiohttp.ClientConnectionError as error:
        waited = isinstance(error, TimeoutError)  # long enough: it would be in vain again
        if draft.pieces or waited or left_s() <= 0:
            raise
        await ask()
