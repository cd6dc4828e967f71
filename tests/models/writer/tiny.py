"""Tiny language models of the published classes, with random weights, and adapters on them that hear."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel, PreTrainedTokenizerBase, Qwen3Config
from transformers import Qwen3ForCausalLM as Qwen3

from models.writer.base_loading import find_music_id, load_base
from models.writer.music_projection import LORA_TARGETS, Explainer
from models.writer.prompt import MUSIC
from models.writer.spec import ADAPTER, BASE, WriterSpec
from models.writer.write_request import WriteRequest
from research.training.writer_tokens import train_tokenizer

DIM, SOFT = 6, 3
ENCODER = "ear/1"
PROMPTS = (
    f"track: a\ntempo: 120\nmusic: {MUSIC * SOFT}",
    f"track: b\nkey: D minor\nheard: piano, strings\nstart: 0:42\nmusic: {MUSIC * SOFT}",
    f"clip: dark, few cuts\nmusic: {MUSIC * SOFT}",
)
SIZES = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "initializer_range": 0.3}


def tokens() -> PreTrainedTokenizerBase:
    return train_tokenizer([*PROMPTS, "A calm piano piece, start it at 0:42."], vocabulary=320)


def base(folder: Path, kind: str = "llama", seed: int = 0) -> Path:
    """A model and its tokenizer, as ``save_pretrained`` lays them out."""
    torch.manual_seed(seed)
    tokenizer = tokens()
    save(_llama(tokenizer) if kind == "llama" else _qwen(tokenizer), tokenizer, folder)
    return folder


def save(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, folder: Path) -> None:
    model.save_pretrained(folder)  # type: ignore[no-untyped-call]
    tokenizer.save_pretrained(folder)


def _llama(tokenizer: PreTrainedTokenizerBase) -> PreTrainedModel:
    return LlamaForCausalLM(
        LlamaConfig(
            **SIZES,
            vocab_size=len(tokenizer),
            num_attention_heads=2,
            num_key_value_heads=2,
            tie_word_embeddings=True,
            pad_token_id=tokenizer.pad_token_id,
            eos_token_id=tokenizer.eos_token_id,
        )
    )


def _qwen(tokenizer: PreTrainedTokenizerBase) -> PreTrainedModel:
    return Qwen3(
        Qwen3Config(
            **SIZES,
            vocab_size=len(tokenizer),
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=16,
            pad_token_id=tokenizer.pad_token_id,
            eos_token_id=tokenizer.eos_token_id,
        )
    )


def trained(folder: Path, kind: str = "llama", seed: int = 0) -> WriterSpec:
    """A writer's folder: ``base``, and an adapter of which every weight is random."""
    base(folder / BASE, kind, seed)
    spec = WriterSpec(BASE, encoder=ENCODER, music_dim=DIM, soft_tokens=SOFT)
    model = adapted(folder, spec, seed)
    model.save_pretrained(str(folder / ADAPTER))
    spec.write_spec(folder / ADAPTER)
    return spec


def adapted(folder: Path, spec: WriterSpec, seed: int = 0) -> PeftModel:
    torch.manual_seed(seed + 1)
    llm, tokenizer = load_base(spec.base, folder)
    explainer = Explainer(llm, spec.music_dim, spec.soft_tokens, find_music_id(tokenizer))
    config = LoraConfig(r=2, lora_alpha=4, target_modules=LORA_TARGETS, modules_to_save=["music"])
    found = get_peft_model(explainer, config)
    for name, value in found.named_parameters():
        if "lora_" in name or "music" in name:
            torch.nn.init.normal_(value, std=0.3)
    return found.eval()


def heard(seed: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).normal(size=DIM).astype(np.float32)


def request(n: int = 0, **about: object) -> WriteRequest:
    told: dict[str, object] = {"music": heard(n), "seed": n, "temperature": 0.7}
    return WriteRequest(PROMPTS[n % len(PROMPTS)], **(told | about))  # type: ignore[arg-type]
