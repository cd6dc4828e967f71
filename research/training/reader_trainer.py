"""Fits the reader: low-rank changes of the encoder's last layers (peft's LoRA) and the heads over them, by AdamW."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from peft import LoraConfig, inject_adapter_in_model
from torch import Tensor, nn
from torch.nn import functional

from models.encoders.bert import run_layers
from models.encoders.e5 import LayerStates
from models.reading.message_classifier import LayeredEncoder, ReaderCalibration
from models.reading.message_network import ACT_GROUPS, WISH_GROUPS, Labels, MessageNetwork, MessageOutputs
from research.training.reader_examples import UNKNOWN, ReaderExamples, ReaderTargets

NAME_SCALE = 3.0  # length of a label's first vectors
_LINEAR = ["query", "key", "value", "dense"]  # the layers' own, all of them


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """How the reader is trained and tried.

    Attributes:
        layers: of the encoder's last ones, that are adapted.
        rank: of their low-rank changes.
        epochs: passes over the messages.
        rate: AdamW's step for the adapters, lowered to zero along a cosine.
        head_rate: that of the heads.
        gram_rate: that of the n-grams.
        decay: weight decay.
        dropout: share of the states' numbers that is left out at each step.
        word_dropout: share of the tokens that is left out at each step.
        respelt: chance that a message is read in its other spelling.
        batch: messages in a batch.
        held_out: share of the messages that is not fitted to; the calibration and the card's figures are of them.
        chunk: neighbouring lines that are held out together.
        seed: of all that is random.

    """

    layers: int = 8
    rank: int = 16
    epochs: int = 4
    rate: float = 1e-3
    head_rate: float = 5e-3
    gram_rate: float = 3e-3
    decay: float = 0.02
    dropout: float = 0.3
    word_dropout: float = 0.15
    respelt: float = 0.35
    batch: int = 32
    held_out: float = 0.08
    chunk: int = 12
    seed: int = 0


@dataclass(frozen=True, slots=True)
class FittedReader:
    """A network that was fitted, with its adapters apart."""

    network: MessageNetwork

    def list_arrays(self) -> dict[str, Tensor]:
        """List what is to be stored: the heads, and the adapters as "adapter.NAME.a" and ".b"."""
        arrays = {}
        for name, value in self.network.state_dict().items():
            if ".lora_" in name:
                place, _, rest = name.removeprefix("upper.").partition(".lora_")
                arrays[f"adapter.{place}.{rest[0].lower()}"] = value
            elif not name.startswith("upper."):
                arrays[name] = value
        return arrays


def fit_reader(
    encoder: LayeredEncoder,
    examples: ReaderExamples,
    rows: Sequence[int],
    config: ReaderConfig,
    tell: Callable[[str, float], None],
) -> FittedReader:
    """Fit a network to the ``rows`` of ``examples``."""
    # Dropout and weights draw from the global generator: forked, so that a run leaves nobody else's numbers changed.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(config.seed)
        network = make_network(encoder, examples.labels, config)
        _run_epochs(network, examples, rows, config, tell)
    return FittedReader(network.eval())


def make_network(encoder: LayeredEncoder, labels: Labels, config: ReaderConfig) -> MessageNetwork:
    """Make a network whose layers are the encoder's own, with low-rank changes that are still none."""
    upper = encoder.copy_upper_layers(encoder.depth - config.layers)
    adapters = LoraConfig(r=config.rank, lora_alpha=config.rank, target_modules=_LINEAR, lora_dropout=0.0)
    inject_adapter_in_model(adapters, upper)
    network = MessageNetwork(upper, encoder.dim, labels, config.dropout)
    _start_from_names(network, encoder, config.layers)
    return network


def _start_from_names(network: MessageNetwork, encoder: LayeredEncoder, layers: int) -> None:
    """Let each label start from the states of its own name: what is said like it is found before anything is learnt."""
    names = [name for group in WISH_GROUPS for name in network.labels[group]]
    lower = encoder.compute_lower_states(names, encoder.depth - layers)
    with torch.no_grad():
        states = run_layers(network.upper, lower.states, lower.mask)
        own = lower.own.clone()
        own[:, 0] = 0
        vectors = (states * own[:, :, None]).sum(1) / own.sum(1, keepdim=True).clamp(min=1)
        vectors = functional.normalize(vectors - vectors.mean(0), dim=1)
        network.queries.copy_(NAME_SCALE * vectors)
        network.mentions.copy_(NAME_SCALE * vectors)


def _run_epochs(
    network: MessageNetwork,
    examples: ReaderExamples,
    rows: Sequence[int],
    config: ReaderConfig,
    tell: Callable[[str, float], None],
) -> None:
    named = [(name, value) for name, value in network.named_parameters() if value.requires_grad and name != "grams"]
    trained = [value for _, value in named]
    groups: list[dict[str, Any]] = [
        {"params": [value for name, value in named if name.startswith("upper.")], "lr": config.rate},
        {"params": [value for name, value in named if not name.startswith("upper.")], "lr": config.head_rate},
        {"params": [network.grams], "lr": config.gram_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=config.decay)
    batches = -(-len(rows) // config.batch)
    steps, done = config.epochs * batches, 0
    rates = [group["lr"] for group in groups]
    warm_up = min(0.5, max(0.1, 3 / steps))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, steps, pct_start=warm_up)
    network.train()
    for _ in range(config.epochs):
        for batch in _draw_batches(examples, _draw_spellings(examples, rows, config.respelt), config.batch):
            found = predict(network, examples, batch, config.word_dropout)
            loss = compute_loss(found, examples.targets.select_rows(batch), examples.labels)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            tell("reader trained", done / steps)


def _draw_spellings(examples: ReaderExamples, rows: Sequence[int], share: float) -> list[int]:
    """Draw which of the messages are read in their other spelling this time."""
    other = torch.rand(len(rows)) < share
    return [row + examples.written if drawn else row for row, drawn in zip(rows, other.tolist(), strict=True)]


def _draw_batches(examples: ReaderExamples, rows: Sequence[int], size: int) -> list[Tensor]:
    """Draw the batches of an epoch: messages of like length together, so that little is padding, in any order."""
    noise = 2 * torch.rand(len(rows))
    lengths = torch.tensor([len(examples.states[row]) for row in rows]) + noise
    batches = torch.split(torch.tensor(rows)[lengths.argsort()], size)
    return [batches[n] for n in torch.randperm(len(batches)).tolist()]


def predict(
    network: MessageNetwork, examples: ReaderExamples, rows: Tensor, word_dropout: float = 0.0
) -> MessageOutputs:
    """Compute the outputs for some rows, with a share of their tokens left out at random."""
    chosen = rows.tolist()
    lower = examples.pad_states(chosen)
    if word_dropout:
        lower = _leave_out_tokens(lower, word_dropout)
    outputs: MessageOutputs = network(lower, examples.marks[rows], [examples.bags[row] for row in chosen])
    return outputs


def _leave_out_tokens(lower: LayerStates, share: float) -> LayerStates:
    left = (torch.rand(lower.own.shape) >= share) | (lower.own == 0)
    left[:, 0] = True  # something must be left of each
    return LayerStates(lower.states, lower.mask * left, lower.own * left)


def predict_all(
    network: MessageNetwork, examples: ReaderExamples, rows: Sequence[int], size: int = 64
) -> MessageOutputs:
    """Compute the outputs for many rows, without what each label looked at."""
    with torch.inference_mode():
        parts = [predict(network, examples, batch) for batch in torch.split(torch.tensor(rows), size)]
    acts, wishes, firm = (torch.cat([getattr(part, name) for part in parts]) for name in ("acts", "wishes", "firm"))
    return MessageOutputs(acts, wishes, firm, torch.empty(0))


def compute_loss(outputs: MessageOutputs, targets: ReaderTargets, labels: Labels) -> Tensor:
    """Sum the losses: of each intent by itself and against the others, of subjects and edits, of wishes and bounds."""
    loss = torch.zeros(())
    widths = [len(labels[group]) for group in ACT_GROUPS]
    pairs = zip(torch.split(outputs.acts, widths, dim=1), torch.split(targets.acts, widths, dim=1), strict=True)
    for group, (found, wanted) in zip(ACT_GROUPS, pairs, strict=True):
        if group == "intents":
            loss = loss + functional.binary_cross_entropy_with_logits(found, wanted, reduction="sum")
        # Rows with no question or edit have no target there, and so no loss.
        shares = wanted / wanted.sum(1, keepdim=True).clamp(min=1)
        loss = loss - (shares * functional.log_softmax(found, 1)).sum()
    loss = loss + functional.cross_entropy(
        outputs.wishes.flatten(0, 1), targets.wishes.flatten(), reduction="sum", ignore_index=UNKNOWN
    )
    meant = targets.wishes > 0
    loss = loss + functional.binary_cross_entropy_with_logits(outputs.firm[meant], targets.firm[meant], reduction="sum")
    return loss / len(outputs.acts)


def fit_calibration(outputs: MessageOutputs, targets: ReaderTargets, labels: Labels) -> ReaderCalibration:
    """Fit slopes and an offset to the outputs for messages that the network was not fitted to."""
    values = torch.tensor([1.0, 0.0, 1.0, 1.0, 1.0, 1.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([values], max_iter=100, line_search_fn="strong_wolfe")
    widths = [len(labels[group]) for group in ACT_GROUPS]
    intents, *details = torch.split(outputs.acts.double(), widths, dim=1)
    meant, *asked = torch.split(targets.acts.double(), widths, dim=1)
    wished, bound = targets.wishes.flatten(), targets.wishes > 0

    def step() -> Tensor:
        optimiser.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(values[0] * intents + values[1], meant)
        for slope, detail, mark in zip(values[2:4], details, asked, strict=True):
            loss = loss - (mark * functional.log_softmax(slope * detail, 1)).sum() / mark.sum().clamp(min=1)
        if bound.any():
            wishes = values[4] * outputs.wishes.double().flatten(0, 1)
            loss = loss + 10 * functional.cross_entropy(wishes, wished, ignore_index=UNKNOWN)
            firm = values[5] * outputs.firm.double()[bound]
            loss = loss + functional.binary_cross_entropy_with_logits(firm, targets.firm.double()[bound])
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(step)  # type: ignore[no-untyped-call]
    return ReaderCalibration(*values.tolist())
