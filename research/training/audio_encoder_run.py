"""``musechat train encoders``: training of the embedded audio encoder and writing of its weights."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.encoders.audio_network import EMBEDDING, TAGS, AudioNetwork
from models.encoders.e5 import MultilingualE5
from models.encoders.interface import TextEncoder
from models.encoders.mel import compute_mel_power
from models.encoders.sound_traits import NAMES
from models.weight_files import EAR_FILE, save_weights
from research.training.distillation import Agreement, DistilConfig, distil_taggers, measure_agreement
from research.training.exact_examples import TAG_NAMES, make_exact_examples
from research.training.material import TrainingPiece, load_composed_pieces, load_real_pieces, split_by_project
from research.training.musicnn import Teachers
from research.training.tagger_examples import (
    Progress,
    TaggerExamples,
    join_examples,
    make_altered_examples,
    make_plain_examples,
)

FloatArray = NDArray[np.float32]

# Averaged over phrasings: requests hold tags within sentences, not alone.
WAYS_TO_SAY = ("{}", "{} music", "something with {}", "a {} track")


@dataclass(frozen=True)
class AudioEncoderConfig:
    """Settings of examples and training; ``held_out`` projects are used for evaluation only."""

    altered: int = 12000  # windows of altered music
    composed: bool = True  # whether the composed library is in the training set
    # Whole projects: excerpts of one project share artists and instruments, which would leak.
    held_out: tuple[str, ...] = (
        "Secretchronicles/TSC",
        "beat-feet/beat-feet",
        "ValyriaTear/ValyriaTear",
        "1olegshev/clue-cards",
    )
    distil: DistilConfig = field(default_factory=DistilConfig)


@dataclass(frozen=True)
class AudioEncoderResult:
    """Result of a training run; ``agreement`` is None without teachers."""

    path: Path
    version: str
    agreement: Agreement | None
    seconds: float


def train_audio_encoder(
    data: Path | None, composed: Path, out: Path, cache: Path, config: AudioEncoderConfig, progress: Progress
) -> AudioEncoderResult:
    """Train the audio encoder and write its weights.

    Args:
        data: folder with ``LICENSES.csv``, ``music/`` and the taggers' ``weights/``; None: the composed library alone.
        composed: folder with the composed library and its ``truth.json``.
        out: folder in which the weights are written.
        cache: folder of the teachers' cached outputs.
        config: settings.
        progress: called with the current step and its share done, 0..1.

    """
    began = time.monotonic()
    own = load_composed_pieces(composed) if config.composed or not data else []
    progress("music read", 1.0)
    learn, judge = split_by_project(load_real_pieces(data), config.held_out) if data else ([], [])
    if data:
        examples, held_out = _train_by_teachers(data, learn, own, judge, cache, config, progress)
    else:
        examples, held_out = make_exact_examples(composed, own), None
    net = distil_taggers(
        examples,
        config.distil,
        encode_tag_words(MultilingualE5.load()),
        lambda epoch, loss, _: progress(f"loss {loss:.3f}", (epoch + 1) / config.distil.epochs),
    )
    found = measure_agreement(net, held_out) if held_out else None
    version = _save_encoder(
        net, [*learn, *own], out / EAR_FILE, _describe_run(learn, own, judge, config, found, len(examples))
    )
    return AudioEncoderResult(out / EAR_FILE, version, found, time.monotonic() - began)


def encode_tag_words(text: TextEncoder) -> FloatArray:
    """Return the text vectors of the tags, averaged over a few phrasings: (100, dim)."""
    return np.stack([text.encode([way.format(tag) for way in WAYS_TO_SAY]).mean(0) for tag in TAG_NAMES])


def _train_by_teachers(
    data: Path,
    learn: list[TrainingPiece],
    own: list[TrainingPiece],
    judge: list[TrainingPiece],
    cache: Path,
    config: AudioEncoderConfig,
    progress: Progress,
) -> tuple[TaggerExamples, TaggerExamples | None]:
    teachers = Teachers(data / "weights")
    real = make_plain_examples(learn, teachers, cache, overlap=True, progress=progress)
    composed = [make_plain_examples(own, teachers, cache, overlap=False, progress=progress)] if own else []
    altered = make_altered_examples(learn, config.altered, config.distil.seed, teachers, cache, progress)
    held_out = make_plain_examples(judge, teachers, cache, overlap=False, progress=progress) if judge else None
    return join_examples([real, *composed, altered]), held_out


def _save_encoder(net: AudioNetwork, pieces: list[TrainingPiece], path: Path, about: dict[str, object]) -> str:
    """Measure the statistics that vectors are standardised by, and write the weights; returns their version."""
    sizes = {"embedding": EMBEDDING, "tags": TAGS, "sound": len(NAMES)}
    # Identity statistics: what is measured here are the raw outputs.
    ones = {name: np.stack([np.zeros(size), np.ones(size)]).astype(np.float32) for name, size in sizes.items()}
    bare = EmbeddedAudioEncoder(net, TAG_NAMES, ones, "")
    measures = [bare.measure_sound(compute_mel_power(piece.wave)) for piece in pieces]
    tracks = {
        "tags": np.stack([m[0].mean(0) for m in measures]),
        "embedding": np.stack([m[1].mean(0) for m in measures]),
        "sound": np.stack([m[2] for m in measures]),
    }
    arrays = dict(net.state_dict())
    for name, values in tracks.items():
        # The offset keeps a tag that never varies from being blown up by standardisation.
        arrays[f"statistics.{name}"] = torch.from_numpy(np.stack([values.mean(0), values.std(0) + 1e-3]))
    return save_weights(path, arrays, about)


def _describe_run(
    learn: list[TrainingPiece],
    own: list[TrainingPiece],
    judge: list[TrainingPiece],
    config: AudioEncoderConfig,
    found: Agreement | None,
    windows: int,
) -> dict[str, object]:
    return {
        "tags": TAG_NAMES,
        "config": asdict(config),
        "learnt_from": _count_by_licence(learn),
        "composed": len(own),
        "judged_on": _count_by_licence(judge),
        "windows": windows,
        "agreement": asdict(found) if found else None,
    }


def _count_by_licence(pieces: list[TrainingPiece]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for piece in pieces:
        key = f"{piece.project} ({piece.licence})"
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items()))
