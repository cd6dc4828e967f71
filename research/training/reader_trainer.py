"""Fits the reader: a linear model over sentence vectors and hashed n-grams, by Adam on small batches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from models.reading.intent_classifier import GROUPS, Calibration, ReaderWeights
from models.reading.message_features import BUCKETS, hash_grams, join_dense
from research.training.reader_examples import LABELS, ReaderExamples


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """How the reader is trained and tried.

    Attributes:
        epochs: passes over the messages.
        rate: Adam's step, lowered to zero along a cosine.
        decay: weight of the squared parameters in the loss.
        batch: messages in a batch.
        folds: of the cross-validation.
        chunk: neighbouring lines that stay in one fold.
        seed: of all that is random.

    """

    epochs: int = 20
    rate: float = 0.02
    decay: float = 3e-5
    batch: int = 128
    folds: int = 5
    chunk: int = 12
    seed: int = 0


def fit_reader(examples: ReaderExamples, config: ReaderConfig) -> ReaderWeights:
    """Fit the weights, without calibration, to ``examples``."""
    generator = torch.Generator().manual_seed(config.seed)
    mean = examples.vectors.mean(0)
    dense = torch.from_numpy(join_dense(examples.vectors, mean, examples.texts))
    bags = _split_bags(examples.texts)
    targets = {group: torch.from_numpy(values) for group, values in examples.targets.items()}
    outputs = sum(len(LABELS[group]) for group in GROUPS)
    parameters = [torch.zeros(size, requires_grad=True) for size in ((dense.shape[1], outputs), (BUCKETS, outputs))]
    parameters.append(torch.zeros(outputs, requires_grad=True))
    optimiser = torch.optim.Adam(parameters, config.rate)
    steps = config.epochs * -(-len(bags) // config.batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(config.epochs):
        for rows in torch.randperm(len(bags), generator=generator).split(config.batch):
            found = _compute_outputs(dense[rows], [bags[i] for i in rows.tolist()], parameters)
            penalty = config.decay * sum((values**2).sum() for values in parameters[:2])
            loss = compute_loss(found, {group: values[rows] for group, values in targets.items()}) + penalty
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    fitted = [values.detach().numpy() for values in parameters]
    return ReaderWeights(mean, *fitted, labels=LABELS, calibration=Calibration())


def compute_loss(outputs: Tensor, targets: dict[str, Tensor]) -> Tensor:
    """Sum the losses of the groups: of each intent by itself and against the others, of subjects and of edits."""
    parts = dict(zip(GROUPS, outputs.split([len(LABELS[group]) for group in GROUPS], dim=1), strict=True))
    loss = functional.binary_cross_entropy_with_logits(parts["intents"], targets["intents"], reduction="sum")
    for group, values in parts.items():
        # Rows with no question or edit have no target there, and so no loss.
        shares = targets[group] / targets[group].sum(1, keepdim=True).clamp(min=1)
        loss = loss - (shares * functional.log_softmax(values, 1)).sum()
    return loss / len(outputs)


def fit_calibration(outputs: NDArray[np.float32], targets: dict[str, NDArray[np.float32]]) -> Calibration:
    """Fit slopes and an offset to the ``outputs`` (N, K) for messages that the weights were not fitted to."""
    values = torch.tensor([1.0, 0.0, 1.0, 1.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([values], max_iter=100, line_search_fn="strong_wolfe")
    widths = [len(LABELS[group]) for group in GROUPS]
    intents, *details = torch.from_numpy(outputs).double().split(widths, dim=1)
    marked = {group: torch.from_numpy(array).double() for group, array in targets.items()}

    def step() -> Tensor:
        optimiser.zero_grad()
        scaled = values[0] * intents + values[1]
        loss = functional.binary_cross_entropy_with_logits(scaled, marked["intents"])
        for slope, detail, group in zip(values[2:], details, GROUPS[1:], strict=True):
            loss = loss - (marked[group] * functional.log_softmax(slope * detail, 1)).sum() / marked[group].sum()
        loss.backward()
        return loss

    optimiser.step(step)
    return Calibration(*values.tolist())


def _split_bags(texts: list[str]) -> list[tuple[Tensor, Tensor]]:
    hashed = hash_grams(texts)
    ends = [*hashed.starts[1:].tolist(), len(hashed.buckets)]
    pairs = zip(hashed.starts.tolist(), ends, strict=True)
    return [(torch.from_numpy(hashed.buckets[a:b]), torch.from_numpy(hashed.weights[a:b])) for a, b in pairs]


def _compute_outputs(dense: Tensor, bags: list[tuple[Tensor, Tensor]], parameters: list[Tensor]) -> Tensor:
    table, grams, bias = parameters
    buckets, weights = (torch.cat(column) for column in zip(*bags, strict=True))
    starts = torch.tensor([0, *(len(bag[0]) for bag in bags[:-1])]).cumsum(0)
    return (
        dense @ table + functional.embedding_bag(buckets, grams, starts, mode="sum", per_sample_weights=weights) + bias
    )
