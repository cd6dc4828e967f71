"""Judges that define synthetic pairs: the two public taggers, or, without their weights, the audio encoder.

The taggers' outputs are cached on disk: they cost about forty times as much as the audio encoder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.encoders.mel import compress_mel, compute_mel_power, cut_windows
from models.weight_files import write_whole_file
from research.training.material import TrainingPiece
from research.training.musicnn import Teachers
from research.training.tagger_examples import Progress

FloatArray = NDArray[np.float32]

BLOCK = 64  # tracks judged and cached together


class Judge(Protocol):
    """Scores the hundred tags of tracks."""

    name: str

    def score_piece(self, piece: TrainingPiece) -> FloatArray:
        """Return the logits of every window of a piece, (W, 100)."""
        ...

    def score_many(self, mels: Sequence[torch.Tensor], progress: Progress) -> list[FloatArray]:
        """Return the logits (W, 100) of each track's log-mel windows (W, 187, 96)."""
        ...


class TeacherJudge:
    """The two taggers, with a disk cache."""

    name = "two musicnn taggers"

    def __init__(self, weights: Path, cache: Path) -> None:
        self._teachers = Teachers(weights)
        self._cache = cache

    def score_piece(self, piece: TrainingPiece) -> FloatArray:
        """See :class:`Judge`."""
        return self._score_mel(cut_windows(compress_mel(compute_mel_power(piece.wave).half().float())))

    def score_many(self, mels: Sequence[torch.Tensor], progress: Progress) -> list[FloatArray]:
        """See :class:`Judge`."""
        found: list[FloatArray] = []
        for start in range(0, len(mels), BLOCK):
            block = mels[start : start + BLOCK]
            logits = self._score_mel(torch.cat(list(block)))
            found += np.split(logits, np.cumsum([len(mel) for mel in block])[:-1])
            progress("the judge listens to altered music", min(1.0, (start + BLOCK) / len(mels)))
        return found

    def _score_mel(self, mel: torch.Tensor) -> FloatArray:
        # Keyed by the input itself: any change of decoding or augmentation misses the cache by construction.
        key = hashlib.sha256(mel.half().numpy().tobytes()).hexdigest()[:20]
        cached = self._cache / f"judged-{key}.npy"
        if cached.is_file():
            known: FloatArray = np.load(cached)
            return known
        logits = self._teachers.label_windows(mel)[0].astype(np.float32)
        with write_whole_file(cached) as file:
            np.save(file, logits)
        return logits


class EncoderJudge:
    """The embedded profile's audio encoder: without taggers, synthetic pairs follow its own tags."""

    name = "the embedded ear itself"

    def __init__(self, encoder: EmbeddedAudioEncoder) -> None:
        self._encoder = encoder

    def score_piece(self, piece: TrainingPiece) -> FloatArray:
        """See :class:`Judge`."""
        return self._encoder.measure_sound(compute_mel_power(piece.wave))[0]

    def score_many(self, mels: Sequence[torch.Tensor], progress: Progress) -> list[FloatArray]:
        """See :class:`Judge`."""
        found = []
        for number, mel in enumerate(mels):
            with torch.inference_mode():
                found.append(np.asarray(self._encoder.net(mel)[0].numpy(), np.float32))
            progress("the ear judges altered music", (number + 1) / len(mels))
        return found
