"""Parsing of a streamed completion: server-sent events, each with a few more characters."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.http_exceptions import LineTooLong

from models.chat_client.errors import ServerRefusal, one_line

LARGEST_ANSWER = 1 << 20  # bytes
_DATA, _DONE = b"data:", b"[DONE]"


@dataclass
class StreamedText:
    """A streamed text, so far.

    Attributes:
        text: the text so far.
        pieces: number of events that added text.
        counted: completion tokens by the server's count; 0 where it gives none.
        whole: whether the model ended the text by itself.

    """

    text: str = ""
    pieces: int = 0
    counted: int = 0
    whole: bool = False

    def add(self, data: bytes) -> bool:
        """Parse one event; returns whether it added text.

        Raises:
            ServerRefusal: it reports an error, or is not an event of the protocol.

        """
        try:
            event = json.loads(data)
            if "error" in event:
                raise ServerRefusal(one_line(json.dumps(event["error"])))
            self.counted = int((event.get("usage") or {}).get("completion_tokens") or self.counted)
            choice: dict[str, Any] = next(iter(event.get("choices") or []), {})
            self.whole = self.whole or choice.get("finish_reason") == "stop"
            more = (choice.get("delta") or {}).get("content")
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise ServerRefusal("it sends an event that cannot be read") from error
        if not isinstance(more, str) or not more:
            return False
        self.text += more
        self.pieces += 1
        return True


async def read_events(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    """Yield the data of each event until the server ends the stream.

    Raises:
        ServerRefusal: the stream or a line exceeds :data:`LARGEST_ANSWER` or the client's limit.

    """
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
