"""Speed of writers of the published sizes on this GPU, against what reading their weights takes."""

from __future__ import annotations

import time
from typing import Any

import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel, Qwen3Config, Qwen3ForCausalLM

from benchmarks.table import Row
from models.writer.base_loading import find_music_id
from models.writer.generate import ProjectedGenerator
from models.writer.music_projection import Explainer
from models.writer.prompt import MUSIC, build_rules
from models.writer.write_request import WriteRequest
from research.training.writer_tokens import train_tokenizer

SOFT, DIM = 4, 512
ALONE, TOGETHER = 1, 16
ROUNDS = 3

QWEN3_4B: dict[str, Any] = {
    "vocab_size": 151_936,
    "hidden_size": 2560,
    "intermediate_size": 9728,
    "num_hidden_layers": 36,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "head_dim": 128,
    "tie_word_embeddings": True,
}
VICUNA_7B: dict[str, Any] = {
    "vocab_size": 32_000,
    "hidden_size": 4096,
    "intermediate_size": 11_008,
    "num_hidden_layers": 32,
    "num_attention_heads": 32,
    "num_key_value_heads": 32,
}


def large_rows(device: str = "cuda") -> list[Row]:
    """Seconds of one step of each size, alone and for a batch, against the floor; ratio 1 would be the floor itself."""
    found = []
    for name, kind, config in (
        ("Qwen3 4B", Qwen3ForCausalLM, Qwen3Config(**QWEN3_4B)),
        ("Llama 7B", LlamaForCausalLM, LlamaConfig(**VICUNA_7B)),
    ):
        found += sized_rows(name, _made(kind, config, device))
        if device == "cuda":
            torch.cuda.empty_cache()
    return found


def sized_rows(name: str, llm: PreTrainedModel) -> list[Row]:
    """The rows of one size."""
    generator = _generator(llm)
    floor = _weights(llm) / _bandwidth(llm.device)
    found = []
    for rows in (ALONE, TOGETHER):
        speed = tokens_a_second(generator, rows)
        what = f"{name}, random weights, batch of {rows}: {speed:.0f} tokens/s; a step"
        found.append(Row(what, rows / speed, floor, "reading its weights once", ""))
    return found


def tokens_a_second(generator: ProjectedGenerator, rows: int) -> float:
    """Of all rows together, prompt and first token included, after a batch that warms up."""
    facts = "\n".join(f"fact {n}: some words that are true" for n in range(12))
    prompt = f"{build_rules('en')}\n{facts}\nmusic: {MUSIC * SOFT}"
    generator.generate_texts([WriteRequest(prompt, seed=n) for n in range(rows)])
    best = 0.0
    for round_ in range(ROUNDS):
        began = time.perf_counter()
        written = generator.generate_texts([WriteRequest(prompt, seed=round_ * rows + n) for n in range(rows)])
        best = max(best, sum(each.tokens for each in written) / (time.perf_counter() - began))
    return best


def _made(kind: type[PreTrainedModel], config: Any, device: str) -> PreTrainedModel:
    kept = torch.get_default_dtype()
    torch.set_default_dtype(torch.bfloat16)
    try:
        with torch.device(device):
            found: PreTrainedModel = kind(config)
    finally:
        torch.set_default_dtype(kept)
    return found.eval()


def _generator(llm: PreTrainedModel) -> ProjectedGenerator:
    tokenizer = train_tokenizer(["some words that are true"], vocabulary=300)
    explainer = Explainer(llm, DIM, SOFT, find_music_id(tokenizer)).to(llm.device)
    llm.generation_config.eos_token_id = tokenizer.eos_token_id
    return ProjectedGenerator(explainer.requires_grad_(False), tokenizer)


def _weights(llm: PreTrainedModel) -> int:
    """Bytes that a step reads: all but a table of embeddings that is only looked up."""
    tied = bool(llm.config.tie_word_embeddings)
    table = 0 if tied else llm.get_input_embeddings().weight.nbytes  # type: ignore[union-attr,operator]
    return sum(value.nbytes for value in llm.parameters()) - int(table)  # type: ignore[arg-type]


def _bandwidth(device: torch.device) -> float:
    """Bytes a second that this card moves, by copying from one place in its memory to another."""
    here = torch.empty(1 << (30 if device.type == "cuda" else 24), dtype=torch.uint8, device=device)
    there = torch.empty_like(here)
    there.copy_(here)
    _wait(device)
    began = time.perf_counter()
    for _ in range(20):
        there.copy_(here)
    _wait(device)
    return 20 * 2 * here.nbytes / (time.perf_counter() - began)


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize()
