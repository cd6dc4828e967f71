"""``musechat train writer``: training of the small base, and of the music adapter for any base."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerBase

from models.writer.base_loading import find_music_id, load_base
from models.writer.music_projection import LORA_TARGETS, Explainer
from models.writer.spec import ADAPTER, BASE, WriterSpec
from research.training.model_card import TRAINING_FILE
from research.training.tagger_examples import Progress
from research.training.writer_examples import WriterExamples
from research.training.writer_tokens import train_tokenizer
from research.training.writer_trainer import WriterConfig, train_writer

READ_FOR_TOKENS = 8000  # examples that the tokenizer is trained on
READ_FOR_NAME = 64  # examples in the digest that names a run's checkpoint folder


@dataclass(frozen=True)
class BaseSizes:
    """Sizes of the embedded base, which is shaped like Llama."""

    width: int = 256
    layers: int = 4
    heads: int = 4
    inner: int = 672
    positions: int = 512


@dataclass(frozen=True)
class AdapterSizes:
    """Sizes of the LoRA adapter."""

    rank: int = 16
    alpha: int = 32
    dropout: float = 0.05


@dataclass(frozen=True)
class WriterResult:
    """Result of a training run: folder, last validation loss (nats per token), duration and the trainer's log."""

    folder: Path
    loss: float
    seconds: float
    history: list[dict[str, float]]


@dataclass(frozen=True)
class WriterTrainingRun:
    """One training run of the writer.

    Attributes:
        work: folder of checkpoints.
        out: folder in which ``base`` and ``adapter`` are written.
        seed: of all random draws.
        resume: continue from the last checkpoint.
        told: called with the current step and its share done, 0..1.

    """

    work: Path
    out: Path
    told: Progress
    seed: int = 0
    resume: bool = True
    base_sizes: BaseSizes = field(default_factory=BaseSizes)
    adapter_sizes: AdapterSizes = field(default_factory=AdapterSizes)

    def train_base(
        self, lessons: tuple[WriterExamples, WriterExamples], config: WriterConfig, about: dict[str, Any]
    ) -> WriterResult:
        """Train the embedded base and its tokenizer to verbalise prompts."""
        began = time.monotonic()
        torch.manual_seed(self.seed)
        tokenizer = train_tokenizer(_list_texts(lessons[0]))
        llm = LlamaForCausalLM(_make_llama_config(tokenizer, self.base_sizes))
        history = self._run_trainer("base", llm, tokenizer, lessons, config)
        folder = _empty_folder(self.out / BASE)
        llm.half().save_pretrained(folder)  # type: ignore[no-untyped-call]
        tokenizer.save_pretrained(folder)
        return self._save_result(folder, history, began, about | {"config": asdict(config)})

    def train_adapter(
        self,
        spec: WriterSpec,
        lessons: tuple[WriterExamples, WriterExamples],
        config: WriterConfig,
        about: dict[str, Any],
    ) -> WriterResult:
        """Train LoRA and the music projection on a frozen base."""
        began = time.monotonic()
        torch.manual_seed(self.seed)
        llm, tokenizer = load_base(spec.base, self.out)
        explainer = Explainer(llm, spec.music_dim, spec.soft_tokens, find_music_id(tokenizer))
        sizes = self.adapter_sizes
        peft = LoraConfig(
            r=sizes.rank,
            lora_alpha=sizes.alpha,
            lora_dropout=sizes.dropout,
            target_modules=LORA_TARGETS,
            # The projection is trained whole: it starts from random weights, where LoRA adds to trained ones.
            modules_to_save=["music"],
        )
        model = get_peft_model(explainer, peft)
        history = self._run_trainer("writer", model, tokenizer, lessons, config)
        folder = _empty_folder(self.out / ADAPTER)
        _save_adapter(model, folder)
        spec.write_spec(folder)
        return self._save_result(folder, history, began, about | {"config": asdict(config)})

    def _run_trainer(
        self,
        what: str,
        model: Any,
        tokenizer: PreTrainedTokenizerBase,
        examples: tuple[WriterExamples, WriterExamples],
        config: WriterConfig,
    ) -> list[dict[str, float]]:
        some = [examples[0][n] for n in range(min(READ_FOR_NAME, len(examples[0])))]
        contents = [(example.prompt, example.answer, example.music.tolist()) for example in some]
        description = json.dumps([what, asdict(config), self.seed, asdict(self.base_sizes), contents])
        folder = self.work / f"{what}-{hashlib.sha256(description.encode()).hexdigest()[:12]}"
        return train_writer(
            what, model, tokenizer, examples, config, folder, self.told, seed=self.seed, resume=self.resume
        )

    def _save_result(
        self, folder: Path, history: list[dict[str, float]], began: float, about: dict[str, Any]
    ) -> WriterResult:
        losses = [entry["eval_loss"] for entry in history if "eval_loss" in entry]
        loss, seconds = losses[-1] if losses else float("nan"), time.monotonic() - began
        metadata = about | {"seed": self.seed, "seconds": round(seconds), "validation_loss": loss}
        (folder / TRAINING_FILE).write_text(json.dumps(metadata, indent=2, default=str) + "\n", "utf-8")
        return WriterResult(folder, loss, seconds, history)


def _list_texts(examples: WriterExamples) -> Sequence[str]:
    found = [examples[n] for n in range(min(READ_FOR_TOKENS, len(examples)))]
    return [text for example in found for text in (example.prompt, example.answer)]


def _make_llama_config(tokenizer: PreTrainedTokenizerBase, sizes: BaseSizes) -> LlamaConfig:
    return LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=sizes.width,
        intermediate_size=sizes.inner,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        num_key_value_heads=sizes.heads,
        max_position_embeddings=sizes.positions,
        # At this size a second table of embeddings would be a large share of all parameters.
        tie_word_embeddings=True,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
    )


def _save_adapter(model: PeftModel, folder: Path) -> None:
    """Save LoRA and projection to one file in half precision, without peft's own model card."""
    for name, value in model.named_parameters():
        if value.requires_grad or "music" in name:
            value.data = value.data.half()
    model.save_pretrained(str(folder))
    (folder / "README.md").unlink(missing_ok=True)


def _empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
