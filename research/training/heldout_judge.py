"""Who says what a track is like when pairs are made: the two public taggers, or, without their weights, the ear.

The taggers' answers are kept on disk, since listening costs them about forty times what it costs the ear.
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

BLOCK = 64  # tracks judged and kept at a time


class Judge(Protocol):
    """Somebody who hears the hundred tags."""

    name: str

    def score_piece(self, piece: TrainingPiece) -> FloatArray:
        """Logits of every window of a piece, (W, 100)."""
        ...

    def score_many(self, mels: Sequence[torch.Tensor], told: Progress) -> list[FloatArray]:
        """Logits (W, 100) of each of many tracks' log-mel windows (W, 187, 96)."""
        ...


class TeacherJudge:
    """The two taggers, with a memory."""

    name = "two musicnn taggers"

    def __init__(self, weights: Path, cache: Path) -> None:
        self._teachers = Teachers(weights)
        self._cache = cache

    def score_piece(self, piece: TrainingPiece) -> FloatArray:
        """See :class:`Judge`."""
        return self._score_mel(cut_windows(compress_mel(compute_mel_power(piece.wave).half().float())))

    def score_many(self, mels: Sequence[torch.Tensor], told: Progress) -> list[FloatArray]:
        """See :class:`Judge`."""
        found: list[FloatArray] = []
        for start in range(0, len(mels), BLOCK):
            block = mels[start : start + BLOCK]
            logits = self._score_mel(torch.cat(list(block)))
            found += np.split(logits, np.cumsum([len(mel) for mel in block])[:-1])
            told("the judge listens to altered music", min(1.0, (start + BLOCK) / len(mels)))
        return found

    def _score_mel(self, mel: torch.Tensor) -> FloatArray:
        key = hashlib.sha256(mel.half().numpy().tobytes()).hexdigest()[:20]
        kept = self._cache / f"judged-{key}.npy"
        if kept.is_file():
            known: FloatArray = np.load(kept)
            return known
        logits = self._teachers.label_windows(mel)[0].astype(np.float32)
        with write_whole_file(kept) as file:
            np.save(file, logits)
        return logits


class EncoderJudge:
    """The ear of the embedded profile: where there are no taggers, made pairs say what the ear itself hears."""

    name = "the embedded ear itself"

    def __init__(self, ear: EmbeddedAudioEncoder) -> None:
        self._ear = ear

    def score_piece(self, piece: TrainingPiece) -> FloatArray:
        """See :class:`Judge`."""
        return self._ear.measure_sound(compute_mel_power(piece.wave))[0]

    def score_many(self, mels: Sequence[torch.Tensor], told: Progress) -> list[FloatArray]:
        """See :class:`Judge`."""
        found = []
        for number, mel in enumerate(mels):
            with torch.inference_mode():
                found.append(np.asarray(self._ear.net(mel)[0].numpy(), np.float32))
            told("the ear judges altered music", (number + 1) / len(mels))
        return found
