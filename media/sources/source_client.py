"""Requests to one source: paced, tried again while that may help, and answered by errors in words."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import aiohttp
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from media.fetch.address_guard import BlockedAddress, Guard
from media.sources.errors import SourceUnavailable, make_busy_error, make_gone_error, make_key_error
from media.sources.request_pace import LONGEST_WAIT_S, RequestPace, WallClock
from musechat import __version__
from musechat.backoff import GrowingWait
from musechat.errors import BadInput

Result = TypeVar("Result")
Params = Mapping[str, str | int] | Sequence[tuple[str, str | int]]  # pairs where a name comes several times
# Wikimedia's policy, and good manners elsewhere: who asks, and where to complain.
AGENT = f"MuseChat/{__version__} (https://github.com/musechat/musechat)"
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
ATTEMPTS = 4
LARGEST_ANSWER = 32 * 1024 * 1024  # of one page of a listing, bytes
LARGEST_HEADER = 1 << 20  # ccMixter repeats its whole answer in one


class PassingFault(Exception):
    """An answer, or none, that another try may improve; ``asked_s`` is how long the server wants us to wait."""

    def __init__(self, error: SourceUnavailable, asked_s: float = 0.0) -> None:
        super().__init__(error.line)
        self.error = error
        self.asked_s = asked_s


class SourceClient:
    """Talks to one source. Its session belongs to the event loop of the first request.

    Args:
        source: the source's name, for people.
        pace: lets requests through.
        key_setting: names the setting to mend where the source does not take our key.
        guard: judges every connection to a foreign server; ``None`` for a server that the operator named.
        headers: sent with each request.
        clock: waits between tries.

    """

    def __init__(
        self,
        source: str,
        pace: RequestPace,
        *,
        key_setting: str = "",
        guard: Guard | None = None,
        headers: Mapping[str, str] | None = None,
        clock: WallClock | None = None,
        wait: GrowingWait | None = None,
    ) -> None:
        self.source = source
        self.key_setting = key_setting
        self._pace = pace
        self._guard = guard
        self._headers = {"User-Agent": AGENT, **(headers or {})}
        self._clock = clock or WallClock()
        self._wait = wait or GrowingWait()
        self._session: aiohttp.ClientSession | None = None

    async def get_json(
        self, url: str, params: Params | None = None, *, decode: Callable[[str], Any] = json.loads
    ) -> Any:
        """GET a JSON document; ``None`` where there is none (404, 410).

        Raises:
            SourceRefused: the key is not taken, or the answer is no JSON.
            SourceUnavailable: the source does not answer properly, or a quota is used up.

        """
        text = await self.try_often(lambda: self._read_text("GET", url, params))
        if text is None:
            return None
        try:
            return decode(text)
        except (ValueError, RecursionError) as error:
            raise make_busy_error(self.source, 200) from error

    async def send(self, method: str, url: str, params: Params | None = None, body: object = None) -> str:
        """Send a request that changes something, once a try; returns the answer's text. Errors as above."""
        return await self.try_often(lambda: self._read_text(method, url, params, body)) or ""

    @asynccontextmanager
    async def open(
        self,
        method: str,
        url: str,
        params: Params | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: object = None,
        form: Mapping[str, str] | None = None,
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """Open one paced request, whose answer may have any status but those that may pass.

        ``body`` is sent as JSON, ``form`` as a form with the key in it: such a request is never redirected.

        Raises:
            PassingFault: to be tried again.
            SourceRefused: the key is not taken.
            BlockedAddress: it leads to an address that is not public.

        """
        await self._pace.wait_turn()
        # Followed for foreign servers alone, each connection judged: elsewhere a redirect would carry the key away.
        follow = self._guard is not None and form is None
        try:
            async with self._get_session().request(
                method,
                url,
                params=params,
                headers=headers,
                json=body,
                data=form,
                allow_redirects=follow,
                max_redirects=5,
            ) as response:
                self._check_status(response)
                yield response
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            if isinstance(blocked := _find_blocked(error), BlockedAddress):
                raise blocked from error
            raise PassingFault(make_gone_error(self.source)) from error

    async def try_often(self, once: Callable[[], Awaitable[Result]]) -> Result:
        """Run ``once`` until it ends without a :class:`PassingFault`.

        Raises:
            SourceUnavailable: it never did, or the server asked for a longer wait than anybody has patience for.

        """

        def wait_s(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked_s = error.asked_s if isinstance(error, PassingFault) else 0.0
            return max(self._wait.after(state.attempt_number), asked_s)

        retrying = AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_s,
            sleep=self._clock.sleep,
            retry=retry_if_exception_type(PassingFault),
            reraise=True,
        )
        try:
            async for attempt in retrying:
                with attempt:
                    return await once()
        except PassingFault as fault:
            raise fault.error from fault
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _read_text(self, method: str, url: str, params: Params | None, body: object = None) -> str | None:
        async with self.open(method, url, params, body=body) as response:
            if response.status in (404, 410):
                return None
            if response.status >= 300:
                raise BadInput("source-answer", f"{self.source} answered {response.status}", "Check its address")
            raw = bytearray()
            async for chunk in response.content.iter_chunked(1 << 16):
                raw += chunk
                if len(raw) > LARGEST_ANSWER:
                    raise make_busy_error(self.source, response.status)
            return raw.decode("utf-8", "replace")

    def _check_status(self, response: aiohttp.ClientResponse) -> None:
        if response.status in (401, 403) and self.key_setting:
            raise make_key_error(self.source, self.key_setting)
        if response.status not in PASSING:
            return
        asked_s = _read_retry_after(response.headers.get("Retry-After", ""), self._clock.now())
        error = make_busy_error(self.source, response.status)
        if asked_s > LONGEST_WAIT_S:
            error.wait_s = asked_s
            raise error
        raise PassingFault(error, asked_s)

    def _get_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            factory = self._guard.make_socket if self._guard else None
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(socket_factory=factory, use_dns_cache=factory is None, limit=2),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=30),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=self._headers,
                max_line_size=LARGEST_HEADER,
                max_field_size=LARGEST_HEADER,
            )
        return self._session


def _read_retry_after(text: str, now: float) -> float:
    """Seconds that a ``Retry-After`` asks for, in either of its forms; 0 without one."""
    if text.strip().isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return 0.0
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.fromtimestamp(now, UTC)).total_seconds())


def _find_blocked(error: BaseException | None) -> BaseException | None:
    while error is not None and not isinstance(error, BlockedAddress):
        error = error.__cause__ or error.__context__
    return error
