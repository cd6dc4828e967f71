"""Training of a writer with ``transformers.Trainer``: resumable, multi-device, with the loss on the answer alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import Dataset
from transformers import (
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainingArguments,
)
from transformers.trainer_utils import get_last_checkpoint
from transformers.utils.logging import disable_progress_bar

from models.writer.prompt import build_rules
from research.training.tagger_examples import Progress
from research.training.writer_examples import WriterExample, WriterExamples

IGNORED = -100  # a label that the loss leaves out
EVALUATIONS = 10


@dataclass(frozen=True)
class WriterConfig:
    """Settings of a writer's training."""

    lessons: int = 60_000
    validation: int = 400
    batch: int = 32
    peak_rate: float = 1.5e-3
    weight_decay: float = 0.02
    warm_up: float = 0.05
    epochs: float = 1.0
    gathered: int = 1  # batches accumulated per step, for bases whose batch does not fit the device
    checkpointing: bool = False  # of activations, for large bases

    @classmethod
    def large(cls, lessons: int) -> WriterConfig:
        """Return settings for bases of billions of parameters on one GPU."""
        return cls(lessons, batch=8, gathered=4, peak_rate=2e-4, weight_decay=1e-4, checkpointing=True)


class WriterExampleSet(Dataset[WriterExample]):
    """Training examples as a torch data set."""

    def __init__(self, lessons: WriterExamples) -> None:
        self.lessons = lessons

    def __len__(self) -> int:
        return len(self.lessons)

    def __getitem__(self, number: int) -> WriterExample:
        return self.lessons[number]


class Collate:
    """Collates examples with the base's chat template, and masks everything but the answers from the loss."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, *, hears: bool) -> None:
        self.tokenizer = tokenizer
        self.hears = hears

    def __call__(self, examples: Sequence[WriterExample]) -> dict[str, Tensor]:
        """Make a batch: ``input_ids``, ``attention_mask``, ``labels`` (B, T), and ``music`` (B, dm) for adapters."""
        rows = [self._tokens(example) for example in examples]
        longest = max(len(ids) for ids, _ in rows)
        pad = self.tokenizer.pad_token_id
        filled = [(ids + [pad] * (longest - len(ids)), asked, len(ids)) for ids, asked in rows]
        ids = torch.tensor([row for row, _, _ in filled])
        places = torch.arange(longest)[None]
        asked = torch.tensor([[a] for _, a, _ in filled])
        length = torch.tensor([[n] for _, _, n in filled])
        # By length, not by the padding token: that token may also end an answer.
        mask = places < length
        found = {
            "input_ids": ids,
            "attention_mask": mask.long(),
            "labels": ids.masked_fill(~mask | (places < asked), IGNORED),
        }
        if self.hears:
            found["music"] = torch.stack([torch.from_numpy(example.music).float() for example in examples])
        return found

    def _tokens(self, example: WriterExample) -> tuple[list[int], int]:
        """Return the tokens of the whole conversation, and how many of them precede the answer."""
        asked = [{"role": "system", "content": build_rules("en")}, {"role": "user", "content": example.prompt}]
        messages = [*asked, {"role": "assistant", "content": example.answer}]
        whole = self.tokenizer.apply_chat_template(messages, tokenize=True, return_dict=False)
        before = self.tokenizer.apply_chat_template(asked, tokenize=True, add_generation_prompt=True, return_dict=False)
        return list(whole), len(before)


class _WriterLossLogger(TrainerCallback):
    def __init__(self, what: str, progress: Progress) -> None:
        self.what, self.told, self.last = what, progress, ""

    def on_step_end(self, args: TrainingArguments, state: Any, control: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Report the progress."""
        self.told(f"{self.what} learns{self.last}", min(0.999, state.global_step / max(1, state.max_steps)))

    def on_evaluate(self, args: TrainingArguments, state: Any, control: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Keep the validation loss for the next report."""
        self.last = f", validation loss {kwargs['metrics']['eval_loss']:.3f}"


def train_writer(
    what: str,
    model: nn.Module,
    tokenizer: PreTrainedTokenizerBase,
    lessons: tuple[WriterExamples, WriterExamples],
    config: WriterConfig,
    folder: Path,
    progress: Progress,
    *,
    seed: int = 0,
    resume: bool = True,
) -> list[dict[str, float]]:
    """Train ``model`` in place with periodic validation; returns the trainer's log.

    Args:
        what: name of the model in progress messages.
        model: a causal LM, or an :class:`models.writer.music_projection.Explainer` that peft has wrapped.
        tokenizer: of its base.
        lessons: examples for training and for validation.
        config: settings.
        folder: of the checkpoints.
        progress: called with the current step and its share done, 0..1.
        seed: of the order of the examples.
        resume: continue from the folder's last checkpoint, if there is one.

    """
    disable_progress_bar()  # type: ignore[no-untyped-call]
    trainer = Trainer(
        model=model,
        args=_arguments(config, folder, len(lessons[0]), seed),
        data_collator=Collate(tokenizer, hears=not isinstance(model, PreTrainedModel)),
        train_dataset=WriterExampleSet(lessons[0]),
        eval_dataset=WriterExampleSet(lessons[1]),
        callbacks=[_WriterLossLogger(what, progress)],
    )
    trainer.remove_callback(PrinterCallback)
    last = get_last_checkpoint(str(folder)) if resume and folder.is_dir() else None  # type: ignore[no-untyped-call]
    trainer.train(resume_from_checkpoint=last)
    return list(trainer.state.log_history)


def _quick_halves() -> bool:
    """Whether this processor has bfloat16 instructions, which about double the speed of training."""
    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def _arguments(config: WriterConfig, folder: Path, count: int, seed: int) -> TrainingArguments:
    cuda = torch.cuda.is_available()
    steps = max(1, int(count / config.batch / config.gathered * config.epochs))
    every = max(1, steps // EVALUATIONS)
    return TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=config.epochs,
        per_device_train_batch_size=config.batch,
        per_device_eval_batch_size=config.batch,
        gradient_accumulation_steps=config.gathered,
        activation_checkpointing=config.checkpointing,
        learning_rate=config.peak_rate,
        weight_decay=config.weight_decay,
        lr_scheduler_type="cosine",
        warmup_steps=config.warm_up,
        bf16=cuda or _quick_halves(),
        use_cpu=not cuda,
        seed=seed,
        eval_strategy="steps",
        eval_steps=every,
        save_strategy="steps",
        save_steps=every,
        save_total_limit=1,
        logging_strategy="steps",
        logging_steps=max(1, every // 5),
        remove_unused_columns=False,
        label_names=["labels"],
        prediction_loss_only=True,
        report_to=[],
        disable_tqdm=True,
    )
