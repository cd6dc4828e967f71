"""Asking a language model on a server what a message means: one bounded request, and "" whenever that fails."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import wait

import aiohttp

from language.reading.model_reading import ModelQuestion, build_answer_schema
from models.chat_client import ChatClient, ServerRefusal
from models.reading.reader_prompt import build_messages
from models.reading.reader_server import ReaderServer
from models.writer.server.breaker import Breaker
from musechat.backoff import GrowingWait
from musechat.json_types import JsonObject

MOST_TOKENS = 700
CONNECT_S = 2.0
LOOK_S = 0.1  # how often a waiting turn is asked whether it is still wanted
IN_FLIGHT = 8
_UNFIT = frozenset({400, 415, 422, 501})  # what servers say to a form of answer that they do not know
# What the answer's form is asked with, the strictest first; the last asks for nothing but says it in the prompt.
_FORMS: tuple[JsonObject, ...] = (
    {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "reading", "strict": True, "schema": build_answer_schema()},
        }
    },
    {"response_format": {"type": "json_object"}},
    {},
)

log = logging.getLogger(__name__)


def _go_on() -> None:
    return


class ServerReader:
    """Asks a server. Thread-safe; made once per worker.

    Args:
        server: which, and how long a message may take.
        make_loop: makes the event loop that talks to the server; the time limit is of its clock.

    """

    def __init__(
        self,
        server: ReaderServer,
        make_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop,
    ) -> None:
        self.server = server
        self.breaker = Breaker(f"the reader's server at {server.address.shown}")
        self._form = 0  # in _FORMS: the strictest that the server is not known to refuse
        self._loop = make_loop()
        threading.Thread(target=self._loop.run_forever, name="reader's server", daemon=True).start()
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S)
        self._client = ChatClient(server.address, timeout, IN_FLIGHT)
        asyncio.run_coroutine_threadsafe(self._client.__aenter__(), self._loop).result()
        self.close = weakref.finalize(self, _close_client, self._loop, self._client)

    def ask_model(self, question: ModelQuestion, keep_on: Callable[[], None] = _go_on) -> str:
        """Ask what a message means; "" where the server does not answer in time, or not as it should.

        Args:
            question: the message.
            keep_on: is called while waiting, and raises where the answer is not wanted any more.

        """
        if self.breaker.open:
            return ""
        asked = asyncio.run_coroutine_threadsafe(self._ask(question), self._loop)
        try:
            while not wait((asked,), LOOK_S).done:
                keep_on()
            return asked.result()
        finally:
            asked.cancel()

    async def _ask(self, question: ModelQuestion) -> str:
        try:
            async with asyncio.timeout(self.server.seconds):
                text = await self._ask_in_known_form(question)
        except TimeoutError:
            self.breaker.record_failure("it did not answer in time")
        except ServerRefusal as error:  # what it complains of may quote the member: only the status is logged
            self.breaker.record_failure(f"HTTP {error.status}")
        except (aiohttp.ClientError, OSError) as error:
            self.breaker.record_failure(type(error).__name__)
        else:
            self.breaker.record_success()
            if not text:
                log.warning("the reader's server answered without a text; the rules read")
            return text
        return ""

    async def _ask_in_known_form(self, question: ModelQuestion) -> str:
        """Ask in the strictest form that the server takes; one that it refuses is not tried again once another did."""
        for form in range(self._form, len(_FORMS)):
            try:
                text = await self._ask_once(question, _FORMS[form])
            except ServerRefusal as error:
                if error.status not in _UNFIT or form == len(_FORMS) - 1:
                    raise
                continue
            if form > self._form:
                log.warning(
                    "the reader's server knows no %s; it is asked without", ("JSON schema", "JSON mode")[form - 1]
                )
                self._form = form
            return text
        raise AssertionError("unreachable: the last form returns or raises")

    async def _ask_once(self, question: ModelQuestion, form: JsonObject) -> str:
        body = {
            "model": self.server.model,
            "messages": build_messages(question),
            "max_tokens": MOST_TOKENS,
            "temperature": 0,
            "seed": 0,
            **form,
        }
        try:
            return await self._complete(body)
        except aiohttp.ServerDisconnectedError:  # a kept connection that the server had closed meanwhile
            return await self._complete(body)

    async def _complete(self, body: JsonObject) -> str:
        reply = await self._client.complete(body, GrowingWait(), 1, lambda _: None)
        return reply.text


def _close_client(loop: asyncio.AbstractEventLoop, client: ChatClient) -> None:
    with contextlib.suppress(RuntimeError, TimeoutError):
        asyncio.run_coroutine_threadsafe(client.close(), loop).result(1)
        loop.call_soon_threadsafe(loop.stop)
