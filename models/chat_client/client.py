"""The chat-completions client: whole or streamed completions, with retries of transient failures."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiohttp
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from yarl import URL

from models.chat_client.errors import ServerRefusal, read_refusal
from models.chat_client.stream import StreamedText, read_events
from musechat.backoff import GrowingWait

LARGEST_REPLY = 1 << 20  # bytes
LEAST_WAIT_S = 0.2  # before another try of a stream, where the server asks for none

RequestBody = Mapping[str, object]


@dataclass(frozen=True)
class ChatAddress:
    """The address of a server's API.

    Attributes:
        url: base URL of the API, with or without ``/chat/completions``; usually ends in ``/v1``.
        key: sent as bearer token; empty sends none.

    """

    url: str
    key: str = field(default="", repr=False)

    @property
    def is_valid(self) -> bool:
        """Whether it is an HTTP URL with a host."""
        return self.url.startswith(("http://", "https://")) and bool(URL(self.url).host)

    @property
    def shown(self) -> str:
        """The URL without user name and password, fit for logs."""
        return str(URL(self.url).with_user(None)) if "@" in self.url and "://" in self.url else self.url

    def join(self, place: str) -> str:
        """The URL of an endpoint of the API, such as "models"."""
        return f"{self.url.rstrip('/').removesuffix('/chat/completions')}/{place}"


@dataclass(frozen=True)
class ChatReply:
    """A whole completion. ``text`` is empty for a reply outside the protocol; token counts are 0 where unknown."""

    text: str
    prompt_tokens: int = 0
    completion_tokens: int = 0


class ChatClient:
    """A client of one server; an async context manager. Safe for many tasks of one event loop.

    Args:
        address: of the server.
        timeout: of one attempt.
        connections: number of simultaneous requests; more wait.

    """

    def __init__(self, address: ChatAddress, timeout: aiohttp.ClientTimeout, connections: int = 100) -> None:
        self.address = address
        self._timeout = timeout
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        key = self.address.key
        self._session = aiohttp.ClientSession(
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=self._timeout,
            connector=aiohttp.TCPConnector(limit=self._connections),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    async def complete(
        self, body: RequestBody, wait: GrowingWait, attempts: int, on_attempt: Callable[[int], None]
    ) -> ChatReply:
        """Request a whole completion.

        Args:
            body: the request's JSON.
            wait: backoff between attempts; a longer ``Retry-After`` of the server takes precedence.
            attempts: number of attempts in all.
            on_attempt: called with the number of each attempt, from 1.

        Raises:
            ServerRefusal: an attempt was refused for good, or the last one transiently.
            aiohttp.ClientError, TimeoutError: the last attempt could not reach the server.

        """

        def wait_s(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.retry_after_s if isinstance(error, ServerRefusal) else None
            return wait.after(state.attempt_number, at_least_s=asked or 0.0)

        retrying = AsyncRetrying(
            stop=stop_after_attempt(attempts), wait=wait_s, retry=retry_if_exception(_may_pass), reraise=True
        )
        async for attempt in retrying:
            with attempt:
                on_attempt(attempt.retry_state.attempt_number)
                return await self._complete_once(body)
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def stream(
        self, body: RequestBody, draft: StreamedText, on_text: Callable[[str], None], left_s: Callable[[], float]
    ) -> None:
        """Stream a completion into ``draft``; retried once where no text has come and there is time left.

        Args:
            body: the request's JSON, which must ask for a stream.
            draft: receives the text.
            on_text: called with the text so far.
            left_s: returns the seconds that are left.

        Raises:
            ServerRefusal: no text came.
            aiohttp.ClientError: the connection failed.

        """

        def is_worth_another_try(error: BaseException) -> bool:
            wait_s = _wait_before_stream(error)
            return wait_s is not None and not draft.pieces and wait_s < left_s()

        def wait_s(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            return (_wait_before_stream(error) if error else None) or 0.0

        retrying = AsyncRetrying(
            stop=stop_after_attempt(2), wait=wait_s, retry=retry_if_exception(is_worth_another_try), reraise=True
        )
        async for attempt in retrying:
            with attempt:
                await self._stream_once(body, draft, on_text)

    async def list_models(self, within: aiohttp.ClientTimeout) -> list[str]:
        """List the names of the server's models; empty where it has no such endpoint.

        Raises:
            ServerRefusal: it does not take the key.
            aiohttp.ClientError, OSError, TimeoutError: it does not answer.

        """
        url = self.address.join("models")
        async with self._open_session().get(url, timeout=within, allow_redirects=False) as response:
            if response.status in (401, 403):
                raise await read_refusal(response)
            try:
                listed = await response.json(content_type=None) if response.status == 200 else {}
                return [str(model["id"]) for model in listed.get("data") or []]
            except (ValueError, KeyError, TypeError, AttributeError):
                return []

    async def _complete_once(self, body: RequestBody) -> ChatReply:
        async with self._post(body) as response:
            if response.status != 200:
                raise await read_refusal(response)
            return _parse_reply(await _read_capped(response))

    async def _stream_once(self, body: RequestBody, draft: StreamedText, on_text: Callable[[str], None]) -> None:
        async with self._post(body) as response:
            if response.status != 200:
                raise await read_refusal(response)
            async for data in read_events(response):
                if draft.add(data):
                    on_text(draft.text)
        if not draft.pieces and not draft.whole:
            raise ServerRefusal("what it sends is no stream of chat completions")

    def _post(self, body: RequestBody) -> contextlib.AbstractAsyncContextManager[aiohttp.ClientResponse]:
        # A redirect would carry the key to another place.
        return self._open_session().post(self.address.join("chat/completions"), json=body, allow_redirects=False)

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the client is used outside its context")
        return self._session


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, ServerRefusal):
        return error.is_transient
    return isinstance(error, aiohttp.ClientError | TimeoutError)


def _wait_before_stream(error: BaseException) -> float | None:
    """Seconds before a retry of a stream; None where it would not help, as after a time-out."""
    if isinstance(error, ServerRefusal):
        asked = LEAST_WAIT_S if error.retry_after_s is None else error.retry_after_s
        return asked if error.is_transient else None
    passing = isinstance(error, aiohttp.ClientConnectionError) and not isinstance(error, TimeoutError)
    return 0.0 if passing else None


def _parse_reply(body: bytes) -> ChatReply:
    try:
        data: dict[str, Any] = json.loads(body)
        text = data["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return ChatReply("")
    prompt_tokens = completion_tokens = 0
    with contextlib.suppress(KeyError, TypeError, ValueError):
        prompt_tokens = int(data["usage"]["prompt_tokens"])
        completion_tokens = int(data["usage"]["completion_tokens"])
    return ChatReply(text if isinstance(text, str) else "", prompt_tokens, completion_tokens)


async def _read_capped(response: aiohttp.ClientResponse) -> bytes:
    """Read a reply's body, up to :data:`LARGEST_REPLY`: a server may send without end."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > LARGEST_REPLY:
            break
    return bytes(body)
