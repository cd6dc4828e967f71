"""Writing by any causal LM of transformers: batches of prompts, each with its own seed, deadline and listener."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor
from transformers import (
    LogitsProcessor,
    LogitsProcessorList,
    PreTrainedTokenizerBase,
    StoppingCriteria,
    StoppingCriteriaList,
)

from models.writer.explainer import Explainer
from models.writer.request import MOST_TOKENS, Request, Written
from models.writer.sampling import Draws

ROUND_GPU = 64  # prompts are padded to multiples: a compiled step is made for each length


class Generator:
    """Writes with an explainer; one batch at a time.

    Args:
        explainer: base and projection, LoRA merged.
        tokenizer: of its base, padding on the left.

    """

    def __init__(self, explainer: Explainer, tokenizer: PreTrainedTokenizerBase) -> None:
        self.explainer = explainer.eval()
        self.tokenizer = tokenizer
        self.device = next(explainer.parameters()).device

    def write(self, requests: Sequence[Request]) -> list[Written]:
        """Write a text for each of ``requests``, all in one batch."""
        ids, mask = self._prompts(requests)
        cuda = self.device.type == "cuda"
        draws = Draws([r.seed for r in requests], [r.temperature for r in requests])
        found = self.explainer.generate(
            ids,
            mask,
            self._music(requests),
            max_new_tokens=MOST_TOKENS,
            do_sample=False,
            logits_processor=LogitsProcessorList([_Seeded(draws)]),
            stopping_criteria=StoppingCriteriaList([_Watching(requests, self._said)]),
            pad_token_id=self.tokenizer.pad_token_id,
            **({"cache_implementation": "static"} if cuda else {}),
        )
        return [self._written(row) for row in found.tolist()]

    def _prompts(self, requests: Sequence[Request]) -> tuple[Tensor, Tensor]:
        """Left-padded (B, T), and their mask."""
        rows = [self._tokens(request) for request in requests]
        longest = max(map(len, rows))
        if self.device.type == "cuda":
            longest = -(-longest // ROUND_GPU) * ROUND_GPU
        pad = self.tokenizer.pad_token_id
        ids = torch.tensor([[pad] * (longest - len(row)) + list(row) for row in rows])
        mask = torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in rows])
        return ids.to(self.device), mask.to(self.device)

    def _tokens(self, request: Request) -> list[int]:
        found = self.tokenizer.apply_chat_template(
            request.messages, add_generation_prompt=True, tokenize=True, return_dict=False
        )
        return list(cast(list[int], found))

    def _music(self, requests: Sequence[Request]) -> Tensor:
        size = self.explainer.music.in_features
        silent = np.zeros(size, np.float32)
        return torch.from_numpy(np.stack([silent if r.music is None else r.music for r in requests])).to(self.device)

    def _ends(self, row: Sequence[int]) -> tuple[list[int], bool]:
        ends = _end_ids(self.explainer, self.tokenizer)
        for place, token in enumerate(row):
            if token in ends:
                return list(row[:place]), True
        return list(row), False

    def _said(self, row: Sequence[int]) -> str:
        """The text of tokens, our marks included."""
        kept, _ = self._ends(row)
        return str(self.tokenizer.decode(kept, skip_special_tokens=False)).strip()

    def _written(self, row: Sequence[int]) -> Written:
        kept, whole = self._ends(row)
        return Written(self._said(row), len(kept), whole)


def _end_ids(explainer: Explainer, tokenizer: PreTrainedTokenizerBase) -> frozenset[int]:
    """Tokens at which a text ends: chat models have more of them than their tokenizer's own."""
    told: Any = explainer.llm.generation_config.eos_token_id
    own = [told] if isinstance(told, int) else list(told or [])
    return frozenset([*own, tokenizer.eos_token_id, tokenizer.pad_token_id])


class _Seeded(LogitsProcessor):
    """Lets each row draw by its own seed."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:  # noqa: ARG002
        """Logits (B, V) to logits of which the largest is the draw."""
        return self.draws.perturbed(scores)


class _Watching(StoppingCriteria):
    """After each token: ends rows whose time is over, and lets listeners hear."""

    def __init__(self, requests: Sequence[Request], said: Callable[[Sequence[int]], str]) -> None:
        self.requests = requests
        self.said = said

    def __call__(self, input_ids: Tensor, scores: Any, **_: Any) -> Tensor:  # noqa: ARG002
        """Which rows must end, (B,)."""
        now = time.monotonic()
        for row, request in enumerate(self.requests):
            if request.heard is not None:
                request.heard(self.said(input_ids[row].tolist()))
        over = [now >= request.until for request in self.requests]
        return torch.tensor(over, device=input_ids.device)
