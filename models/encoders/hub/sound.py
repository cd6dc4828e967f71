"""Sound towers: CLAP, which shares its space with captions, and the audio spectrogram transformer (AST)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F  # noqa: N812

from models.encoders.hub.checkpoint import Checkpoint, find_checkpoint
from models.encoders.hub.loading import choose_device, choose_precision, load_model, silence_transformers
from models.encoders.hub.text import to_float32
from models.encoders.hub.word_pieces import WordPieces

FloatArray = NDArray[np.float32]

BATCH = 16
CLAP_TOKENS = 77  # length at which captions were cut in its training


class SoundTower(Protocol):
    """Maps windows of sound to vectors, whose mean is a track's vector."""

    name: str
    version: str
    dim: int
    rate: int  # sample rate that it needs, Hz
    window: int  # samples per window

    def encode_windows(self, windows: Sequence[FloatArray]) -> FloatArray:
        """Mono windows (n,), n at most ``window``, to vectors (B, dim)."""
        ...


class ClapSound:
    """CLAP's two towers: 48 kHz mono in windows of ten seconds, and words."""

    def __init__(self, model: Any, extractor: Any, checkpoint: Checkpoint) -> None:
        self.name, self.version = checkpoint.name, checkpoint.version
        self.dim = int(model.config.projection_dim)
        self.rate, self.window = int(extractor.sampling_rate), int(extractor.nb_max_samples)
        self._model, self._extractor = model, extractor
        # No window is longer than the model's, so neither way of cutting is ever taken; they differ in filters too.
        self._cutting = "fusion" if model.config.audio_config.enable_fusion else "rand_trunc"
        self._pieces = WordPieces(checkpoint.folder, CLAP_TOKENS)

    @classmethod
    def load(cls, model_id: str) -> ClapSound:
        """Load the model of this id or folder.

        Raises:
            BadInput: ``model-not-here``.
            MuseChatError: ``model-broken``.

        """
        checkpoint = find_checkpoint(model_id, ("*processor_config.json", "tokenizer.json"))
        silence_transformers()
        from transformers import ClapFeatureExtractor, ClapModel

        model = load_model(ClapModel, checkpoint, dtype=torch.float32)
        return cls(model, ClapFeatureExtractor.from_pretrained(checkpoint.folder), checkpoint)

    @torch.inference_mode()
    def encode_windows(self, windows: Sequence[FloatArray]) -> FloatArray:
        """Mono windows (n,) to unit vectors (B, dim)."""
        inputs = self._extractor(list(windows), sampling_rate=self.rate, truncation=self._cutting, return_tensors="pt")[
            "input_features"
        ].to(choose_device(), torch.float32)
        whole = torch.zeros(len(windows), 1, dtype=torch.bool, device=choose_device())  # none is longer than a window
        with _use_reduced_precision():
            found = self._model.get_audio_features(input_features=inputs, is_longer=whole).pooler_output
        return to_float32(F.normalize(found.float(), dim=1))

    @torch.inference_mode()
    def encode_captions(self, texts: Sequence[str]) -> FloatArray:
        """Captions (B,) to unit vectors (B, dim) in the space of the sounds."""
        found = []
        for start in range(0, len(texts), BATCH):
            pieces = self._pieces(texts[start : start + BATCH])
            with _use_reduced_precision():
                features = self._model.get_text_features(input_ids=pieces.ids, attention_mask=pieces.mask).pooler_output
            found.append(to_float32(F.normalize(features.float(), dim=1)))
        return np.concatenate(found) if found else np.empty((0, self.dim), np.float32)


class AstSound:
    """The audio spectrogram transformer: 16 kHz mono in windows of 10.24 seconds; mean of its two class tokens."""

    def __init__(self, model: Any, extractor: Any, checkpoint: Checkpoint) -> None:
        self.name, self.version = checkpoint.name, checkpoint.version
        self.dim = int(model.config.hidden_size)
        self.rate = int(extractor.sampling_rate)
        self.window = int(extractor.max_length) * self.rate // 100  # its frames are ten milliseconds apart
        self._model, self._extractor = model, extractor

    @classmethod
    def load(cls, model_id: str) -> AstSound:
        """Load the model of this id or folder; errors as of :meth:`ClapSound.load`."""
        checkpoint = find_checkpoint(model_id, ("*processor_config.json",))
        silence_transformers()
        from transformers import ASTFeatureExtractor, ASTModel

        model = load_model(ASTModel, checkpoint, dtype=torch.float32)
        return cls(model, ASTFeatureExtractor.from_pretrained(checkpoint.folder), checkpoint)

    @torch.inference_mode()
    def encode_windows(self, windows: Sequence[FloatArray]) -> FloatArray:
        """Mono windows (n,) to vectors (B, dim)."""
        features = self._extractor(list(windows), sampling_rate=self.rate, return_tensors="pt")["input_values"]
        with _use_reduced_precision():
            return to_float32(self._model(input_values=features.to(choose_device(), torch.float32)).pooler_output)


def _use_reduced_precision() -> torch.autocast:
    """Autocast to the precision of :func:`choose_precision`, for matrix products only.

    Converted to bfloat16, spectrograms in decibels would lose up to a quarter of a decibel.
    """
    return torch.autocast(choose_device().type, torch.bfloat16, enabled=choose_precision() is torch.bfloat16)
