"""Text encoders from published checkpoints: sentence encoders by mean or last token, and CLIP's text tower."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from models.encoders.hub.checkpoint import Checkpoint, find_checkpoint
from models.encoders.hub.loading import load_model, silence_transformers
from models.encoders.hub.word_pieces import TokenBatch, WordPieces
from models.encoders.interface import WORD_TOKENS
from musechat.errors import BadInput

FloatArray = NDArray[np.float32]

NEEDS = ("tokenizer.json",)
BATCH = 32
MAX_TOKENS = 256
CLIP_TOKENS = 77
TASK = "Given what somebody wants to hear, retrieve the description of music that fits"


class HubText:
    """A sentence encoder in the layout of sentence-transformers. Thread-safe.

    The pooling (mean or last token) and the prefix of queries are read from the checkpoint's own files.
    Qwen3-Embedding pools at the last token, pads on the left and takes an instruction before a query
    (https://huggingface.co/Qwen/Qwen3-Embedding-0.6B); its task is worded for music here.
    """

    def __init__(self, model: Any, checkpoint: Checkpoint, *, last: bool, prefix: str) -> None:
        self.name, self.version = checkpoint.name, checkpoint.version
        self.dim = int(model.config.hidden_size)
        self._model, self._last, self._prefix = model, last, prefix
        self._pieces = WordPieces(checkpoint.folder, MAX_TOKENS, "left" if last else "right")

    @classmethod
    def load(cls, model_id: str) -> HubText:
        """Load the model of this id or folder.

        Raises:
            BadInput: ``model-not-here``; ``model-not-fit`` for another pooling.

        """
        checkpoint = find_checkpoint(model_id, NEEDS)
        silence_transformers()
        from transformers import AutoModel

        last = _uses_last_token(checkpoint)
        return cls(
            load_model(AutoModel, checkpoint), checkpoint, last=last, prefix=_read_query_prefix(checkpoint.folder)
        )

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode queries (B,) to unit vectors (B, dim)."""
        return self._encode_pooled([self._prefix + text for text in texts])

    def encode_documents(self, texts: Sequence[str]) -> FloatArray:
        """Encode documents (B,), which are searched, to unit vectors (B, dim): without an instruction."""
        return self._encode_pooled(texts)

    @torch.inference_mode()
    def encode_tokens(self, texts: Sequence[str]) -> list[FloatArray]:
        """Encode queries to the states of their own tokens, (T, dim) each; an instruction's tokens are left out."""
        found = []
        for start in range(0, len(texts), BATCH):
            pieces = self._pieces([self._prefix + text for text in texts[start : start + BATCH]])
            states = self._compute_states(pieces)
            found += [self._select_own_states(states[row], pieces, row) for row in range(len(states))]
        return found

    def pool_states(self, states: FloatArray) -> FloatArray:
        """Pool a text's token states (T, dim) to one unit vector (dim,)."""
        return mean_pool_unit(states[-1:] if self._last else states)

    def _select_own_states(self, states: Tensor, pieces: TokenBatch, row: int) -> FloatArray:
        encoding = pieces.encodings[row]
        kept = [
            n
            for n, (mask, special, (_, end)) in enumerate(
                zip(encoding.attention_mask, encoding.special_tokens_mask, encoding.offsets, strict=True)
            )
            if mask and (special or end > len(self._prefix))
        ]
        # With causal attention the last tokens carry the whole text; with mean pooling the first are as good.
        kept = kept[-WORD_TOKENS:] if self._last else kept[:WORD_TOKENS]
        return to_float32(states[kept])

    def _encode_pooled(self, texts: Sequence[str]) -> FloatArray:
        if not texts:
            return np.empty((0, self.dim), np.float32)
        return np.concatenate([self._encode_batch(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])

    @torch.inference_mode()
    def _encode_batch(self, texts: Sequence[str]) -> FloatArray:
        pieces = self._pieces(texts)
        states = self._compute_states(pieces)
        if self._last:
            return to_float32(F.normalize(states[:, -1], dim=1))
        return to_float32(F.normalize((states * pieces.mask[:, :, None]).sum(1), dim=1))

    def _compute_states(self, pieces: TokenBatch) -> Tensor:
        states: Tensor = self._model(input_ids=pieces.ids, attention_mask=pieces.mask).last_hidden_state
        return states.float()


class ClipText:
    """CLIP's text tower: the projected state of the end token; safe to use from several threads.

    Position 0 holds the start token, which is the same for every text under a causal mask: it must not be the one
    that is taken.
    """

    def __init__(self, model: Any, checkpoint: Checkpoint) -> None:
        self.name, self.version = checkpoint.name, checkpoint.version
        self.dim = int(model.config.projection_dim)
        self._model = model
        self._pieces = WordPieces(checkpoint.folder, CLIP_TOKENS)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode ``texts`` (B,) to unit vectors (B, dim)."""
        ends = [states[-1] for states in self.encode_tokens(texts)]
        return np.stack([mean_pool_unit(end[None]) for end in ends]) if ends else np.empty((0, self.dim), np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> list[FloatArray]:
        """Encode ``texts`` to projected token states, (T, dim) each, the end token's last and no start token."""
        return [row for i in range(0, len(texts), BATCH) for row in self._encode_batch(texts[i : i + BATCH])]

    @torch.inference_mode()
    def _encode_batch(self, texts: Sequence[str]) -> list[FloatArray]:
        pieces = self._pieces(texts)
        states = self._model.text_model(input_ids=pieces.ids, attention_mask=pieces.mask).last_hidden_state
        projected = self._model.text_projection(states).float()
        lengths = pieces.mask.sum(1).tolist()
        return [to_float32(row[1:n][-WORD_TOKENS:]) for row, n in zip(projected, lengths, strict=True)]


def mean_pool_unit(states: FloatArray) -> FloatArray:
    """Mean of token states (T, dim), brought to unit length."""
    mean = states.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), np.float32)


def to_float32(tensor: Tensor) -> FloatArray:
    """Copy a tensor of any device and precision to a float32 array."""
    found: FloatArray = tensor.float().cpu().numpy()
    return found


def _uses_last_token(checkpoint: Checkpoint) -> bool:
    path = checkpoint.folder / "1_Pooling" / "config.json"
    config: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    mode = config.get("pooling_mode") or next(
        (m for m in ("mean_tokens", "lasttoken", "cls_token") if config.get(f"pooling_mode_{m}")), "mean_tokens"
    )
    # Better refused than pooled in the wrong way: the vectors would look fine and mean little.
    if mode not in ("mean", "mean_tokens", "lasttoken"):
        raise BadInput(
            "model-not-fit", f"{checkpoint.name} pools by {mode}", "Take one that pools by mean or lasttoken"
        )
    return bool(mode == "lasttoken")


def _read_query_prefix(folder: Path) -> str:
    """Read the prefix of queries; an instruction's task is replaced by ours, for music."""
    path = folder / "config_sentence_transformers.json"
    prompts = json.loads(path.read_text("utf-8")).get("prompts", {}) if path.is_file() else {}
    prefix = str(prompts.get("query", ""))
    return f"Instruct: {TASK}\nQuery:" if prefix.startswith("Instruct:") else prefix
