"""The training loop of the music analyser: five losses, one pass over shared examples, resumable.

A plain loop rather than ``transformers.Trainer``: the examples are a few arrays in memory and the losses share one
forward pass. bfloat16 where the processor has it (three times as fast).
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from models.encoders.analyser_network import KEYS, AnalyserNetwork, AnalyserOutput, make_tempo_grid
from models.encoders.analyser_spectra import FRAME_RATE
from research.training.scores.analyser_examples import UNKNOWN_KEY, AnalyserExamples
from research.training.scores.frame_truth import OPEN

SAVE_EVERY = 100
REPORT_EVERY = 20
TEMPO_WIDTH = 0.03  # spread of the tempo target, natural log units
OPEN_KEY_WEIGHT = 0.25  # of examples without a key, which are to give no key a chance above another

Report = Callable[[int, dict[str, float]], None]


@dataclass(frozen=True)
class AnalyserTrainingConfig:
    """Settings of one run."""

    steps: int = 1200
    batch: int = 16
    peak_rate: float = 2.5e-3
    weight_decay: float = 0.02
    average_decay: float = 0.99  # of the moving average of the weights, which is the result
    beat_weight: float = 1.0
    downbeat_weight: float = 0.6
    tempo_weight: float = 0.15
    family_weight: float = 1.5
    key_weight: float = 0.2
    seed: int = 0


@dataclass(frozen=True)
class _Batch:
    mel: Tensor
    pitch: Tensor
    beat: Tensor  # (B, T) 0..1
    downbeat: Tensor
    has_beats: Tensor  # (B,) 0/1
    tempo: Tensor  # (B, bins), sums to one; zeros where it is not known
    key: Tensor
    families: Tensor


def train_analyser(
    examples: AnalyserExamples,
    config: AnalyserTrainingConfig,
    start: AnalyserNetwork | None,
    checkpoint: Path,
    report: Report,
) -> AnalyserNetwork:
    """Train and return the averaged network.

    Args:
        examples: what to learn from.
        config: settings.
        start: weights to go on from; None: new ones.
        checkpoint: file in which the state is kept every :data:`SAVE_EVERY` steps; a stopped run resumes from it.
        report: told step and losses now and then.

    """
    torch.manual_seed(config.seed)
    net = copy.deepcopy(start) if start else AnalyserNetwork()
    average = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), config.peak_rate, weight_decay=config.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, config.peak_rate, config.steps + 1, pct_start=0.15)
    first = 0
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        first = int(state["step"])
    for step in range(first, config.steps):
        # Drawn by the step's number, so that a resumed run sees what an unbroken one would have seen.
        batch = draw_batch(examples, config.batch, np.random.default_rng([config.seed, step]))
        net.train()
        with torch.autocast("cpu", torch.bfloat16):
            output = net(batch.mel, batch.pitch)
        losses = measure_losses(output, batch)
        loss = sum(getattr(config, f"{name}_weight") * value for name, value in losses.items())
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        _move_average(average, net, min(config.average_decay, (step + 1) / (step + 10)))
        if (step + 1) % REPORT_EVERY == 0:
            report(step + 1, {name: float(value.detach()) for name, value in losses.items()})
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == config.steps:
            _save_state(checkpoint, net, average, optimiser, schedule, step + 1)
    return average.eval()


def draw_batch(examples: AnalyserExamples, size: int, rng: np.random.Generator) -> _Batch:
    """Draw examples, stretched a little in time and with bands masked."""
    rows = rng.integers(0, len(examples), size)
    some = examples.select_rows(rows)
    mel, pitch = torch.from_numpy(some.mel).float(), torch.from_numpy(some.pitch).float()
    families = torch.from_numpy(some.families)
    speed = float(np.exp(rng.uniform(-0.16, 0.16))) if rng.random() < 0.6 else 1.0
    frames = int(mel.shape[1] / speed) // 16 * 16
    if speed != 1.0:
        mel = F.interpolate(mel.transpose(1, 2), frames, mode="linear").transpose(1, 2)
        families = F.interpolate(families.transpose(1, 2).float(), frames // 4, mode="nearest").transpose(1, 2).byte()
    speed = some.mel.shape[1] / frames
    for row in range(size):
        if rng.random() < 0.4:
            low, width = int(rng.integers(0, 70)), int(rng.integers(4, 14))
            mel[row, :, low : low + width] = 0
    detune = int(rng.integers(-1, 2))
    if detune:
        pitch = torch.roll(pitch, detune, 2)
    beats, downbeats = some.beats / speed, some.downbeats / speed
    return _Batch(
        mel,
        pitch,
        _mark_times(beats, frames),
        _mark_times(downbeats, frames),
        torch.from_numpy(some.has_beats).float(),
        make_tempo_targets(beats, some.has_beats),
        torch.from_numpy(some.key).long(),
        families,
    )


def _mark_times(times: np.ndarray, frames: int) -> Tensor:
    """(B, frames): 1 at each time's frame, a half beside it."""
    marks = torch.zeros(len(times), frames)
    for row, some in enumerate(times):
        at = np.round(some[np.isfinite(some)] * FRAME_RATE).astype(int)
        at = at[(at > 0) & (at < frames - 1)]
        for offset in (-1, 1):
            marks[row, at + offset] = 0.5
        marks[row, at] = 1.0
    return marks


def make_tempo_targets(beats: np.ndarray, has_beats: np.ndarray) -> Tensor:
    """(B, bins) a bump at the tempo of the beats; zeros where there are too few of them."""
    grid = np.log(make_tempo_grid())
    targets = np.zeros((len(beats), len(grid)), np.float32)
    for row, some in enumerate(beats):
        gaps = np.diff(some[np.isfinite(some)])
        if has_beats[row] and len(gaps) >= 4:
            bump = np.exp(-0.5 * ((grid - np.log(60 / np.median(gaps))) / TEMPO_WIDTH) ** 2)
            targets[row] = bump / max(bump.sum(), 1e-6)
    return torch.from_numpy(targets)


def measure_losses(output: AnalyserOutput, batch: _Batch) -> dict[str, Tensor]:
    """The losses, each a mean over what is known."""
    known = batch.has_beats[:, None]
    beat = F.binary_cross_entropy_with_logits(output.beat.float(), batch.beat, reduction="none", pos_weight=_of(4.0))
    down = F.binary_cross_entropy_with_logits(
        output.downbeat.float(), batch.downbeat, reduction="none", pos_weight=_of(6.0)
    )
    share = known.mean().clamp_min(1e-6)
    tempo = -(batch.tempo * F.log_softmax(output.tempo.float(), 1)).sum(1).mean()
    steps = min(output.families.shape[1], batch.families.shape[1])
    marks = batch.families[:, :steps]
    is_known = (marks != OPEN).float()
    family = F.binary_cross_entropy_with_logits(
        output.families[:, :steps].float(), (marks == 1).float(), is_known, reduction="sum"
    ) / is_known.sum().clamp_min(1)
    return {
        "beat": (beat * known).mean() / share,
        "downbeat": (down * known).mean() / share,
        "tempo": tempo,
        "family": family * 5,
        "key": _measure_key_loss(output.key.float(), batch.key),
    }


def _measure_key_loss(logits: Tensor, key: Tensor) -> Tensor:
    known = key != UNKNOWN_KEY
    targets = torch.full_like(logits, 1 / KEYS)
    targets[known] = F.one_hot(key[known], KEYS).float()
    weights = torch.where(known, 1.0, OPEN_KEY_WEIGHT)
    return (weights * -(targets * F.log_softmax(logits, 1)).sum(1)).sum() / weights.sum()


def _of(value: float) -> Tensor:
    return torch.tensor(value)


def _move_average(average: AnalyserNetwork, net: AnalyserNetwork, decay: float) -> None:
    with torch.no_grad():
        for kept, new in zip(average.state_dict().values(), net.state_dict().values(), strict=True):
            if kept.is_floating_point():
                kept.lerp_(new, 1 - decay)
            else:
                kept.copy_(new)


def _save_state(
    path: Path,
    net: AnalyserNetwork,
    average: AnalyserNetwork,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    step: int,
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    state = {
        "net": net.state_dict(),
        "average": average.state_dict(),
        "optimiser": optimiser.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
    }
    torch.save(state, part)
    part.replace(path)
