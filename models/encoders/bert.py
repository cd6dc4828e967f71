"""BERT's encoder for inference, with the parameter names of published checkpoints.

Importing ``transformers`` instead would cost each worker seconds and a hundred megabytes at its start; a test compares
the two.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812


@dataclass(frozen=True)
class BertSizes:
    """The sizes in a checkpoint's ``config.json``."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float


class BertEncoder(nn.Module):
    """Token ids to hidden states, for inference only."""

    def __init__(self, sizes: BertSizes) -> None:
        super().__init__()
        self.embeddings = _Embeddings(sizes)
        self.layers = [_Layer(sizes) for _ in range(sizes.num_hidden_layers)]
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(self.layers)})

    def forward(self, ids: Tensor, mask: Tensor, layers: int | None = None) -> Tensor:
        """Encode ids (B, T) under a mask (B, T), 1 where there is a token, to states (B, T, hidden).

        They are those after the first ``layers``; of all by default.
        """
        return run_layers(self.layers[:layers], self.embeddings(ids), mask)

    def copy_layers(self, first: int) -> nn.ModuleList:
        """Copy the layers from ``first`` on, to be changed."""
        return nn.ModuleList(copy.deepcopy(layer) for layer in self.layers[first:])


def run_layers(layers: Iterable[nn.Module], states: Tensor, mask: Tensor) -> Tensor:
    """Run ``layers`` on states (B, T, hidden) under a mask (B, T)."""
    attend = mask[:, None, None, :].bool()
    for layer in layers:
        states = layer(states, attend)
    return states


class _Embeddings(nn.Module):
    def __init__(self, sizes: BertSizes) -> None:
        super().__init__()
        self.word_embeddings: nn.Module = nn.Embedding(sizes.vocab_size, sizes.hidden_size)
        self.position_embeddings = nn.Embedding(sizes.max_position_embeddings, sizes.hidden_size)
        self.token_type_embeddings = nn.Embedding(sizes.type_vocab_size, sizes.hidden_size)
        self.LayerNorm = nn.LayerNorm(sizes.hidden_size, sizes.layer_norm_eps)

    def forward(self, ids: Tensor) -> Tensor:
        places = self.position_embeddings.weight[: ids.shape[1]]
        normed: Tensor = self.LayerNorm(self.word_embeddings(ids) + places + self.token_type_embeddings.weight[0])
        return normed


class _Layer(nn.Module):
    def __init__(self, sizes: BertSizes) -> None:
        super().__init__()
        hidden = sizes.hidden_size
        self.heads = sizes.num_attention_heads
        self.attention = nn.ModuleDict(
            {
                "self": nn.ModuleDict({name: nn.Linear(hidden, hidden) for name in ("query", "key", "value")}),
                "output": _make_dense_and_norm(hidden, hidden, sizes.layer_norm_eps),
            }
        )
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(hidden, sizes.intermediate_size)})
        self.output = _make_dense_and_norm(sizes.intermediate_size, hidden, sizes.layer_norm_eps)

    def forward(self, states: Tensor, attend: Tensor) -> Tensor:
        maps = self.attention["self"]
        query, key, value = (self._split_heads(maps[name](states)) for name in ("query", "key", "value"))  # type: ignore[index]
        mixed = F.scaled_dot_product_attention(query, key, value, attend).transpose(1, 2).flatten(2)
        states = _close_block(self.attention["output"], mixed, states)
        return _close_block(self.output, F.gelu(self.intermediate["dense"](states)), states)

    def _split_heads(self, states: Tensor) -> Tensor:
        """(B, T, hidden) to (B, heads, T, hidden / heads)."""
        return states.view(*states.shape[:2], self.heads, -1).transpose(1, 2)


def _make_dense_and_norm(inside: int, outside: int, eps: float) -> nn.ModuleDict:
    return nn.ModuleDict({"dense": nn.Linear(inside, outside), "LayerNorm": nn.LayerNorm(outside, eps)})


def _close_block(block: nn.Module, inner: Tensor, states: Tensor) -> Tensor:
    """End a block: project, add the block's input (residual), normalise."""
    assert isinstance(block, nn.ModuleDict)  # noqa: S101 (for the type checker)
    normed: Tensor = block["LayerNorm"](block["dense"](inner) + states)
    return normed


def build_bert(sizes: BertSizes, arrays: dict[str, Tensor], words: nn.Module | None = None) -> BertEncoder:
    """Build an encoder from a checkpoint's ``arrays``; those of a pooler are ignored.

    Args:
        sizes: of the checkpoint.
        arrays: by their names in the checkpoint.
        words: looks token ids (B, T) up to rows (B, T, hidden), instead of the checkpoint's own table.

    Raises:
        KeyError: an array is missing.

    """
    with torch.device("meta"):  # no time spent on random values that the arrays replace
        model = BertEncoder(sizes)
    if words is not None:
        model.embeddings.word_embeddings = words
    wanted = model.state_dict().keys()
    model.load_state_dict({key: arrays[key] for key in wanted}, assign=True)
    return model.eval()
