"""The explainer: a causal language model that receives a track's vector through one linear projection.

After MuseChat (CVPR 2024, reasoning module): the music encoder's vector becomes ``soft_tokens`` input embeddings of
the language model, which stand where its chat template has placeholders. LoRA and the projection are what is trained
for music; both lie in one adapter file.
"""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor, nn
from transformers import PreTrainedModel

LORA_TARGETS = r"llm\..*\.(q|k|v|o|gate|up|down)_proj"


class Explainer(nn.Module):
    """A causal LM and the projection of the music into its embedding space.

    Args:
        llm: any causal LM of transformers.
        music_dim: size of a track's vector.
        soft_tokens: embeddings that a vector becomes, k.
        music_id: the placeholder's token id.

    """

    def __init__(self, llm: PreTrainedModel, music_dim: int, soft_tokens: int, music_id: int) -> None:
        super().__init__()
        self.llm = llm
        self.hidden = int(llm.config.hidden_size)
        self.soft_tokens = soft_tokens
        self.music_id = music_id
        self.music = nn.Linear(music_dim, self.hidden * max(1, soft_tokens))
        # With the norm of a usual embedding: otherwise the first training steps only shrink it.
        with torch.no_grad():
            usual = self._embeddings.weight.float().norm(dim=1).mean()
            nn.init.normal_(self.music.weight, std=float(usual) / self.hidden**0.5)
            nn.init.zeros_(self.music.bias)

    @property
    def config(self) -> Any:
        """The language model's configuration, which peft and the trainer read."""
        return self.llm.config

    @property
    def _embeddings(self) -> nn.Embedding:
        return cast(nn.Embedding, cast(Any, self.llm).get_input_embeddings())

    def embed(self, input_ids: Tensor, music: Tensor) -> Tensor:
        """Embed tokens (B, T), with the projection of ``music`` (B, dm) at the placeholders: (B, T, H).

        Every row has either ``soft_tokens`` placeholders or none at all.
        """
        found: Tensor = self._embeddings(input_ids)
        places = input_ids == self.music_id  # (B, T)
        # Steps after the first hold one new token each, and no placeholder.
        if self.soft_tokens == 0 or not places.any():
            return found
        projected = self.music(music.to(self.music.weight.dtype)).view(len(music), self.soft_tokens, self.hidden)
        projected = projected[places.any(1)].reshape(-1, self.hidden).to(found.dtype)  # placeholders' order
        return found.masked_scatter(places.unsqueeze(-1), projected)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, music: Tensor, labels: Tensor | None = None) -> Any:
        """Next-token logits (B, T, V), and the loss where ``labels`` (B, T) are given; -100 does not count."""
        embeds = self.embed(input_ids, music)
        return self.llm(inputs_embeds=embeds, attention_mask=attention_mask, labels=labels)

    @torch.inference_mode()
    def generate(self, input_ids: Tensor, attention_mask: Tensor, music: Tensor, **options: Any) -> Tensor:
        """Continue left-padded prompts (B, T); only the new tokens, (B, N)."""
        embeds = self.embed(input_ids, music)
        found: Tensor = cast(Any, self.llm).generate(inputs_embeds=embeds, attention_mask=attention_mask, **options)
        return found

    def activation_checkpointing_enable(self, *args: Any, **options: Any) -> None:
        """For large bases: the trainer asks for it by this name. Inputs that are embeddings need their gradient."""
        cast(Any, self.llm).activation_checkpointing_enable(*args, **options)
        cast(Any, self.llm).enable_input_require_grads()
