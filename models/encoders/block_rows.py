"""Rows of an embedding table in 8 bits, a scale for each block of 32 values."""

from __future__ import annotations

import torch
from torch import Tensor, nn

BLOCK = 32


class BlockRows(nn.Module):
    """Looks rows up like :class:`torch.nn.Embedding`, from a fourth of its memory; for inference only.

    Args:
        values: (rows, dim) int8.
        scales: (rows, dim / 32) float16; a value times its block's scale is the row's value.

    """

    values: Tensor
    scales: Tensor

    def __init__(self, values: Tensor, scales: Tensor) -> None:
        super().__init__()
        # Not among a checkpoint's arrays, so not among the module's either.
        self.register_buffer("values", values, persistent=False)
        self.register_buffer("scales", scales, persistent=False)

    @classmethod
    def quantise_table(cls, table: Tensor) -> BlockRows:
        """Round a float table (rows, dim) to 8 bits; ``dim`` is a multiple of 32."""
        blocks = table.float().view(len(table), -1, BLOCK)
        # Of the scale as it is kept: rounding it afterwards would move every value of its block.
        scales = (blocks.abs().amax(2) / 127).half().clamp_min(torch.finfo(torch.float16).tiny)
        values = (blocks / scales[:, :, None]).round_().clamp_(-127, 127).to(torch.int8)
        return cls(values.view(table.shape), scales)

    def forward(self, ids: Tensor) -> Tensor:
        """Look up ids (B, T): (B, T, dim) float32."""
        blocks = self.values[ids].float().view(*ids.shape, -1, BLOCK)
        rows: Tensor = (blocks * self.scales[ids].float().unsqueeze(-1)).flatten(-2)
        return rows
