"""Training of the fusion on made pairs: symmetric InfoNCE with a learnable temperature over true batches.

A plain loop: every batch is made anew, so there is no data set for a ``transformers.Trainer`` to walk through.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from models.fusion.mvt import MvtNet
from models.train.pairs import Batch, PairMaker

FloatArray = NDArray[np.float32]

COLDEST = 0.02


@dataclass(frozen=True)
class FusionConfig:
    """How the fusion is trained."""

    steps: int = 320
    batch: int = 512
    peak_rate: float = 1.5e-3
    weight_decay: float = 0.02
    music_noise: float = 0.015  # added to every value of a music vector
    words_noise: float = 0.01
    drawn_clips: int = 1500
    grammar_requests: int = 3500
    caption_requests: int = 1200
    stretches: int = 7  # of each piece
    altered: int = 500
    seed: int = 0


def learn_fusion(
    pairs: PairMaker, words: FloatArray, config: FusionConfig, told: Callable[[int, float], None] | None = None
) -> MvtNet:
    """Train a fusion.

    Args:
        pairs: makes the batches.
        words: (requests, 384) text vectors of the pair maker's requests.
        config: how.
        told: hears the step and its loss.

    """
    torch.manual_seed(config.seed)
    rng = np.random.default_rng(config.seed)
    net = MvtNet()
    optimiser = torch.optim.AdamW(net.parameters(), lr=config.peak_rate, weight_decay=config.weight_decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, config.steps))
    net.train()
    for step in range(config.steps):
        loss = contrast(net, pairs.batch(config.batch, rng), words, config)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if told:
            told(step, float(loss.detach()))
    return net.eval()


def contrast(net: MvtNet, batch: Batch, words: FloatArray, config: FusionConfig) -> Tensor:
    """Symmetric InfoNCE of one batch; targets that would answer a request as well are left out as wrong answers."""
    said = _noisy(torch.from_numpy(words[batch.words]), config.words_noise)
    previous, target = (_noisy(torch.from_numpy(v), config.music_noise) for v in (batch.previous, batch.target))
    queries = net.query(torch.from_numpy(batch.video), said, previous, torch.from_numpy(batch.present))
    temperature = net.log_temperature.exp().clamp_min(COLDEST)
    scores = queries @ net.music(target).T / temperature  # (B, B)
    counted = torch.from_numpy(batch.rival) | torch.eye(len(scores), dtype=torch.bool)
    answers = torch.arange(len(scores))
    forth = F.cross_entropy(scores.masked_fill(~counted, -1e4), answers)
    back = F.cross_entropy(scores.T.masked_fill(~counted.T, -1e4), answers)
    return (forth + back) / 2


def _noisy(vectors: Tensor, size: float) -> Tensor:
    return vectors.float() + size * torch.randn(vectors.shape)


def _rate(step: int, steps: int) -> float:
    """Rise over the first twentieth, then fall along a cosine."""
    rise = max(1, steps // 20)
    return (step + 1) / rise if step < rise else 0.5 * (1 + math.cos(math.pi * (step - rise) / max(1, steps - rise)))
