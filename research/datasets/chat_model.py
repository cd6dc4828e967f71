"""Conversations by a language model behind an OpenAI-compatible endpoint, hosted or local."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import aiohttp

from models.chat_client import ChatAddress, ChatClient, ServerRefusal
from musechat.backoff import GrowingWait
from musechat.errors import BadInput
from research.datasets.dialogue_prompt import Messages, make_messages, parse_turns
from research.datasets.tuple_facts import DialogueFacts

# A hosted model's rate limit is usually counted per minute: waiting longer gains nothing.
LONGEST_WAIT_S = 60.0
# Concurrent requests that were refused together must not come back together.
JITTER = 0.25


@dataclass(frozen=True)
class LlmConfig:
    """Address of the model and request settings.

    Attributes:
        url: of the API, with or without ``/chat/completions``.
        model: its name there.
        key: sent as bearer token; empty sends none.
        timeout_s: of one request.
        attempts: requests for one answer before the build stops.
        backoff_s: wait before the second request; doubles with each further one.
        options: command line options for address and model, as error messages name them.

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


@dataclass
class Usage:
    """Requests and tokens so far; tokens as reported by the server, 0 where it reports none."""

    calls: int = 0
    tries_again: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class LlmAuthor:
    """Writes conversations with a language model; an async context manager, safe for concurrent tasks of one loop."""

    def __init__(self, config: LlmConfig) -> None:
        if not config.url.startswith(("http://", "https://")):
            raise BadInput("llm-url", f"{config.url} is no web address", "Give one like http://127.0.0.1:8000/v1")
        self.config = config
        self.name = f"llm/{config.model}"
        self.usage = Usage()
        self._client = ChatClient(ChatAddress(config.url, config.key), aiohttp.ClientTimeout(total=config.timeout_s))
        self._wait = GrowingWait(config.backoff_s, LONGEST_WAIT_S, JITTER)

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()

    async def write_turns(self, facts: DialogueFacts, problems: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Request t1 to t4; empty where the answer holds no four turns.

        Raises:
            BadInput: ``llm-refused`` where the server will not take such requests, ``llm-unreachable`` where it did
                not answer in all tries.

        """
        return parse_turns(await self.answer(make_messages(facts, problems)))

    async def answer(self, asked: Messages) -> str:
        """Send messages and return the assistant's text, empty where the reply has none.

        Raises:
            BadInput: as :meth:`write_turns`.

        """
        config = self.config
        body = {
            "model": config.model,
            "messages": asked,
            "temperature": config.temperature,
            "max_tokens": config.max_tokens,
        }
        try:
            reply = await self._client.complete(body, self._wait, config.attempts, self._count_attempt)
        except ServerRefusal as error:
            # A refusal such as a wrong key repeats for every item: the build stops at the first.
            if not error.is_transient:
                raise self._refused(error) from error
            raise self._unreachable(f"HTTP {error.status}") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise self._unreachable(type(error).__name__) from error
        self.usage.prompt_tokens += reply.prompt_tokens
        self.usage.completion_tokens += reply.completion_tokens
        return reply.text

    def _count_attempt(self, number: int) -> None:
        self.usage.calls += 1
        self.usage.tries_again += number > 1

    def _unreachable(self, why: str) -> BadInput:
        return BadInput(
            "llm-unreachable",
            f"The model at {self.config.url} did not answer in {self.config.attempts} tries ({why})",
            "See whether it runs, then give the same command again",
        )

    def _refused(self, error: ServerRefusal) -> BadInput:
        address, model = self.config.options
        remedy = {
            401: "Set MUSECHAT_LLM_KEY to a key that it accepts",
            403: "Set MUSECHAT_LLM_KEY to a key that it accepts",
            404: f"Check {address} (it usually ends in /v1) and {model}",
        }.get(error.status, f"Check {address} and {model}")
        return BadInput("llm-refused", f"The model at {self.config.url} answers {error}", remedy)
