"""Fits the reader: a small network over sentence vectors and hashed n-grams, by Adam on small batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from models.reading.intent_classifier import GROUPS, IntentCalibration, ReaderWeights
from models.reading.message_features import BUCKETS, hash_grams, join_dense
from research.training.reader_examples import LABELS, ReaderExamples


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """How the reader is trained and tried.

    Attributes:
        epochs: passes over the messages.
        rate: Adam's step for the linear part, lowered to zero along a cosine.
        deep_rate: that of the hidden layer.
        decay: weight of the squared parameters of the linear part in the loss.
        deep_decay: that of the hidden layer's.
        hidden: width of the hidden layer.
        dropout: share of it that is left out at each step.
        batch: messages in a batch.
        folds: of the cross-validation.
        chunk: neighbouring lines that stay in one fold.
        seed: of all that is random.

    """

    epochs: int = 10
    rate: float = 0.02
    deep_rate: float = 0.01
    decay: float = 1e-4
    deep_decay: float = 1e-4
    hidden: int = 64
    dropout: float = 0.5
    batch: int = 128
    folds: int = 5
    chunk: int = 12
    seed: int = 0


class ReaderNetwork(nn.Module):
    """The network of :class:`ReaderWeights` with ``inputs`` numbers beside the n-grams."""

    def __init__(self, inputs: int, config: ReaderConfig) -> None:
        super().__init__()
        outputs = sum(len(LABELS[group]) for group in GROUPS)
        self.dense = nn.Parameter(torch.zeros(inputs, outputs))
        self.grams = nn.Parameter(torch.zeros(BUCKETS, outputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.hidden = nn.Parameter(torch.randn(inputs, config.hidden) * inputs**-0.5)
        self.hidden_bias = nn.Parameter(torch.zeros(config.hidden))
        self.deep = nn.Parameter(torch.randn(config.hidden, outputs) * 0.05)
        self._dropout = nn.Dropout(config.dropout)

    def forward(self, features: Tensor, bags: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
        """Compute the outputs (B, K) for ``features`` (B, inputs) and each message's buckets and weights."""
        buckets, weights = (torch.cat(column) for column in zip(*bags, strict=True))
        starts = torch.tensor([0, *(len(bag[0]) for bag in bags[:-1])]).cumsum(0)
        sums = functional.embedding_bag(buckets, self.grams, starts, mode="sum", per_sample_weights=weights)
        deep = self._dropout(functional.relu(features @ self.hidden + self.hidden_bias)) @ self.deep
        outputs: Tensor = features @ self.dense + deep + sums + self.bias
        return outputs

    def compute_penalty(self, config: ReaderConfig) -> Tensor:
        """Compute what the size of the parameters costs."""
        wide = (self.dense**2).sum() + (self.grams**2).sum()
        deep = (self.hidden**2).sum() + (self.deep**2).sum()
        return config.decay * wide + config.deep_decay * deep


def fit_reader(examples: ReaderExamples, config: ReaderConfig) -> ReaderWeights:
    """Fit the weights, without calibration, to ``examples``."""
    mean = examples.vectors.mean(0)
    features = torch.from_numpy(join_dense(examples.vectors, mean, examples.texts))
    bags = _split_bags(examples.texts)
    targets = {group: torch.from_numpy(values) for group, values in examples.targets.items()}
    # Dropout draws from the global generator: forked, so that a run leaves nobody else's numbers changed.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(config.seed)
        network = ReaderNetwork(features.shape[1], config)
        _run_epochs(network, features, bags, targets, config)
    fitted = {name: values.detach().numpy() for name, values in network.named_parameters()}
    return ReaderWeights(mean=mean, **fitted, labels=LABELS, calibration=IntentCalibration())


def _run_epochs(
    network: ReaderNetwork,
    features: Tensor,
    bags: list[tuple[Tensor, Tensor]],
    targets: dict[str, Tensor],
    config: ReaderConfig,
) -> None:
    wide: list[nn.Parameter] = [network.dense, network.grams, network.bias]
    deep: list[nn.Parameter] = [network.hidden, network.hidden_bias, network.deep]
    groups: list[dict[str, Any]] = [{"params": wide}, {"params": deep, "lr": config.deep_rate}]
    optimiser = torch.optim.Adam(groups, config.rate)
    steps = config.epochs * -(-len(bags) // config.batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(config.epochs):
        for rows in torch.split(torch.randperm(len(bags)), config.batch):
            found = network(features[rows], [bags[i] for i in rows.tolist()])
            loss = compute_loss(found, {group: values[rows] for group, values in targets.items()})
            optimiser.zero_grad()
            (loss + network.compute_penalty(config)).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()


def compute_loss(outputs: Tensor, targets: dict[str, Tensor]) -> Tensor:
    """Sum the losses of the groups: of each intent by itself and against the others, of subjects and of edits."""
    parts = dict(zip(GROUPS, torch.split(outputs, [len(LABELS[group]) for group in GROUPS], dim=1), strict=True))
    loss = functional.binary_cross_entropy_with_logits(parts["intents"], targets["intents"], reduction="sum")
    for group, values in parts.items():
        # Rows with no question or edit have no target there, and so no loss.
        shares = targets[group] / targets[group].sum(1, keepdim=True).clamp(min=1)
        loss = loss - (shares * functional.log_softmax(values, 1)).sum()
    return loss / len(outputs)


def fit_calibration(outputs: NDArray[np.float32], targets: dict[str, NDArray[np.float32]]) -> IntentCalibration:
    """Fit slopes and an offset to the ``outputs`` (N, K) for messages that the weights were not fitted to."""
    values = torch.tensor([1.0, 0.0, 1.0, 1.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([values], max_iter=100, line_search_fn="strong_wolfe")
    widths = [len(LABELS[group]) for group in GROUPS]
    intents, *details = torch.split(torch.from_numpy(outputs).double(), widths, dim=1)
    marked = {group: torch.from_numpy(array).double() for group, array in targets.items()}

    def step() -> Tensor:
        optimiser.zero_grad()
        scaled = values[0] * intents + values[1]
        loss = functional.binary_cross_entropy_with_logits(scaled, marked["intents"])
        for slope, detail, group in zip(values[2:], details, GROUPS[1:], strict=True):
            loss = loss - (marked[group] * functional.log_softmax(slope * detail, 1)).sum() / marked[group].sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(step)  # type: ignore[no-untyped-call]
    return IntentCalibration(*values.tolist())


def _split_bags(texts: list[str]) -> list[tuple[Tensor, Tensor]]:
    hashed = hash_grams(texts)
    ends = [*hashed.starts[1:].tolist(), len(hashed.buckets)]
    pairs = zip(hashed.starts.tolist(), ends, strict=True)
    return [(torch.from_numpy(hashed.buckets[a:b]), torch.from_numpy(hashed.weights[a:b])) for a, b in pairs]
