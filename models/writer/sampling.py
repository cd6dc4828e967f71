"""Sampling of the next tokens of a batch, each row by its own seed (Gumbel-max)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

TOP_P = 0.9  # the likeliest tokens that together have this share stay in the draw (nucleus sampling)
TOP_K = 256  # and no more than so many: noise for a vocabulary of 150,000 would cost more than the model's step


class RowRandom:
    """The random numbers of a batch's rows.

    A row's tokens depend on its seed alone and not on what else is in the batch: noise of Gumbel's kind is added to its
    own logits, of which the largest is then the draw.

    Args:
        seeds: of the rows.
        temperatures: of the rows; 0 always takes the likeliest token.

    """

    def __init__(self, seeds: Sequence[int], temperatures: Sequence[float]) -> None:
        # On the CPU also for a GPU: its generators give the same numbers on every machine.
        self._rows = [torch.Generator().manual_seed(seed) for seed in seeds]
        self._temperatures = torch.tensor(temperatures)[:, None]

    def perturb_logits(self, logits: Tensor) -> Tensor:
        """Logits (B, V) with each row's noise: the largest of a row is its draw."""
        logits = logits.float()
        temperatures = self._temperatures.to(logits.device)
        scaled = logits / temperatures.where(temperatures > 0, 1)
        likeliest, order = scaled.topk(min(TOP_K, scaled.shape[1]))  # (B, N)
        shares = (likeliest - scaled.logsumexp(1, keepdim=True)).exp()
        # The share before a token decides, so that the likeliest one always stays.
        kept = likeliest.masked_fill(shares.cumsum(1) - shares > TOP_P, float("-inf"))
        noisy = kept - torch.log(-torch.log(self._draw_uniform(kept.shape[1]).to(logits.device)))
        drawn = torch.full_like(logits, float("-inf")).scatter_(1, order, noisy)
        return torch.where(temperatures > 0, drawn, logits)

    def _draw_uniform(self, count: int) -> Tensor:
        """Numbers between 0 and 1, (B, N)."""
        return torch.stack([torch.rand(count, generator=row) for row in self._rows]).clamp_min(1e-9)
