"""A language model behind an OpenAI-compatible endpoint: hosted, or a model server on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiohttp

from musechat.errors import BadInput
from research.datasets.dialogue_prompt import Messages, make_messages, parse_turns
from research.datasets.tuple_facts import DialogueFacts

PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})  # statuses that another try may mend
LARGEST_REPLY = 1 << 20
LONGEST_WAIT_S = 60.0


@dataclass(frozen=True)
class LlmConfig:
    """Where the model is and how it is asked.

    Attributes:
        url: of the API, with or without ``/chat/completions``.
        model: its name there.
        key: sent as bearer token; empty sends none.
        timeout_s: for one try.
        attempts: tries for one answer, before the build stops.
        backoff_s: before the second try; doubles from then on.
        options: of the command line that name the address and the model, for who is told to mend them.

    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_s: float = 120.0
    attempts: int = 6
    backoff_s: float = 1.0
    temperature: float = 0.9
    max_tokens: int = 800
    options: tuple[str, str] = ("--llm", "--model")

    @property
    def endpoint(self) -> str:
        """Where requests go."""
        url = self.url.rstrip("/")
        return url if url.endswith("/chat/completions") else f"{url}/chat/completions"


@dataclass
class Usage:
    """What was asked of the model so far; tokens as the server counts them, 0 where it does not say."""

    calls: int = 0
    tries_again: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class LlmAuthor:
    """Writes conversations by a language model; an async context manager. Safe for many tasks of one loop."""

    def __init__(self, config: LlmConfig) -> None:
        if not config.url.startswith(("http://", "https://")):
            raise BadInput("llm-url", f"{config.url} is no web address", "Give one like http://127.0.0.1:8000/v1")
        self.config = config
        self.name = f"llm/{config.model}"
        self.usage = Usage()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        headers = {"Authorization": f"Bearer {self.config.key}"} if self.config.key else {}
        timeout = aiohttp.ClientTimeout(total=self.config.timeout_s)
        self._session = aiohttp.ClientSession(headers=headers, timeout=timeout)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def write(self, facts: DialogueFacts, problems: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Ask for t1 to t4; empty where the answer holds no four turns.

        Raises:
            BadInput: ``llm-refused`` where the server will not take such requests, ``llm-unreachable`` where it did
                not answer in all tries.

        """
        return parse_turns(await self.answer(make_messages(facts, problems)))

    async def answer(self, asked: Messages) -> str:
        """Ask anything; the assistant's words, empty where the reply holds none.

        Raises:
            BadInput: as :meth:`write`.

        """
        config = self.config
        wait, why = config.backoff_s, ""
        for attempt in range(config.attempts):
            if attempt:
                self.usage.tries_again += 1
                await asyncio.sleep(min(wait, LONGEST_WAIT_S) * random.uniform(0.75, 1.25))
            try:
                reply = await self._post(asked)
            except (aiohttp.ClientError, TimeoutError) as error:
                why, wait = type(error).__name__, config.backoff_s * 2**attempt
                continue
            if reply.status == 200:
                return self._text(reply.body)
            why = f"HTTP {reply.status}"
            if reply.status not in PASSING:
                raise self._refused(reply)
            wait = max(config.backoff_s * 2**attempt, reply.retry_after_s)
        raise BadInput(
            "llm-unreachable",
            f"The model at {config.url} did not answer in {config.attempts} tries ({why})",
            "See whether it runs, then give the same command again",
        )

    async def _post(self, asked: Messages) -> _Reply:
        if self._session is None:
            raise RuntimeError("the author is used outside its context")
        self.usage.calls += 1
        body = {
            "model": self.config.model,
            "messages": asked,
            "temperature": self.config.temperature,
            "max_tokens": self.config.max_tokens,
        }
        # A redirect would carry the key to another place.
        async with self._session.post(self.config.endpoint, json=body, allow_redirects=False) as response:
            told = response.headers.get("Retry-After", "")
            return _Reply(response.status, await _read(response), float(told) if told.isdigit() else 0.0)

    def _text(self, body: bytes) -> str:
        """The answer in a reply; empty where the reply is not what the protocol says."""
        try:
            data: dict[str, Any] = json.loads(body)
            text = data["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            return ""
        with contextlib.suppress(KeyError, TypeError, ValueError):
            self.usage.prompt_tokens += int(data["usage"]["prompt_tokens"])
            self.usage.completion_tokens += int(data["usage"]["completion_tokens"])
        return text if isinstance(text, str) else ""

    def _refused(self, reply: _Reply) -> BadInput:
        said = " ".join(reply.body[:300].decode("utf-8", "replace").split())[:160]
        address, model = self.config.options
        remedy = {
            401: "Set MUSECHAT_LLM_KEY to a key that it accepts",
            403: "Set MUSECHAT_LLM_KEY to a key that it accepts",
            404: f"Check {address} (it usually ends in /v1) and {model}",
        }.get(reply.status, f"Check {address} and {model}")
        return BadInput("llm-refused", f"The model at {self.config.url} answers HTTP {reply.status}: {said}", remedy)


@dataclass(frozen=True)
class _Reply:
    status: int
    body: bytes
    retry_after_s: float


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """A reply's body; what goes past the cap is not read."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > LARGEST_REPLY:
            break
    return bytes(body)
