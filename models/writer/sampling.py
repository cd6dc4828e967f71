"""Drawing the next tokens of a batch, each row by its own seed."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

TOP_P = 0.9  # the likeliest tokens that together have this share stay in the draw (nucleus sampling)


class Draws:
    """The random numbers of a batch's rows.

    A row's tokens depend on its seed alone and not on what else is in the batch: noise of Gumbel's kind is added to its
    own logits, of which the largest is then the draw.

    Args:
        seeds: of the rows.
        temperatures: of the rows; 0 always takes the likeliest token.

    """

    def __init__(self, seeds: Sequence[int], temperatures: Sequence[float]) -> None:
        self._rows = [torch.Generator().manual_seed(seed) for seed in seeds]
        self._temperatures = temperatures

    def perturbed(self, logits: Tensor) -> Tensor:
        """Logits (B, V) with each row's noise: the largest of a row is its draw."""
        logits = logits.float()
        return torch.stack([self._row(logits[n], n) for n in range(len(self._rows))])

    def _row(self, logits: Tensor, row: int) -> Tensor:
        temperature = self._temperatures[row]
        if temperature <= 0:
            return logits
        ordered, order = (logits / temperature).sort(descending=True)
        shares = ordered.softmax(0)
        ordered = ordered.masked_fill(shares.cumsum(0) - shares > TOP_P, float("-inf"))
        uniform = torch.rand(len(ordered), generator=self._rows[row]).clamp_min(1e-9).to(logits.device)
        noisy = ordered - torch.log(-torch.log(uniform))
        return torch.empty_like(noisy).scatter_(0, order, noisy)
