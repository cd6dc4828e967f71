"""Training examples of the audio encoder: log-mel windows with the two taggers' outputs, cached on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.encoders.mel import WINDOW_FRAMES, compress_mel, compute_mel_power, cut_windows
from research.training.augment import make_altered_view
from research.training.material import TrainingPiece
from research.training.musicnn import Teachers

HalfArray = NDArray[np.float16]
Progress = Callable[[str, float], None]

BLOCK = 64  # windows labelled and cached together


@dataclass(frozen=True)
class TaggerExamples:
    """Windows (N, 187, 96), teacher logits (N, 100) and embeddings (N, 400); ``piece`` (N,), -1 for augmented."""

    mel: HalfArray
    logits: HalfArray
    embeddings: HalfArray
    piece: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.mel)


def make_plain_examples(
    pieces: Sequence[TrainingPiece], teachers: Teachers, cache: Path, overlap: bool, progress: Progress
) -> TaggerExamples:
    """Label every window of ``pieces``; with ``overlap`` also the windows shifted by half."""
    parts = []
    for number, piece in enumerate(pieces):
        key = hashlib.sha256(piece.wave.tobytes() + bytes([overlap])).hexdigest()[:16]
        # Through half precision, as the windows are stored: the label is of what the student sees.
        mel = compress_mel(compute_mel_power(piece.wave).half().float())
        cut = cut_windows(mel)
        if overlap and len(mel) > 2 * WINDOW_FRAMES:
            cut = torch.cat([cut, cut_windows(mel[WINDOW_FRAMES // 2 :])])
        logits, embeddings = _label_windows(cut, teachers, cache / f"plain-{key}.npz")
        parts.append(TaggerExamples(cut.half().numpy(), logits, embeddings, np.full(len(cut), number, np.int32)))
        progress("teachers listen to plain music", (number + 1) / len(pieces))
    return join_examples(parts)


def make_altered_examples(
    pieces: Sequence[TrainingPiece], count: int, seed: int, teachers: Teachers, cache: Path, progress: Progress
) -> TaggerExamples:
    """Label ``count`` windows of augmented music, in blocks seeded by their number."""
    waves = [piece.wave for piece in pieces]
    about = hashlib.sha256(b"".join(wave[:1000].tobytes() for wave in waves)).hexdigest()[:8]
    parts = []
    for block in range(-(-count // BLOCK)):
        # A stopped run finds the blocks that it finished, and more windows only add blocks.
        rng = np.random.default_rng([seed, block])
        views = [make_altered_view(waves, rng) for _ in range(BLOCK // 2)]
        cut = torch.cat([cut_windows(compress_mel(compute_mel_power(view).half().float())) for view in views])
        logits, embeddings = _label_windows(cut, teachers, cache / f"altered-{about}-{seed}-{block}.npz")
        parts.append(TaggerExamples(cut.half().numpy(), logits, embeddings, np.full(len(cut), -1, np.int32)))
        progress("teachers listen to altered music", (block + 1) * BLOCK / count)
    return join_examples(parts)


def join_examples(parts: Sequence[TaggerExamples]) -> TaggerExamples:
    """Concatenate examples."""
    return TaggerExamples(
        *(np.concatenate([getattr(p, f) for p in parts]) for f in ("mel", "logits", "embeddings", "piece"))
    )


def _label_windows(mel: torch.Tensor, teachers: Teachers, cached: Path) -> tuple[HalfArray, HalfArray]:
    if cached.is_file():
        with np.load(cached) as file:
            return file["logits"], file["embeddings"]
    logits, embeddings = teachers.label_windows(mel)
    cached.parent.mkdir(parents=True, exist_ok=True)
    np.savez(cached, logits=logits, embeddings=embeddings)
    return logits, embeddings
