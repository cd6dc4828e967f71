"""``musechat train clip-sound``: trains the network that hears speech and music in clips, and writes its weights."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from models.weight_files import save_weights
from musechat.errors import BadInput
from research.training.clip_sound_mixtures import UNKNOWN, ClipSoundExamples, SoundMaterial, make_examples
from research.training.clip_sound_network import ClipSoundNetwork
from research.training.material import (
    SOUND_SUFFIXES,
    TrainingPiece,
    decode_file,
    load_real_pieces,
    split_by_project,
)

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class ClipSoundConfig:
    """Settings; neither projects are learnt from, and those of ``held_out`` are not used to choose anything either."""

    examples: int = 4500
    epochs: int = 3
    batch: int = 16
    learning_rate: float = 2e-3
    seed: int = 0
    # How both opinions are joined was set on these (media/watch/sound_classes.py).
    tuned_on: tuple[str, ...] = (
        "Secretchronicles/TSC",
        "beat-feet/beat-feet",
        "ValyriaTear/ValyriaTear",
        "1olegshev/clue-cards",
    )
    held_out: tuple[str, ...] = (
        "Terasology/ChrisVolume1OST",
        "Terasology/ChrisVolume2OST",
        "Terasology/LegacyMusic",
        "C-C-Minetest-Server/phonograph_albumm_holiznacc0",
        "themanaworld/tmw-music",
        "spotify/basic-pitch",
    )


@dataclass(frozen=True)
class ClipSoundResult:
    """Result of a training run."""

    path: Path
    version: str
    loss: float  # of the last epoch
    seconds: float


def train_clip_sound(
    data: Path, sounds: Path, out: Path, config: ClipSoundConfig, progress: Progress
) -> ClipSoundResult:
    """Train the network and write its weights to ``out``.

    Args:
        data: folder with ``LICENSES.csv`` and ``music/``; its folder ``more`` is read as well where there is one.
        sounds: folder with recordings whose licences allow training: ``voices/`` and ``effects/`` (without music).
        out: the weights file.
        config: settings.
        progress: called with the current step and its share done, 0..1.

    Raises:
        BadInput: ``no-material`` where there is no music or no voice.

    """
    began = time.monotonic()
    torch.manual_seed(config.seed)
    learn, _ = split_by_project(load_music(data), config.tuned_on + config.held_out)
    voices, effects = load_sounds(sounds / "voices"), load_sounds(sounds / "effects")
    if not voices:
        raise BadInput("no-material", f"There are no voices in {sounds / 'voices'}", "Put recordings there")
    material = SoundMaterial(list(voices.values()), [piece.wave for piece in learn], list(effects.values()))
    examples = make_examples(material, config.examples, config.seed, progress)
    net = ClipSoundNetwork()
    loss = fit_network(net, examples, config, progress)
    about = {
        "config": asdict(config),
        "learnt_from": count_by_project(learn),
        "voices": sorted(voices),
        "effects": len(effects),
        "loss": loss,
    }
    version = save_weights(out, net.export_arrays(), about)
    return ClipSoundResult(out, version, loss, time.monotonic() - began)


def fit_network(
    net: ClipSoundNetwork, examples: ClipSoundExamples, config: ClipSoundConfig, progress: Progress
) -> float:
    """Fit ``net`` to ``examples``, leave it in evaluation mode; returns the mean loss of the last epoch."""
    rng = np.random.default_rng(config.seed)
    batches = len(examples.frames) // config.batch
    adam = torch.optim.AdamW(net.parameters(), lr=config.learning_rate, weight_decay=1e-2)
    plan = torch.optim.lr_scheduler.OneCycleLR(adam, config.learning_rate, total_steps=config.epochs * batches + 1)
    mean = float("nan")
    for epoch in range(config.epochs):
        net.train()
        order, total = rng.permutation(len(examples.frames)), 0.0
        for number in range(batches):
            rows = np.sort(order[number * config.batch : (number + 1) * config.batch])
            frames = torch.from_numpy(examples.frames[rows].astype(np.float32))
            loss = compute_loss(net(frames), torch.from_numpy(examples.labels[rows]))
            adam.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            adam.step()
            plan.step()
            total += loss.item()
        mean = total / max(batches, 1)
        progress(f"loss {mean:.4f}", (epoch + 1) / config.epochs)
    net.eval()
    return mean


def compute_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Mean cross entropy of both classes over the steps whose truth is known."""
    known = labels != UNKNOWN
    return binary_cross_entropy_with_logits(logits[known], labels[known].float())


def load_music(data: Path, only: Collection[str] = ()) -> list[TrainingPiece]:
    """Music that may be trained on, of ``data`` and of its folder ``more``, of all or ``only`` some projects."""
    more = data / "more"
    return load_real_pieces(data, only) + (load_real_pieces(more, only) if (more / "LICENSES.csv").is_file() else [])


def load_sounds(folder: Path) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]]:
    """Every recording in ``folder`` by its file name without suffix, mono at 16 kHz; empty where there is none."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SOUND_SUFFIXES)
    return {path.stem: decode_file(path) for path in paths}


def count_by_project(pieces: list[TrainingPiece]) -> dict[str, int]:
    """How many pieces each project gave."""
    counts: dict[str, int] = {}
    for piece in pieces:
        key = f"{piece.project} ({piece.licence})"
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items()))
