"""The network that reads messages: the text encoder's upper layers, adapted, and what is told from their states.

What a message does is told from the mean of its tokens and from its hashed n-grams. What it wants is told concept by
concept: each attends to the tokens that name it (label-wise attention: Mullenbach et al., "Explainable Prediction of
Medical Codes from Clinical Text", 2018), and whether those are wanted is told by one direction that all concepts share,
so that "no" is learnt once. The layers are adapted by low-rank changes (LoRA: Hu et al., 2021).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.encoders.bert import run_layers
from models.encoders.e5 import LayerStates
from models.reading.message_features import BUCKETS, MARKS

ACT_GROUPS = ("intents", "subjects", "edits")
WISH_GROUPS = ("concepts", "scales")
Labels = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MessageOutputs:
    """What the network gives for B messages.

    Attributes:
        acts: one output for each label of :data:`ACT_GROUPS`, in their order, (B, A).
        wishes: for each label of :data:`WISH_GROUPS`: not meant, wanted more, wanted less; (B, W, 3).
        firm: whether what is meant is a bound, (B, W).
        attention: where each label looked, (B, W, T); sums to 1 over a message's own tokens.

    """

    acts: Tensor
    wishes: Tensor
    firm: Tensor
    attention: Tensor


class MessageNetwork(nn.Module):
    """Maps states of the encoder's lower layers to what messages do and want.

    Args:
        upper: the encoder's other layers.
        dim: of their states.
        labels: the names of the outputs by group.
        dropout: share of the states' numbers that is left out in training.

    """

    def __init__(self, upper: nn.ModuleList, dim: int, labels: Labels, dropout: float = 0.0) -> None:
        super().__init__()
        acts = sum(len(labels[group]) for group in ACT_GROUPS)
        scales, wishes = len(labels["scales"]), sum(len(labels[group]) for group in WISH_GROUPS)
        self.labels = labels
        self.upper = upper
        self.acts = nn.Linear(dim + MARKS, acts)
        self.grams = nn.Parameter(torch.zeros(BUCKETS, acts + wishes))
        self.queries = nn.Parameter(torch.randn(wishes, dim) * 0.1)
        self.mentions = nn.Parameter(torch.zeros(wishes, dim))
        self.topics = nn.Parameter(torch.zeros(wishes, dim))
        self.mention_bias = nn.Parameter(torch.full((wishes,), -4.0))
        self.tone = nn.Linear(dim, 2)  # of every token: is what it names wanted, and firmly
        self.scale_tone = nn.Parameter(torch.zeros(scales, dim))
        self._dropout = nn.Dropout(dropout)

    def forward(self, lower: LayerStates, marks: Tensor, bags: Sequence[tuple[Tensor, Tensor]]) -> MessageOutputs:
        """Read messages.

        Args:
            lower: the encoder's states, of B messages.
            marks: what stands out in them, (B, MARKS).
            bags: each message's buckets and weights of n-grams.

        """
        states = self._dropout(run_layers(self.upper, lower.states, lower.mask))
        own = lower.own.to(states.dtype)
        mean = (states * own[:, :, None]).sum(1) / own.sum(1, keepdim=True).clamp(min=1)
        acts = self.acts(torch.cat([mean, marks], 1))
        grams = sum_grams(self.grams, bags)
        widths = [acts.shape[1], grams.shape[1] - acts.shape[1]]
        act_grams, wish_grams = torch.split(grams, widths, dim=1)
        named = mean @ self.topics.T + wish_grams + self.mention_bias
        return MessageOutputs(acts + act_grams, *self._find_wishes(states, lower.own, named))

    def _find_wishes(self, states: Tensor, own: Tensor, named: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        looks = torch.einsum("wd,btd->bwt", self.queries, states)
        attention = looks.masked_fill(own[:, None, :] == 0, -torch.inf).softmax(2)
        named = named + (attention * torch.einsum("wd,btd->bwt", self.mentions, states)).sum(2)
        tone = torch.einsum("bwt,btk->bwk", attention, self.tone(states))
        concepts = named.shape[1] - len(self.scale_tone)
        steps = (attention[:, concepts:] * torch.einsum("sd,btd->bst", self.scale_tone, states)).sum(2)
        wanted = torch.cat([tone[:, :concepts, 0], steps], 1)
        outputs = torch.stack([torch.zeros_like(named), named + wanted, named - wanted], 2)
        return outputs, tone[:, :, 1], attention


def sum_grams(grams: Tensor, bags: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
    """Sum the rows of ``grams`` (BUCKETS, K) for each message, weighted: (B, K)."""
    buckets, weights = (torch.cat(column) for column in zip(*bags, strict=True))
    starts = torch.tensor([0, *(len(bag[0]) for bag in bags[:-1])]).cumsum(0)
    return functional.embedding_bag(buckets, grams, starts, mode="sum", per_sample_weights=weights)


def merge_adapters(upper: nn.ModuleList, arrays: Mapping[str, Tensor], scale: float) -> None:
    """Add low-rank changes to the weights of ``upper``: for "NAME.a" (r, in) and "NAME.b" (out, r), b @ a * ``scale``.

    Raises:
        KeyError: a name is of no weight there.

    """
    weights = dict(upper.named_parameters())
    with torch.no_grad():
        for name in (key.removesuffix(".a") for key in arrays if key.endswith(".a")):
            weights[f"{name}.weight"].add_(arrays[f"{name}.b"] @ arrays[f"{name}.a"], alpha=scale)
