"""Music taggers: the two musicnn networks, given the path of their weights, or the shipped audio encoder."""

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
    """Scores the hundred tags from mel power."""

    name: str
    seconds: float  # of one core for three minutes of music

    def score_tags(self, power: Tensor) -> FloatArray:
        """Score mel power (frames, 96) of a whole track: (100,) in 0..1, MTT's tags first."""
        ...


class MusicnnTagger:
    """The two musicnn taggers (MagnaTagATune and Million Song).

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
        """Score a whole track: the mean over its windows of three seconds, (100,)."""
        logits, _ = self._teachers.label_windows(cut_windows(compress_mel(power)))
        return _average_scores(logits.astype(np.float32))


class EncoderTagger:
    """The embedded profile's audio encoder, which was distilled from the taggers; cheaper and less accurate."""

    seconds = 0.2

    def __init__(self, encoder: EmbeddedAudioEncoder) -> None:
        self.name = f"{encoder.name}/{encoder.version}"
        self._encoder = encoder

    def score_tags(self, power: Tensor) -> FloatArray:
        """Score a whole track: the mean over its windows of three seconds, (100,)."""
        logits, _, _ = self._encoder.measure_sound(power)
        return _average_scores(logits)


def _average_scores(logits: FloatArray) -> FloatArray:
    """Average the window logits (N, 100) to scores (100,) of the track."""
    # Scores are averaged, not logits: one very certain window must not decide for the whole track.
    scores: FloatArray = (1 / (1 + np.exp(-logits))).mean(0).astype(np.float32)
    return scores
