"""``musechat train writer``: the small base, and on any base the adapter that lets it hear."""

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

READ_FOR_TOKENS = 8000  # lessons that the tokenizer learns from
READ_FOR_NAME = 64  # lessons that tell one training's checkpoints from another's


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
    """Sizes of what is learnt on top of a base."""

    rank: int = 16
    alpha: int = 32
    dropout: float = 0.05


@dataclass(frozen=True)
class WriterResult:
    """What came of a training: where it lies, the last validation loss, and the trainer's log."""

    folder: Path
    loss: float
    seconds: float
    history: list[dict[str, float]]


@dataclass(frozen=True)
class WriterTrainingRun:
    """One training.

    Attributes:
        work: folder for checkpoints.
        out: folder that receives ``base`` and ``adapter``.
        seed: of all that is random.
        resume: go on from the last checkpoint.
        told: hears how far it is.

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
        """Train the embedded base, tokenizer included, to put into words what it is told."""
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
        """Train LoRA and the projection of the music on a base that stays as it is."""
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
        lessons: tuple[WriterExamples, WriterExamples],
        config: WriterConfig,
    ) -> list[dict[str, float]]:
        some = [lessons[0][n] for n in range(min(READ_FOR_NAME, len(lessons[0])))]
        taught = [(lesson.prompt, lesson.answer, lesson.music.tolist()) for lesson in some]
        told = json.dumps([what, asdict(config), self.seed, asdict(self.base_sizes), taught])
        folder = self.work / f"{what}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
        return train_writer(
            what, model, tokenizer, lessons, config, folder, self.told, seed=self.seed, resume=self.resume
        )

    def _save_result(
        self, folder: Path, history: list[dict[str, float]], began: float, about: dict[str, Any]
    ) -> WriterResult:
        losses = [entry["eval_loss"] for entry in history if "eval_loss" in entry]
        loss, seconds = losses[-1] if losses else float("nan"), time.monotonic() - began
        told = about | {"seed": self.seed, "seconds": round(seconds), "validation_loss": loss}
        (folder / TRAINING_FILE).write_text(json.dumps(told, indent=2, default=str) + "\n", "utf-8")
        return WriterResult(folder, loss, seconds, history)


def _list_texts(lessons: WriterExamples) -> Sequence[str]:
    found = [lessons[n] for n in range(min(READ_FOR_TOKENS, len(lessons)))]
    return [text for lesson in found for text in (lesson.prompt, lesson.answer)]


def _make_llama_config(tokenizer: PreTrainedTokenizerBase, sizes: BaseSizes) -> LlamaConfig:
    return LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=sizes.width,
        intermediate_size=sizes.inner,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        num_key_value_heads=sizes.heads,
        max_position_embeddings=sizes.positions,
        tie_word_embeddings=True,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
    )


def _save_adapter(model: PeftModel, folder: Path) -> None:
    """One file with LoRA and projection, in half precision; peft's own card says nothing that ours does not."""
    for name, value in model.named_parameters():
        if value.requires_grad or "music" in name:
            value.data = value.data.half()
    model.save_pretrained(str(folder))
    (folder / "README.md").unlink(missing_ok=True)


def _empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
