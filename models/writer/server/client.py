"""Writing by a model on a server that speaks the chat-completions protocol: vLLM, llama.cpp, Ollama, OpenAI."""

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
from yarl import URL

from models.writer.request import GeneratedText, WriteRequest
from models.writer.server.body import body_for
from models.writer.server.breaker import Breaker
from models.writer.server.projection import Projection
from models.writer.server.stream import ServerRefusal, StreamedText, patiently, stream
from models.writer.spec import WriterSpec
from musechat.errors import BadInput

IN_FLIGHT = 32
CONNECT_S, STALLED_S = 3.0, 60.0
PATIENCE_S = 2.0  # a server that has said nothing for so long when the time is over counts as failing
CHECK = aiohttp.ClientTimeout(total=10, sock_connect=CONNECT_S)

T = TypeVar("T")


@dataclass(frozen=True)
class ServerConfig:
    """Where the model is.

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
        if not self.url.startswith(("http://", "https://")) or not URL(self.url).host:
            raise BadInput("writer-server", f"{self.shown} is no web address", "Mend MUSECHAT_WRITER_URL")

    @property
    def shown(self) -> str:
        """The address without a password that may stand in it."""
        return str(URL(self.url).with_user(None)) if "@" in self.url and "://" in self.url else self.url

    def at(self, place: str) -> str:
        """The address of a part of the API."""
        return f"{self.url.rstrip('/').removesuffix('/chat/completions')}/{place}"


class ServerWriter:
    """Writes by a server; many threads may write at once.

    Args:
        config: where.
        spec: how the model is told.
        projection: of the music, for a model that hears.
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
        self._room = asyncio.Semaphore(config.in_flight)
        self._session = self._run(_session(config)).result()
        self.close = weakref.finalize(self, _close, self._loop, self._session)

    def check(self) -> None:
        """See whether the server is there, takes the key and has the model.

        Raises:
            BadInput: ``writer-server``.

        """
        self._run(self._check()).result()

    def write(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
        """Write a text for each of ``requests``; one that the server does not write is empty and not whole."""
        said: queue.SimpleQueue[tuple[int, str] | None] = queue.SimpleQueue()
        futures = [self._run(self._text(request, n, said)) for n, request in enumerate(requests)]
        for future in futures:
            future.add_done_callback(lambda _: said.put(None))
        try:
            _listen(requests, said)
        finally:
            for future in futures:
                future.cancel()  # of use only where a listener failed
        return [future.result() for future in futures]

    async def _text(
        self, request: WriteRequest, row: int, said: queue.SimpleQueue[tuple[int, str] | None]
    ) -> GeneratedText:
        draft, asked_at = StreamedText(), float("inf")
        if self.breaker.open:
            return draft.written
        left = request.until - self._loop.time()
        try:
            async with asyncio.timeout(None if left == float("inf") else left), self._room:
                asked_at = self._loop.time()
                await self._ask(request, draft, lambda text: said.put((row, text)))
            self.breaker.worked()
        except TimeoutError:  # aiohttp's own are errors of the client, and handled below
            if not draft.pieces and self._loop.time() - asked_at > PATIENCE_S:
                self.breaker.failed("it said nothing in time")
        except (aiohttp.ClientError, OSError, ServerRefusal) as error:
            self.breaker.failed(str(error) or type(error).__name__)
        return draft.written

    async def _ask(self, request: WriteRequest, draft: StreamedText, heard: Any) -> None:
        url, body = (
            self.config.at("chat/completions"),
            body_for(request, self.config.model, self._spec, self._projection),
        )
        await patiently(
            lambda: stream(self._session, url, body, draft, heard), draft, lambda: request.until - self._loop.time()
        )

    async def _check(self) -> None:
        try:
            async with self._session.get(self.config.at("models"), timeout=CHECK, allow_redirects=False) as response:
                if response.status in (401, 403):
                    raise self._unfit("does not take the key", "Set MUSECHAT_WRITER_KEY")
                told = await response.json(content_type=None) if response.status == 200 else {}
            names = [str(model["id"]) for model in told.get("data") or []]
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            why = str(error) or type(error).__name__
            raise self._unfit(f"does not answer ({why})", "Start it, or mend MUSECHAT_WRITER_URL") from error
        except (ValueError, KeyError, TypeError, AttributeError):
            return  # some servers have no such list, or another
        if names and self.config.model not in names:
            has = f"has no model {self.config.model!r}, but {', '.join(names[:5])}"
            raise self._unfit(has, "Set MUSECHAT_WRITER_MODEL to one of them")

    def _unfit(self, why: str, remedy: str) -> BadInput:
        return BadInput("writer-server", f"The writer's server at {self.config.shown} {why}", remedy)

    def _run(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)


def _listen(requests: Sequence[WriteRequest], said: queue.SimpleQueue[tuple[int, str] | None]) -> None:
    """Let the listeners hear in the thread that waits, so that none holds up the others' texts."""
    unfinished = len(requests)
    while unfinished:
        event = said.get()
        if event is None:
            unfinished -= 1
            continue
        heard = requests[event[0]].heard
        if heard is not None:
            heard(event[1])


async def _session(config: ServerConfig) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        headers={"Authorization": f"Bearer {config.key}"} if config.key else {},
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S, sock_read=STALLED_S),
        connector=aiohttp.TCPConnector(limit=config.in_flight),
    )


def _close(loop: asyncio.AbstractEventLoop, session: aiohttp.ClientSession) -> None:
    with contextlib.suppress(RuntimeError, TimeoutError):
        asyncio.run_coroutine_threadsafe(session.close(), loop).result(1)
        loop.call_soon_threadsafe(loop.stop)
