"""The embedded writer's network: inference of a small model shaped like Llama, its adapter merged, in plain PyTorch.

The weights are those that transformers and peft wrote, and give the same logits there; a test compares them. What
this saves is their import, which costs a worker more memory and time than the model itself (decision 13).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

Weights = dict[str, Tensor]
_LORA = "base_model.model.llm."


@dataclass(frozen=True)
class LlamaShape:
    """The values of a Llama configuration that this network uses."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    rms_norm_eps: float
    rope_theta: float

    @classmethod
    def read_config(cls, folder: Path) -> LlamaShape:
        """Read ``config.json``."""
        config = json.loads((folder / "config.json").read_text("utf-8"))
        theta = config.get("rope_theta") or config["rope_parameters"]["rope_theta"]
        return cls(
            config["hidden_size"],
            config["num_hidden_layers"],
            config["num_attention_heads"],
            config["rms_norm_eps"],
            theta,
        )


class SmallLlama:
    """A decoder of a few layers with tied embeddings, and the projection of the music.

    Args:
        shape: of the network.
        weights: by transformers' names, float32.
        music: weight (H k, dm) and bias (H k,) of the projection; None for a model without music.

    """

    def __init__(self, shape: LlamaShape, weights: Weights, music: tuple[Tensor, Tensor] | None = None) -> None:
        self.shape = shape
        self.embeddings = weights["model.embed_tokens.weight"]
        self._weights = weights
        self._music = music
        self._size = shape.hidden_size // shape.num_attention_heads
        self._rates = shape.rope_theta ** -(torch.arange(0, self._size, 2) / self._size)

    @classmethod
    def load_model(cls, base: Path, adapter: Path | None = None) -> SmallLlama:
        """Read a base, and merge its adapter where one is given."""
        weights = {name: value.float() for name, value in load_file(base / "model.safetensors").items()}
        if adapter is None:
            return cls(LlamaShape.read_config(base), weights)
        learnt = {name: value.float() for name, value in load_file(adapter / "adapter_model.safetensors").items()}
        config = json.loads((adapter / "adapter_config.json").read_text("utf-8"))
        _merge_adapter(weights, learnt, config["lora_alpha"] / config["r"])
        music = "base_model.model.music."
        return cls(LlamaShape.read_config(base), weights, (learnt[f"{music}weight"], learnt[f"{music}bias"]))

    def embed_tokens(self, ids: Tensor, music_id: int, music: NDArray[np.float32]) -> Tensor:
        """Embed tokens (B, T), with the projection of ``music`` (B, dm) at the placeholders: (B, T, H)."""
        found = functional.embedding(ids, self.embeddings)
        places = ids == music_id
        if self._music is None or not places.any():
            return found
        projected = functional.linear(torch.from_numpy(music), *self._music)[places.any(1)]
        return found.masked_scatter(places.unsqueeze(-1), projected.reshape(-1, self.shape.hidden_size))

    def compute_logits(
        self, embedded: Tensor, places: Tensor, mask: Tensor, cache: list[tuple[Tensor, Tensor]]
    ) -> Tensor:
        """Logits after the last of some tokens, (B, V).

        Args:
            embedded: (B, T, H).
            places: (B, T) of the tokens in their texts.
            mask: (B, T, S) what each may look at, of all S tokens so far.
            cache: keys and values of each layer so far, is added to; empty at first.

        """
        turn = _rotary_angles(places, self._rates)
        state = embedded
        for layer in range(self.shape.num_hidden_layers):
            state = state + self._apply_attention(
                layer, self._apply_norm(f"{layer}.input_layernorm", state), turn, mask, cache
            )
            state = state + self._apply_feed_forward(
                layer, self._apply_norm(f"{layer}.post_attention_layernorm", state)
            )
        last = _normalise_rms(state[:, -1], self._weights["model.norm.weight"], self.shape.rms_norm_eps)
        return functional.linear(last, self.embeddings)

    def _apply_linear(self, name: str, value: Tensor) -> Tensor:
        return functional.linear(value, self._weights[f"model.layers.{name}.weight"])

    def _apply_norm(self, name: str, value: Tensor) -> Tensor:
        return _normalise_rms(value, self._weights[f"model.layers.{name}.weight"], self.shape.rms_norm_eps)

    def _apply_attention(
        self, layer: int, state: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor, cache: list[tuple[Tensor, Tensor]]
    ) -> Tensor:
        batch, length, _ = state.shape
        heads = (batch, length, self.shape.num_attention_heads, self._size)
        query, key, value = (
            self._apply_linear(f"{layer}.self_attn.{part}_proj", state).view(heads).transpose(1, 2) for part in "qkv"
        )
        query, key = _rotate_positions(query, turn), _rotate_positions(key, turn)
        # Keys are cached after their rotation: their positions do not change.
        if len(cache) > layer:
            before = cache[layer]
            key, value = torch.cat([before[0], key], 2), torch.cat([before[1], value], 2)
            cache[layer] = (key, value)
        else:
            cache.append((key, value))
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None])
        return self._apply_linear(f"{layer}.self_attn.o_proj", seen.transpose(1, 2).reshape(batch, length, -1))

    def _apply_feed_forward(self, layer: int, state: Tensor) -> Tensor:
        gate = functional.silu(self._apply_linear(f"{layer}.mlp.gate_proj", state))
        return self._apply_linear(f"{layer}.mlp.down_proj", gate * self._apply_linear(f"{layer}.mlp.up_proj", state))


def _merge_adapter(weights: Weights, learnt: Weights, scale: float) -> None:
    """Add LoRA's products to the weights that they belong to."""
    for name, down in learnt.items():
        if name.startswith(_LORA) and name.endswith(".lora_A.weight"):
            stem = name.removesuffix(".lora_A.weight")
            target = f"{stem.removeprefix(_LORA)}.weight"
            weights[target] = weights[target] + scale * (learnt[f"{stem}.lora_B.weight"] @ down)


def _normalise_rms(value: Tensor, weight: Tensor, eps: float) -> Tensor:
    return functional.rms_norm(value, (value.shape[-1],), weight, eps)


def _rotary_angles(places: Tensor, rates: Tensor) -> tuple[Tensor, Tensor]:
    """Cosines and sines of rotary positions, (B, 1, T, D) each."""
    angles = places[..., None].float() * rates  # (B, T, D / 2)
    angles = torch.cat([angles, angles], -1)[:, None]
    return angles.cos(), angles.sin()


def _rotate_positions(value: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    first, second = value.chunk(2, -1)
    return value * turn[0] + torch.cat([-second, first], -1) * turn[1]
