"""The projection of the music alone, for a model on a server: its embeddings are sent with the request."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from musechat.errors import BadInput

EXPORTED = "music.safetensors"  # beside a merged model: weight, bias, and the model's precision
_ADAPTER, _LEARNT = "adapter_model.safetensors", "base_model.model.music."
SERVED = torch.bfloat16  # of a model whose precision no file says: what an export is written in


@dataclass(frozen=True)
class Projection:
    """What makes a track's vector into ``soft_tokens`` input embeddings of a language model.

    Attributes:
        weight: (H k, dm), float32.
        bias: (H k,), float32.
        soft_tokens: k.
        precision: of the model's own embeddings, which a server may insist on.

    """

    weight: Tensor
    bias: Tensor
    soft_tokens: int
    precision: torch.dtype = SERVED

    @classmethod
    def load_projection(cls, folder: Path, soft_tokens: int) -> Projection:
        """Read it from an exported model, or from the adapter that training wrote.

        Raises:
            BadInput: ``no-writer`` where there is neither, or it does not fit ``soft_tokens``.

        """
        exported = (folder / EXPORTED).is_file()
        prefix = "" if exported else _LEARNT
        try:
            with safe_open(folder / (EXPORTED if exported else _ADAPTER), "pt") as file:
                weight, bias = (file.get_tensor(f"{prefix}{part}").float() for part in ("weight", "bias"))
                precision = _parse_precision(file.metadata() or {})
        except (OSError, SafetensorError) as error:
            raise _make_unfit_error(folder, str(error)) from error
        if soft_tokens < 1 or len(weight) % soft_tokens or len(bias) != len(weight):
            raise _make_unfit_error(folder, f"{len(weight)} numbers make no {soft_tokens} embeddings")
        return cls(weight, bias, soft_tokens, precision)

    def save_projection(self, folder: Path) -> None:
        """Write it beside an exported model."""
        named = str(self.precision).removeprefix("torch.")
        tensors = {"weight": self.weight.float().contiguous(), "bias": self.bias.float().contiguous()}
        save_file(tensors, folder / EXPORTED, {"precision": named})

    @torch.inference_mode()
    def project_music(self, music: NDArray[np.float32]) -> Tensor:
        """Project a vector (dm,) into the model's embedding space: (k, H)."""
        heard = functional.linear(torch.from_numpy(music.astype(np.float32)), self.weight, self.bias)
        return heard.view(self.soft_tokens, -1).to(self.precision)

    def encode_embeddings(self, music: NDArray[np.float32] | None) -> str:
        """The embeddings as base64 of what ``torch.save`` writes; without a vector, those of silence."""
        heard = self.project_music(np.zeros(self.weight.shape[1], np.float32) if music is None else music)
        written = io.BytesIO()
        torch.save(heard.clone(), written)
        return base64.b64encode(written.getvalue()).decode("ascii")


def _parse_precision(metadata: Mapping[str, str]) -> torch.dtype:
    found = getattr(torch, metadata.get("precision", ""), SERVED)
    return found if isinstance(found, torch.dtype) else SERVED


def _make_unfit_error(folder: Path, why: str) -> BadInput:
    return BadInput(
        "no-writer", f"{folder} holds no projection of the music ({why})", "Train one with `musechat train writer`"
    )
