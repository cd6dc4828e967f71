"""Generation by any causal LM of transformers: batches whose rows have their own seed, deadline and listener."""

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

from models.writer.music_projection import Explainer
from models.writer.sampling import RowRandom
from models.writer.write_request import MAX_TOKENS, GeneratedText, WriteRequest

# On a GPU each step is compiled for its shapes, so batch sizes and lengths are limited to a few values.
ROWS_GPU = (1, 4, 16)
ROOM_GPU = 1024  # tokens of prompt and text
ROUND_GPU = 64  # prompts are padded to multiples of it
WARM_UP = WriteRequest("track: ready", until=float("inf"))


class ProjectedGenerator:
    """Writes with an explainer; one batch at a time.

    Args:
        explainer: base and projection, LoRA merged.
        tokenizer: of its base, padding on the left.

    """

    def __init__(self, explainer: Explainer, tokenizer: PreTrainedTokenizerBase) -> None:
        self.explainer = explainer.eval()
        self.tokenizer = tokenizer
        self.device = next(explainer.parameters()).device
        self._compiled = self.device.type == "cuda"
        self._ends = _find_end_ids(explainer, tokenizer)

    def make_warm_ups(self) -> list[list[WriteRequest]]:
        """Make the batches that compile the model, to be run once in the writing thread; none on a CPU."""
        return [[WARM_UP] * rows for rows in ROWS_GPU] if self._compiled else []

    def generate_texts(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
        """Write a text for each of ``requests``, all in one batch."""
        filled = self._fill_batch(requests)
        ids, mask = self._encode_prompts(filled)
        draws = RowRandom([r.seed for r in filled], [r.temperature for r in filled])
        criteria = _StreamCriteria(requests, self._decode_text)
        found = self.explainer.generate(
            ids,
            mask,
            self._stack_music(filled),
            max_new_tokens=MAX_TOKENS,
            # Greedy over perturbed logits: the noise is what samples, each row by its own seed.
            do_sample=False,
            logits_processor=LogitsProcessorList([_Seeded(draws)]),
            stopping_criteria=StoppingCriteriaList([criteria]),
            pad_token_id=self.tokenizer.pad_token_id,
            **({"cache_implementation": "static", "max_cache_len": ROOM_GPU} if self._compiled else {}),
        )
        rows = found[: len(requests)].tolist()
        return [self._to_generated(row[: criteria.count_kept(n)]) for n, row in enumerate(rows)]

    def _fill_batch(self, requests: Sequence[WriteRequest]) -> list[WriteRequest]:
        """Fill the batch to a compiled size by repeating the last request."""
        rows = next((rows for rows in ROWS_GPU if rows >= len(requests)), len(requests)) if self._compiled else 0
        return [*requests, *[requests[-1]] * (rows - len(requests))]

    def _encode_prompts(self, requests: Sequence[WriteRequest]) -> tuple[Tensor, Tensor]:
        """Encode prompts to left-padded ids (B, T), with their mask."""
        rows = [self._encode_request(request) for request in requests]
        longest = max(map(len, rows))
        if self._compiled:
            longest = -(-longest // ROUND_GPU) * ROUND_GPU
        pad = self.tokenizer.pad_token_id
        ids = torch.tensor([[pad] * (longest - len(row)) + list(row) for row in rows])
        mask = torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in rows])
        return ids.to(self.device), mask.to(self.device)

    def _encode_request(self, request: WriteRequest) -> list[int]:
        found = self.tokenizer.apply_chat_template(
            request.messages, add_generation_prompt=True, tokenize=True, return_dict=False
        )
        return list(cast(list[int], found))

    def _stack_music(self, requests: Sequence[WriteRequest]) -> Tensor:
        size = self.explainer.music.in_features
        no_music = np.zeros(size, np.float32)
        return torch.from_numpy(np.stack([no_music if r.music is None else r.music for r in requests])).to(self.device)

    def _decode_text(self, row: Sequence[int]) -> str:
        """The text of tokens up to their end, our marks included."""
        return str(self.tokenizer.decode(list(self._cut_at_end(row)), skip_special_tokens=False)).strip()

    def _cut_at_end(self, row: Sequence[int]) -> Sequence[int]:
        return row[: next((place for place, token in enumerate(row) if token in self._ends), len(row))]

    def _to_generated(self, row: Sequence[int]) -> GeneratedText:
        kept = self._cut_at_end(row)
        return GeneratedText(self._decode_text(kept), len(kept), len(kept) < len(row))


def _find_end_ids(explainer: Explainer, tokenizer: PreTrainedTokenizerBase) -> frozenset[int]:
    """Find the tokens that end a text: chat models have more than the tokenizer's own."""
    configured: Any = explainer.llm.generation_config.eos_token_id
    own = [configured] if isinstance(configured, int) else list(configured or [])
    return frozenset([*own, tokenizer.eos_token_id, tokenizer.pad_token_id])


class _Seeded(LogitsProcessor):
    """Samples each row by its own seed."""

    def __init__(self, draws: RowRandom) -> None:
        self.draws = draws

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:  # noqa: ARG002
        """Logits (B, V) to logits of which the largest is the draw."""
        return self.draws.perturb_logits(scores)


class _StreamCriteria(StoppingCriteria):
    """After each token: ends rows past their deadline, and calls the listeners."""

    def __init__(self, requests: Sequence[WriteRequest], text: Callable[[Sequence[int]], str]) -> None:
        self.requests = requests
        self.text = text
        self._late: dict[int, int] = {}

    def __call__(self, input_ids: Tensor, scores: Any, **_: Any) -> Tensor:  # noqa: ARG002
        """Return the rows that must end, (B,) bool."""
        now = time.monotonic()
        for row, request in enumerate(self.requests):
            if request.heard is not None and row not in self._late:
                request.heard(self.text(input_ids[row].tolist()))
            # The row ends and the others go on: what follows in it is padding.
            if now >= request.until:
                self._late.setdefault(row, input_ids.shape[1])
        # Rows that only fill up the batch end once all others have.
        fillers = len(self._late) == len(self.requests)
        over = [row in self._late or (fillers and row >= len(self.requests)) for row in range(len(input_ids))]
        return torch.tensor(over, device=input_ids.device)

    def count_kept(self, row: int) -> int | None:
        """Number of a row's tokens that came in time, the rest being padding; None: all."""
        return self._late.get(row)
