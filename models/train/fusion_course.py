"""``musechat train fusion``: from the trained ear, music and made pairs to shipped weights of the fusion."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encoders.ear import EmbeddedEar
from models.encoders.frames import TraitFrames
from models.encoders.minilm import MiniLM
from models.train.bank import build_bank
from models.train.clips import draw_clip
from models.train.ear_course import EarConfig
from models.train.grammar import Request, captions, request
from models.train.keep import EAR_FILE, FUSION_FILE, keep_weights
from models.train.learn_fusion import FusionConfig, learn_fusion
from models.train.lessons import Progress
from models.train.material import composed_pieces, real_pieces, split
from models.train.pairs import PairMaker

FloatArray = NDArray[np.float32]

CAPTIONS_FILE = Path("tables") / "musiccaps-public.csv"
TERMS = (1, 1, 1, 2, 2, 3)  # how many things a made request asks for


@dataclass(frozen=True)
class FusionResult:
    """What came of it."""

    path: Path
    version: str
    loss: float  # mean over the last twentieth of the steps
    seconds: float


def train_fusion(
    data: Path | None, composed: Path, weights: Path, out: Path, config: FusionConfig, told: Progress
) -> FusionResult:
    """Train the fusion and write its weights.

    Args:
        data: folder with ``LICENSES.csv`` and ``music/``; None: the composed library alone.
        composed: folder with the composed library.
        weights: folder with the trained ear.
        out: folder that receives the weights.
        config: how.
        told: hears what is being done and how far it is.

    """
    began = time.monotonic()
    ear = EmbeddedEar.load(weights / EAR_FILE)
    learn, _ = split(real_pieces(data), EarConfig.held_out) if data else ([], [])
    own = composed_pieces(composed)
    bank = build_bank(ear, [*learn, *own], config.stretches, config.altered, config.seed, told)
    rng = np.random.default_rng(config.seed)
    encoder = TraitFrames()
    clips = [draw_clip(rng, encoder) for _ in range(config.drawn_clips)]
    requests = make_requests(data, config, rng)
    words = encode(requests, told)
    losses: list[float] = []

    def each(step: int, loss: float) -> None:
        losses.append(loss)
        told(f"loss {np.mean(losses[-20:]):.3f}", (step + 1) / config.steps)

    net = learn_fusion(PairMaker(bank, clips, requests), words, config, each)
    last = float(np.mean(losses[-max(1, config.steps // 20) :]))
    about = {
        "config": asdict(config),
        "ear": ear.version,
        "real_pieces": len(learn),
        "composed": len(own),
        "tracks_in_bank": len(bank.vectors),
        "requests": len(requests),
        "loss": last,
    }
    version = keep_weights(out / FUSION_FILE, dict(net.state_dict()), about)
    return FusionResult(out / FUSION_FILE, version, last, time.monotonic() - began)


def make_requests(data: Path | None, config: FusionConfig, rng: np.random.Generator) -> list[Request]:
    """Make up requests by the grammar, and take some of the captions where they are at hand."""
    requests = [request(rng, int(rng.choice(TERMS))) for _ in range(config.grammar_requests)]
    if data and (data / CAPTIONS_FILE).is_file():
        found = captions(data / CAPTIONS_FILE)
        chosen = rng.permutation(len(found))[: config.caption_requests]
        requests += [found[i] for i in chosen]
    return requests


def encode(requests: Sequence[Request], told: Progress) -> FloatArray:
    """Encode the requests' words: (B, 384). Short ones together, so that little is padded."""
    text = MiniLM.load()
    order = np.argsort([len(r.text) for r in requests])
    vectors = np.empty((len(requests), text.dim), np.float32)
    for start in range(0, len(order), 64):
        rows = order[start : start + 64]
        vectors[rows] = text.encode([requests[i].text for i in rows])
        told("words encoded", min(1.0, (start + 64) / len(order)))
    return vectors
