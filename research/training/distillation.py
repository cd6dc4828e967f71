"""Distillation of the two taggers into the embedded audio encoder.

A plain loop rather than ``transformers.Trainer``: the examples are one array in memory, all losses share one forward
pass, and the loop is shorter than the adapter that a Trainer would need.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import spearmanr
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from models.encoders.audio_network import EMBEDDING, TAGS, AudioNetwork
from research.training.tagger_examples import TaggerExamples

FloatArray = NDArray[np.float32]

TEACHER_EMBEDDING = 400
VOCABULARY = 50
LEAST_SPREAD = 0.1  # floor of the standard deviations: a tag that never varies has none


@dataclass(frozen=True)
class DistilConfig:
    """Settings of the audio encoder's training."""

    epochs: int = 8
    batch: int = 64
    peak_rate: float = 3e-3
    weight_decay: float = 0.05
    logit_share: float = 0.6  # weight of the standardised logit loss; the cross-entropy has 1
    embedding_share: float = 0.4
    words_share: float = 0.2  # weight of the loss that aligns the embedding with text vectors of its tags
    average_decay: float = 0.995  # of the moving average of the weights, which is the result
    seed: int = 0


@dataclass(frozen=True)
class Agreement:
    """Agreement of the encoder with its teachers, on whole tracks."""

    top5: float  # overlap of the five best tags, 0..1, mean of both vocabularies
    spearman: float  # rank correlation over tracks, mean over the hundred tags
    tracks: int


class _Student(nn.Module):
    """The encoder with the training-only projections of its embedding to the teachers' and to text vectors."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.ear = AudioNetwork()
        self.bridge = nn.Linear(EMBEDDING, TEACHER_EMBEDDING)
        self.speak = nn.Linear(EMBEDDING, words)


@dataclass(frozen=True)
class _Scale:
    """Means and deviations of the teachers' logits (100,) and embeddings (400,) over all examples; tag text vectors."""

    logit_mean: Tensor
    logit_spread: Tensor
    embedding_mean: Tensor
    embedding_spread: Tensor
    words: Tensor  # (100, words) text vectors of the tags, about their mean

    @classmethod
    def from_examples(cls, examples: TaggerExamples, words: FloatArray) -> _Scale:
        logits, embeddings = (torch.from_numpy(a.astype(np.float32)) for a in (examples.logits, examples.embeddings))
        return cls(
            logits.mean(0),
            logits.std(0).clamp_min(LEAST_SPREAD),
            embeddings.mean(0),
            embeddings.std(0).clamp_min(LEAST_SPREAD),
            torch.from_numpy(words - words.mean(0)),
        )

    def to_text_space(self, taught: Tensor) -> Tensor:
        """Sum the text vectors of the tags that stand out in logits (B, 100): (B, words)."""
        return ((taught - self.logit_mean) / self.logit_spread).clamp_min(0) @ self.words


def distil_taggers(
    lessons: TaggerExamples,
    config: DistilConfig,
    words: FloatArray,
    each_epoch: Callable[[int, float, AudioNetwork], None] | None = None,
) -> AudioNetwork:
    """Train an audio encoder.

    Args:
        lessons: windows with the teachers' outputs.
        config: settings.
        words: (100, dim) text vectors of the tags, with which the embedding is aligned.
        each_epoch: called with the epoch, its mean loss and the averaged encoder.

    """
    torch.manual_seed(config.seed)
    student, scale = _Student(words.shape[1]), _Scale.from_examples(lessons, words)
    # Starting at the mean logits: the first steps then learn differences, not the tags' frequencies.
    student.ear.tags.bias.data = torch.from_numpy(lessons.logits.astype(np.float32).mean(0))
    student.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    kept = copy.deepcopy(student).eval()
    optimiser = torch.optim.AdamW(_make_parameter_groups(student, config), lr=config.peak_rate)
    steps = config.epochs * (len(lessons) // config.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _schedule_rate(step, steps))
    rng, step = np.random.default_rng(config.seed), 0
    for epoch in range(config.epochs):
        student.train()
        losses = []
        for rows in _iter_batches(len(lessons), config.batch, rng):
            loss = _compute_loss(student, scale, lessons, rows, config)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            # The average follows closely at first, so that it soon forgets the initial weights.
            _update_average(kept, student, min(config.average_decay, step / (step + 10)))
            losses.append(float(loss.detach()))
        if each_epoch:
            each_epoch(epoch, float(np.mean(losses)), kept.ear)
    return kept.ear


def measure_agreement(ear: AudioNetwork, lessons: TaggerExamples) -> Agreement:
    """Compare the encoder with its teachers on the pieces of ``lessons``, which must hold no augmented windows."""
    said = average_piece_scores(compute_logits(ear, lessons), lessons.piece)
    taught = average_piece_scores(lessons.logits.astype(np.float32), lessons.piece)
    halves = (slice(0, VOCABULARY), slice(VOCABULARY, TAGS))
    overlap = [
        len(set(np.argsort(a)[-5:]) & set(np.argsort(b)[-5:])) / 5
        for half in halves
        for a, b in zip(said[:, half], taught[:, half], strict=True)
    ]
    ranks = [spearmanr(said[:, tag], taught[:, tag]).statistic for tag in range(TAGS)]
    return Agreement(float(np.mean(overlap)), float(np.nanmean(ranks)), len(said))


@torch.inference_mode()
def compute_logits(ear: AudioNetwork, lessons: TaggerExamples, batch: int = 128) -> FloatArray:
    """Compute the logits (N, 100) of every window."""
    ear.eval()
    parts = [ear(torch.from_numpy(lessons.mel[i : i + batch]).float())[0] for i in range(0, len(lessons), batch)]
    return torch.cat(parts).numpy()


def average_piece_scores(logits: FloatArray, piece: NDArray[np.int32]) -> FloatArray:
    """Average window scores (N, 100) over each piece: (pieces, 100)."""
    scores = 1 / (1 + np.exp(-logits))
    return np.stack([scores[piece == number].mean(0) for number in np.unique(piece)])


def _compute_loss(
    student: _Student, scale: _Scale, examples: TaggerExamples, rows: NDArray[np.intp], config: DistilConfig
) -> Tensor:
    mel, taught, embedding = (
        torch.from_numpy(a[rows]).float() for a in (examples.mel, examples.logits, examples.embeddings)
    )
    with torch.autocast("cpu", torch.bfloat16):  # nearly twice as fast where the processor knows bfloat16
        logits, own = (part.float() for part in student.ear(mel))
    # Scaled by ten: the mean over mostly absent tags is small beside the other losses.
    entropy = F.binary_cross_entropy_with_logits(logits, torch.sigmoid(taught)) * 10
    # Standardised per tag, since the cross-entropy barely notices rare tags.
    distance = F.smooth_l1_loss(logits / scale.logit_spread, taught / scale.logit_spread)
    wanted = (embedding - scale.embedding_mean) / scale.embedding_spread
    embedding_loss = F.smooth_l1_loss(student.bridge(own), wanted)
    words_loss = 1 - F.cosine_similarity(student.speak(own), scale.to_text_space(taught)).mean()
    total: Tensor = (
        entropy
        + config.logit_share * distance
        + config.embedding_share * embedding_loss
        + config.words_share * words_loss
    )
    return total


def _iter_batches(count: int, size: int, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    order = rng.permutation(count)
    for start in range(0, count - size + 1, size):
        yield order[start : start + size]


def _make_parameter_groups(student: nn.Module, config: DistilConfig) -> list[dict[str, object]]:
    # Biases and norms are not decayed, as usual: they have no scale to shrink.
    matrices = [p for p in student.parameters() if p.ndim > 1]
    vectors = [p for p in student.parameters() if p.ndim <= 1]
    return [{"params": matrices, "weight_decay": config.weight_decay}, {"params": vectors, "weight_decay": 0.0}]


def _schedule_rate(step: int, steps: int) -> float:
    """Rise over the first twentieth, then fall along a cosine."""
    rise = max(1, steps // 20)
    return (step + 1) / rise if step < rise else 0.5 * (1 + math.cos(math.pi * (step - rise) / max(1, steps - rise)))


@torch.no_grad()
def _update_average(kept: nn.Module, student: nn.Module, decay: float) -> None:
    for name, value in student.state_dict().items():
        mine = kept.state_dict()[name]
        if value.is_floating_point():
            mine.lerp_(value, 1 - decay)
        else:
            mine.copy_(value)
