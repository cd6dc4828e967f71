"""Batches from a pair set's cached features, with random dropping of parts, token padding and hard negatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from models.fusion.mvt import pad_tokens
from research.datasets.pair_set import PairSet

FloatArray = NDArray[np.float32]
HalfArray = NDArray[np.float16]


@dataclass(frozen=True)
class Dropping:
    """Probabilities of dropping parts of a request, so that one network serves every kind of turn.

    Words and candidate are mostly dropped together, as in turn 1; the rest is for turns without a clip and for buttons.
    """

    first_turn: float = 0.4  # words and candidate
    clip: float = 0.1
    candidate: float = 0.08
    words: float = 0.05  # alone: "more like this"
    clip_and_candidate: float = 0.12  # words alone
    token: float = 0.08  # of each of the words' tokens

    def draw_parts(self, count: int, rng: np.random.Generator) -> NDArray[np.bool_]:
        """Draw which of clip, words, candidate each of ``count`` requests has: (count, 3)."""
        kinds = [(1, 0, 0), (0, 1, 1), (1, 1, 0), (1, 0, 1), (0, 1, 0), (1, 1, 1)]
        shares = [self.first_turn, self.clip, self.candidate, self.words, self.clip_and_candidate]
        chosen = rng.choice(len(kinds), count, p=[*shares, 1 - sum(shares)])
        return np.array(kinds, np.bool_)[chosen]


class QuartetRows(Dataset[int]):
    """Row numbers of a split's training tuples; the features are looked up when a batch is collated."""

    def __init__(self, rows: NDArray[np.intp]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> int:
        return int(self.rows[index])


class PairBatches:
    """Collates training tuples into the inputs of :class:`research.training.contrastive_loss.Contrast`.

    Args:
        pairs: the features.
        words: token states of the texts, (T, dw) each; None for MVP.
        dropping: probabilities of dropping parts; None drops all but the clip.
        music_noise: standard deviation of the noise added to music vectors.
        seed: together with a batch's rows it seeds all draws, so that a resumed run continues identically.

    """

    def __init__(
        self,
        pairs: PairSet,
        words: Sequence[HalfArray] | None,
        dropping: Dropping | None,
        music_noise: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.pairs = pairs
        self.words = words
        self.dropping = dropping
        self.music_noise = music_noise
        self.seed = seed
        self.hard: dict[int, NDArray[np.intp]] = {}  # training tuple -> music rows of its hard negatives

    def __call__(self, rows: Sequence[int]) -> dict[str, Tensor | None]:
        """Collate the training tuples ``rows``."""
        rng = np.random.default_rng([self.seed, *rows[:8]])
        video, target, candidate, text = self.pairs.quartet[list(rows)].T
        present = np.tile([True, False, False], (len(rows), 1))
        if self.dropping is not None:
            present = self.dropping.draw_parts(len(rows), rng)
            present[[not self.pairs.texts[n] for n in text]] = (True, False, False)  # a first turn has no words
        words, mask = (None, None) if self.words is None else pad_tokens([self.words[n] for n in text])
        if mask is not None and self.dropping is not None:
            # Single tokens are dropped so that no one word decides.
            mask &= torch.from_numpy(rng.random(mask.shape) >= self.dropping.token)
        hard = self._choose_hard_negatives(rows, rng)
        return {
            "video": torch.from_numpy(self.pairs.video[video]),
            "words": words,
            "words_mask": mask,
            "previous": self._get_music(candidate, rng),
            "present": torch.from_numpy(present),
            "target": self._get_music(target, rng),
            "artist": torch.from_numpy(self.pairs.artist[target]),
            "hard": self._get_music(hard, rng),
            "hard_artist": torch.from_numpy(self.pairs.artist[hard]),
        }

    def _choose_hard_negatives(self, rows: Sequence[int], rng: np.random.Generator) -> NDArray[np.intp]:
        found = [int(rng.choice(self.hard[row])) for row in rows if row in self.hard]
        return np.array(found, np.intp)

    def _get_music(self, rows: NDArray[np.intp], rng: np.random.Generator) -> Tensor:
        vectors = self.pairs.music[rows]
        # Noise on the frozen vectors: the only augmentation that cached features allow.
        noise = rng.standard_normal(vectors.shape, np.float32) * self.music_noise
        return torch.from_numpy(vectors + noise)
