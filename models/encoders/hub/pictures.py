"""Pictures and captions in one space: CLIP and SigLIP towers, applied to single frames.

Frames go through the Pillow image processors, because all others, the video processors included, need torchvision.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from models.encoders.hub.checkpoint import Checkpoint, find_checkpoint
from models.encoders.hub.loading import choose_device, choose_precision, load_model, silence_transformers
from models.encoders.hub.text import ClipText, to_float32
from models.encoders.hub.word_pieces import WordPieces

FloatArray = NDArray[np.float32]

NEEDS = ("*processor_config.json", "tokenizer.json")
BATCH = 16
SIGLIP_TOKENS = 64  # length of the captions in its training, padding included


class PictureTower(Protocol):
    """Maps pictures and captions to unit vectors whose dot product, times ``scale``, is a logit."""

    name: str
    version: str
    dim: int
    scale: float

    def encode_pictures(self, frames: NDArray[np.uint8]) -> FloatArray:
        """Frames (N, H, W, 3) RGB to unit vectors (N, dim)."""
        ...

    def encode_captions(self, texts: Sequence[str]) -> FloatArray:
        """Captions (B,) to unit vectors (B, dim)."""
        ...


class ClipPictures:
    """CLIP's two towers; ``words`` is the text one."""

    def __init__(self, model: Any, processor: Any, checkpoint: Checkpoint) -> None:
        self.name, self.version = checkpoint.name, checkpoint.version
        self.dim = int(model.config.projection_dim)
        self.scale = model.logit_scale.exp().item()
        self.words = ClipText(model, checkpoint)
        self._model, self._processor = model, processor

    @classmethod
    def load(cls, model_id: str) -> ClipPictures:
        """Load the model of this id or folder.

        Raises:
            BadInput: ``model-not-here``.
            MuseChatError: ``model-broken``.

        """
        checkpoint = find_checkpoint(model_id, NEEDS)
        silence_transformers()
        from transformers import CLIPImageProcessorPil, CLIPModel

        model = load_model(CLIPModel, checkpoint)
        return cls(model, CLIPImageProcessorPil.from_pretrained(checkpoint.folder), checkpoint)

    def encode_pictures(self, frames: NDArray[np.uint8]) -> FloatArray:
        """Frames (N, H, W, 3) RGB to unit vectors (N, dim)."""
        return _encode_frames(self._model, self._processor, frames, self.dim)

    def encode_captions(self, texts: Sequence[str]) -> FloatArray:
        """Captions (B,) to unit vectors (B, dim)."""
        return self.words.encode(texts)


class SiglipPictures:
    """SigLIP's and SigLIP 2's two towers, of the checkpoints with a fixed picture size."""

    def __init__(self, model: Any, processor: Any, checkpoint: Checkpoint) -> None:
        self.name, self.version = checkpoint.name, checkpoint.version
        self.dim = int(model.config.vision_config.hidden_size)
        self.scale = model.logit_scale.exp().item()
        self._model, self._processor = model, processor
        longest = min(SIGLIP_TOKENS, model.config.text_config.max_position_embeddings)
        self._pieces = WordPieces(checkpoint.folder, longest, full=True)

    @classmethod
    def load(cls, model_id: str) -> SiglipPictures:
        """Load the model of this id or folder; errors as of :meth:`ClipPictures.load`."""
        checkpoint = find_checkpoint(model_id, NEEDS)
        silence_transformers()
        from transformers import SiglipImageProcessorPil, SiglipModel

        model = load_model(SiglipModel, checkpoint)
        return cls(model, SiglipImageProcessorPil.from_pretrained(checkpoint.folder), checkpoint)

    def encode_pictures(self, frames: NDArray[np.uint8]) -> FloatArray:
        """Frames (N, H, W, 3) RGB to unit vectors (N, dim)."""
        return _encode_frames(self._model, self._processor, frames, self.dim)

    @torch.inference_mode()
    def encode_captions(self, texts: Sequence[str]) -> FloatArray:
        """Captions (B,) to unit vectors (B, dim).

        Lower case, padded to full length and without a mask, as in training: the last position, padding or not, is
        the one that is read.
        """
        found = []
        for start in range(0, len(texts), BATCH):
            pieces = self._pieces([text.lower() for text in texts[start : start + BATCH]])
            found.append(to_float32(_to_unit(self._model.get_text_features(input_ids=pieces.ids).pooler_output)))
        return np.concatenate(found) if found else np.empty((0, self.dim), np.float32)


@torch.inference_mode()
def _encode_frames(model: Any, processor: Any, frames: NDArray[np.uint8], dim: int) -> FloatArray:
    found = []
    for start in range(0, len(frames), BATCH):
        batch = list(frames[start : start + BATCH])
        pixels = processor(images=batch, input_data_format="channels_last", return_tensors="pt")["pixel_values"]
        features = model.get_image_features(pixel_values=pixels.to(choose_device(), choose_precision())).pooler_output
        found.append(to_float32(_to_unit(features)))
    return np.concatenate(found) if found else np.empty((0, dim), np.float32)


def _to_unit(vectors: Tensor) -> Tensor:
    return F.normalize(vectors.float(), dim=1)
