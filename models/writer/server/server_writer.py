"""Writing by a model on a server: deadlines, fallback and listeners around the chat client."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
import weakref
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp

from models.chat_client import ChatAddress, ChatClient, ServerRefusal, StreamedText
from models.writer.server.body import build_body
from models.writer.server.breaker import Breaker
from models.writer.server.projection import Projection
from models.writer.spec import WriterSpec
from models.writer.write_request import GeneratedText, WriteRequest
from musechat.errors import BadInput

IN_FLIGHT = 32
CONNECT_S, STALLED_S = 3.0, 60.0
PATIENCE_S = 2.0  # a server that has said nothing for so long when the time is over counts as failing
CHECK = aiohttp.ClientTimeout(total=10, sock_connect=CONNECT_S)

T = TypeVar("T")
TextEvents = queue.SimpleQueue[tuple[int, str] | None]  # (row, its text so far); None: a text has ended


@dataclass(frozen=True)
class ServerConfig:
    """The server's address and the model's name.

    Attributes:
        url: of the API, usually ending in ``/v1``.
        model: its name there.
        key: sent as bearer token; empty sends none.
        in_flight: texts that are asked for at once; more wait.

    Raises:
        BadInput: ``writer-server`` where the address is none of the web's.

    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    in_flight: int = IN_FLIGHT

    def __post_init__(self) -> None:
        if not self.address.is_valid:
            raise BadInput("writer-server", f"{self.shown} is no web address", "Fix MUSECHAT_WRITER_URL")

    @property
    def address(self) -> ChatAddress:
        """The server's address with its key."""
        return ChatAddress(self.url, self.key)

    @property
    def shown(self) -> str:
        """The address without user name and password, fit for logs."""
        return self.address.shown


class ServerWriter:
    """Generates texts on a server. Thread-safe.

    Args:
        config: where.
        spec: how the model is prompted.
        projection: of the music, for a model that takes its vectors.
        make_loop: makes the event loop that talks to the server; deadlines are of its clock.

    """

    def __init__(
        self,
        config: ServerConfig,
        spec: WriterSpec,
        projection: Projection | None = None,
        make_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop,
    ) -> None:
        self.config = config
        self.breaker = Breaker(f"the writer's server at {config.shown}")
        self._spec = spec
        self._projection = projection
        self._loop = make_loop()
        threading.Thread(target=self._loop.run_forever, name="writer's server", daemon=True).start()
        self._slots = asyncio.Semaphore(config.in_flight)
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S, sock_read=STALLED_S)
        self._client = ChatClient(config.address, timeout, config.in_flight)
        self._run_in_loop(self._client.__aenter__()).result()
        self.close = weakref.finalize(self, _close_session, self._loop, self._client)

    def check_server(self) -> None:
        """Check that the server answers, accepts the key and has the model.

        Raises:
            BadInput: ``writer-server``.

        """
        self._run_in_loop(self._check_server()).result()

    def generate_texts(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
        """Write a text for each of ``requests``; one that the server does not write is empty and not whole."""
        events: TextEvents = queue.SimpleQueue()
        futures = [self._run_in_loop(self._write_one(request, n, events)) for n, request in enumerate(requests)]
        for future in futures:
            future.add_done_callback(lambda _: events.put(None))
        try:
            _pass_on(requests, events)
        finally:
            for future in futures:
                future.cancel()  # of use only where a listener failed
        return [future.result() for future in futures]

    async def _write_one(self, request: WriteRequest, row: int, events: TextEvents) -> GeneratedText:
        draft, asked_at = StreamedText(), float("inf")
        if self.breaker.open:
            return _to_generated(draft)
        left = request.until - self._loop.time()
        try:
            async with asyncio.timeout(None if left == float("inf") else left), self._slots:
                asked_at = self._loop.time()
                await self._ask_server(request, draft, lambda text: events.put((row, text)))
            self.breaker.record_success()
        except TimeoutError:  # aiohttp's own are errors of the client, and handled below
            if not draft.pieces and self._loop.time() - asked_at > PATIENCE_S:
                self.breaker.record_failure("it said nothing in time")
        except (aiohttp.ClientError, OSError, ServerRefusal) as error:
            self.breaker.record_failure(str(error) or type(error).__name__)
        return _to_generated(draft)

    async def _ask_server(self, request: WriteRequest, draft: StreamedText, on_text: Callable[[str], None]) -> None:
        body = build_body(request, self.config.model, self._spec, self._projection)
        await self._client.stream(body, draft, on_text, lambda: request.until - self._loop.time())

    async def _check_server(self) -> None:
        try:
            names = await self._client.list_models(CHECK)
        except ServerRefusal as error:
            raise self._make_unfit_error("does not take the key", "Set MUSECHAT_WRITER_KEY") from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            why = str(error) or type(error).__name__
            raise self._make_unfit_error(f"does not answer ({why})", "Start it, or fix MUSECHAT_WRITER_URL") from error
        if names and self.config.model not in names:
            has = f"has no model {self.config.model!r}, but {', '.join(names[:5])}"
            raise self._make_unfit_error(has, "Set MUSECHAT_WRITER_MODEL to one of them")

    def _make_unfit_error(self, why: str, remedy: str) -> BadInput:
        return BadInput("writer-server", f"The writer's server at {self.config.shown} {why}", remedy)

    def _run_in_loop(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)


def _pass_on(requests: Sequence[WriteRequest], events: TextEvents) -> None:
    """Call the listeners in the waiting thread, so that a slow one does not delay the event loop."""
    unfinished = len(requests)
    while unfinished:
        event = events.get()
        if event is None:
            unfinished -= 1
            continue
        listener = requests[event[0]].heard
        if listener is not None:
            listener(event[1])


def _to_generated(draft: StreamedText) -> GeneratedText:
    """The text so far; tokens as the server counts them, else one for each piece that it sent."""
    return GeneratedText(draft.text.strip(), draft.counted or draft.pieces, draft.whole)


def _close_session(loop: asyncio.AbstractEventLoop, client: ChatClient) -> None:
    with contextlib.suppress(RuntimeError, TimeoutError):
        asyncio.run_coroutine_threadsafe(client.close(), loop).result(1)
        loop.call_soon_threadsafe(loop.stop)
