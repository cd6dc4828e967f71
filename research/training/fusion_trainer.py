"""Training of MVP and MVT-Fusion with ``transformers.Trainer``: resumable, with early stopping, multi-device."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import EarlyStoppingCallback, PrinterCallback, Trainer, TrainerCallback, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from models.fusion.mvt import FusionInputs, MvtConfig, MvtNet
from research.datasets.pair_set import PairSet
from research.training.contrastive_loss import Contrast
from research.training.pair_batches import Dropping, HalfArray, PairBatches, QuartetRows

FloatArray = NDArray[np.float32]
Told = Callable[[str, float], None]

TRAIN, VALIDATION, TEST = 0, 1, 2
# The nearest ten are skipped: in synthetic pairs many of them answer as well as the target (false negatives).
HARD_RANKS = (10, 100)
EVALUATE_BATCH = 512
LEAST_SPREAD = 0.3  # of an input, which the frame encoder scales to about one


@dataclass(frozen=True)
class TrainConfig:
    """Settings of one network's training."""

    epochs: int = 14
    batch: int = 512
    peak_rate: float = 1.5e-3
    weight_decay: float = 0.02
    music_noise: float = 0.015
    warm_up: float = 0.05
    patience: int = 4  # epochs without a better validation R@10 before training stops
    mined: int = 4096  # training tuples that get new hard negatives in each epoch; 0: none
    mine_after: int = 2  # epochs after which mining begins
    dropping: Dropping | None = field(default_factory=Dropping)
    seed: int = 0


@dataclass(frozen=True)
class TrainedNetwork:
    """The best network, and the trainer's log with one entry per epoch or evaluation."""

    net: MvtNet
    history: list[dict[str, float]]
    recall_at_10: float  # on the validation split, all of its targets as the pool


class FusionTrainer(Trainer):
    """A trainer whose evaluation computes recalls on the validation split instead of a loss."""

    def evaluate(self, *_: Any, metric_key_prefix: str = "eval", **__: Any) -> dict[str, float]:
        """Return R@1 and R@10 with every distinct target of the split as the pool."""
        contrast: Contrast = self.accelerator.unwrap_model(self.model)
        assert isinstance(self.eval_dataset, QuartetRows)  # noqa: S101 (for the type checker)
        assert isinstance(self.data_collator, PairBatches)  # noqa: S101
        found = compute_recalls(contrast.net, self.data_collator, self.eval_dataset.rows)
        metrics = {f"{metric_key_prefix}_{name}": value for name, value in found.items()}
        self.log(metrics)
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
        return metrics


class _Mining(TrainerCallback):
    """Mines hard negatives at ranks 10 to 100 for a sample of training tuples before each epoch."""

    def __init__(self, batches: PairBatches, rows: NDArray[np.intp], config: TrainConfig) -> None:
        self.batches, self.rows, self.config = batches, rows, config

    def on_epoch_begin(self, args: TrainingArguments, state: Any, control: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Mine with the current network."""
        epoch = round(state.epoch or 0)
        if epoch < self.config.mine_after or not self.config.mined:
            return
        rng = np.random.default_rng([self.config.seed, epoch])
        # A sample: ranking every training tuple in each epoch would cost more than the epoch.
        rows = rng.permutation(self.rows)[: self.config.mined]
        net = kwargs["model"].net if hasattr(kwargs["model"], "net") else kwargs["model"].module.net
        self.batches.hard |= find_hard_negatives(net, self.batches, rows)


class _LossLogger(TrainerCallback):
    def __init__(self, what: str, progress: Told) -> None:
        self.what, self.told, self.last = what, progress, ""

    def on_step_end(self, args: TrainingArguments, state: Any, control: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Report the progress."""
        self.told(f"{self.what} learns{self.last}", min(0.999, state.global_step / max(1, state.max_steps)))

    def on_evaluate(self, args: TrainingArguments, state: Any, control: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Report the validation recall."""
        self.last = f", validation R@10 {kwargs['metrics']['eval_R@10']:.3f}"
        self.told(f"{self.what} learns{self.last}", 1.0)


def train_network(
    what: str,
    pairs: PairSet,
    words: Sequence[HalfArray] | None,
    net: MvtNet,
    config: TrainConfig,
    folder: Path,
    progress: Told,
    resume: bool = True,
) -> TrainedNetwork:
    """Train ``net`` on the training split of ``pairs``; the best epoch on the validation split is kept.

    Args:
        what: name of the network in progress messages.
        pairs: features.
        words: token states of the pair set's texts; None for MVP.
        net: trained in place.
        config: settings.
        folder: of the checkpoints.
        progress: called with the current step and its share done, 0..1.
        resume: continue from the folder's last checkpoint, if there is one.

    """
    set_standardisation(net, pairs)
    rows = {split: np.flatnonzero(pairs.split == split) for split in (TRAIN, VALIDATION)}
    with_words = {
        split: _select_with_words(pairs, found) if words is not None else found for split, found in rows.items()
    }
    batches = PairBatches(pairs, words, config.dropping, config.music_noise, config.seed)
    trainer = FusionTrainer(
        model=Contrast(net),
        args=_make_arguments(config, folder, len(rows[TRAIN])),
        data_collator=batches,
        train_dataset=QuartetRows(rows[TRAIN]),
        eval_dataset=QuartetRows(with_words[VALIDATION]),
        callbacks=[
            EarlyStoppingCallback(config.patience),
            _Mining(batches, with_words[TRAIN], config),
            _LossLogger(what, progress),
        ],
    )
    trainer.remove_callback(PrinterCallback)  # replaced by our own callback
    last = get_last_checkpoint(str(folder)) if resume and folder.is_dir() else None  # type: ignore[no-untyped-call]
    trainer.train(resume_from_checkpoint=last)
    return TrainedNetwork(net.cpu().eval(), trainer.state.log_history, float(trainer.state.best_metric or 0))


def _select_with_words(pairs: PairSet, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the rows of training tuples that have words."""
    return rows[[bool(pairs.texts[n]) for n in pairs.quartet[rows, 3]]]


def set_standardisation(net: MvtNet, pairs: PairSet) -> None:
    """Set the network's input standardisation from the clips of the training split."""
    # Each clip once, however many tuples it is in.
    seen = pairs.video[np.unique(pairs.quartet[pairs.split == TRAIN, 0])].reshape(-1, net.config.video_dim)
    net.video_centre.copy_(torch.from_numpy(seen.mean(0)))
    # What few clips show hardly varies over all: its own spread would blow it up where a clip does show it.
    net.video_spread.copy_(torch.from_numpy(np.maximum(seen.std(0), LEAST_SPREAD)))


def infer_sizes(pairs: PairSet, words_dim: int, **given: Any) -> MvtConfig:
    """Return the network configuration for a pair set's feature sizes."""
    return MvtConfig(pairs.video.shape[2], words_dim, pairs.music.shape[1], **given)


def _make_arguments(config: TrainConfig, folder: Path, rows: int) -> TrainingArguments:
    cuda = torch.cuda.is_available()
    return TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=config.epochs,
        per_device_train_batch_size=min(config.batch, rows),
        learning_rate=config.peak_rate,
        weight_decay=config.weight_decay,
        lr_scheduler_type="cosine",
        warmup_steps=config.warm_up,
        bf16=cuda,
        use_cpu=not cuda,
        seed=config.seed,
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="R@10",
        greater_is_better=True,
        logging_strategy="epoch",
        # A small last batch would have fewer negatives and another loss.
        dataloader_drop_last=True,
        remove_unused_columns=False,
        label_names=[],
        report_to=[],
        disable_tqdm=True,
        # Parts dropped from a whole batch leave their parameters without gradients.
        ddp_find_unused_parameters=True,
    )


@torch.inference_mode()
def encode_requests(
    net: MvtNet, batches: PairBatches, rows: NDArray[np.intp], present: tuple[bool, bool, bool]
) -> FloatArray:
    """Encode queries of training tuples with the ``present`` parts (clip, words, candidate): (Q, width)."""
    device = next(net.parameters()).device
    was, found = net.training, []
    net.eval()
    plain = PairBatches(batches.pairs, batches.words if present[1] else None, None)
    for start in range(0, len(rows), EVALUATE_BATCH):
        batch = plain([int(row) for row in rows[start : start + EVALUATE_BATCH]])
        count = len(rows[start : start + EVALUATE_BATCH])
        parts = {k: v.to(device) for k, v in batch.items() if v is not None}
        given = FusionInputs(
            parts["video"],
            parts.get("words"),
            parts.get("words_mask"),
            parts["previous"],
            torch.tensor(present, device=device).expand(count, -1),
        )
        found.append(net.encode_query(given).float().cpu().numpy())
    net.train(was)
    return np.concatenate(found)


@torch.inference_mode()
def encode_music(net: MvtNet, music: FloatArray) -> FloatArray:
    """Encode music vectors (M, dm) in the queries' space, (M, width)."""
    device, was = next(net.parameters()).device, net.training
    net.eval()
    found: FloatArray = net.encode_music(torch.from_numpy(music).to(device)).float().cpu().numpy()
    net.train(was)
    return found


def compute_recalls(net: MvtNet, batches: PairBatches, rows: NDArray[np.intp]) -> dict[str, float]:
    """Compute R@1 and R@10 of training tuples with all parts, with their distinct targets as the pool."""
    pairs = batches.pairs
    whole = (True, batches.words is not None, batches.words is not None)
    queries = encode_requests(net, batches, rows, whole)
    targets = pairs.quartet[rows, 1]
    pool = np.unique(targets)
    scores = queries @ encode_music(net, pairs.music[pool]).T
    own = scores[np.arange(len(rows)), np.searchsorted(pool, targets)]
    # Other tracks by the artist are not counted as wrong, as in the loss.
    same = pairs.artist[targets][:, None] == pairs.artist[pool][None]
    ranks = ((scores > own[:, None]) & ~same).sum(1)
    return {"R@1": float((ranks < 1).mean()), "R@10": float((ranks < 10).mean())}


def find_hard_negatives(net: MvtNet, batches: PairBatches, rows: NDArray[np.intp]) -> dict[int, NDArray[np.intp]]:
    """Return for each training tuple the music rows at ranks 10 to 100 of its query, without the target's artist."""
    pairs = batches.pairs
    whole = (True, batches.words is not None, batches.words is not None)
    pool = np.unique(pairs.quartet[pairs.split == TRAIN, 1])
    scores = encode_requests(net, batches, rows, whole) @ encode_music(net, pairs.music[pool]).T
    low, high = (min(rank, len(pool) - 1) for rank in HARD_RANKS)
    order = np.argsort(-scores, axis=1)[:, low:high]
    found = {}
    for row, near in zip(rows, order, strict=True):
        others = pool[near][pairs.artist[pool[near]] != pairs.artist[pairs.quartet[row, 1]]]
        if len(others):
            found[int(row)] = others
    return found
