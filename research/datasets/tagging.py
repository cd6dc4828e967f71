"""Who hears the tags: the two musicnn taggers, by their weights' path, or the ear that ships, which learned of them."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.encoders.mel import compress_mel, cut_windows
from musechat.errors import BadInput
from research.training.musicnn import Teachers

FloatArray = NDArray[np.float32]

TAGGER_FILES = ("musicnn_mtt_pons2019.npz", "musicnn_msd_pons2019.npz")


class Tagger(Protocol):
    """Mel power to the scores of the hundred tags."""

    name: str
    seconds: float  # of one core for three minutes of music

    def score_tags(self, power: Tensor) -> FloatArray:
        """Score mel power (frames, 96) of a whole track: (100,) in 0..1, MTT's tags first."""
        ...


class MusicnnTagger:
    """The two taggers themselves.

    Raises:
        BadInput: ``no-taggers`` where ``folder`` lacks their weights.

    """

    name = "musicnn/2019"
    seconds = 4.0

    def __init__(self, folder: Path) -> None:
        missing = [name for name in TAGGER_FILES if not (folder / name).is_file()]
        if missing:
            raise BadInput(
                "no-taggers", f"{folder} lacks {' and '.join(missing)}", "Leave --taggers out to use the ear that ships"
            )
        self._teachers = Teachers(folder)

    def score_tags(self, power: Tensor) -> FloatArray:
        """Score a whole track, the mean over its windows of three seconds."""
        logits, _ = self._teachers.label_windows(cut_windows(compress_mel(power)))
        return _average_scores(logits.astype(np.float32))


class EncoderTagger:
    """The ear of the embedded profile; its tags are a copy of the taggers' and a little less sure."""

    seconds = 0.2

    def __init__(self, ear: EmbeddedAudioEncoder) -> None:
        self.name = f"{ear.name}/{ear.version}"
        self._ear = ear

    def score_tags(self, power: Tensor) -> FloatArray:
        """Score a whole track, the mean over its windows of three seconds."""
        logits, _, _ = self._ear.measure_sound(power)
        return _average_scores(logits)


def _average_scores(logits: FloatArray) -> FloatArray:
    """Bring logits (N, 100) of windows to scores (100,) of the track."""
    scores: FloatArray = (1 / (1 + np.exp(-logits))).mean(0).astype(np.float32)
    return scores
