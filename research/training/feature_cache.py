"""The bank of tracks that pairs are made from: pieces, stretches of them, and altered music.

Each has the vector of the profile's music encoder, which the fusion sees, and aspects measured by the two taggers,
which only make the pairs and judge them. So the fusion cannot do well by agreeing with its own ear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoders.interface import MusicEncoder
from models.encoders.mel import HOP, RATE, WINDOW_FRAMES, compress_mel, compute_mel_power, cut_windows
from models.encoders.sound_traits import measure_sound_traits
from research.training.aspects import measure_aspects
from research.training.augment import make_altered_view
from research.training.exact_examples import TAG_NAMES
from research.training.heldout_judge import Judge
from research.training.material import TrainingPiece
from research.training.tagger_examples import Progress

FloatArray = NDArray[np.float32]

DOCUMENT_TAG = 0.15  # score from which a tag stands in a track's document
SHORTEST = 2  # windows in a stretch, at least


@dataclass(frozen=True)
class FeatureCache:
    """Tracks to choose from.

    Attributes:
        vectors: (N, dm) of the music encoder, unit.
        aspects: (N, A) in -1..1, by the judge.
        piece: (N,) which piece each was cut from; altered music is a piece of its own.
        names: (N,).
        tags: (N,) the tags that the encoder heard, each with its score 0..1.

    """

    vectors: FloatArray
    aspects: FloatArray
    piece: NDArray[np.int32]
    names: tuple[str, ...]
    tags: tuple[dict[str, float], ...]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def tag_documents(self) -> tuple[str, ...]:
        """The tags that stand out of each track, in words: what a lexical index reads, (N,)."""
        return tuple(_make_document(tags) for tags in self.tags)


@dataclass(frozen=True)
class FeatureCacheConfig:
    """How much is cut from the pieces."""

    stretches: int = 5  # of each piece, besides the whole
    altered: int = 2500


@dataclass(frozen=True)
class _Item:
    """One track: its sound at 16 kHz, what the judge says (100,), what was measured in its sound (12,)."""

    name: str
    piece: int
    wave: FloatArray
    logits: FloatArray
    sound: FloatArray


def build_feature_cache(
    music: MusicEncoder,
    judge: Judge,
    pieces: Sequence[TrainingPiece],
    config: FeatureCacheConfig,
    seed: int,
    told: Progress,
) -> FeatureCache:
    """Cut the pieces up, alter them, and let encoder and judge hear all of it."""
    rng = np.random.default_rng(seed)
    items: list[_Item] = []
    for number, piece in enumerate(pieces):
        items += _cut_piece(piece, number, judge, config.stretches, rng)
        told("the judge listens to pieces", (number + 1) / len(pieces))
    items += _make_altered(pieces, judge, config.altered, seed, told)
    heard = []
    for number, item in enumerate(items):
        heard.append(music.encode_track(item.wave, RATE))
        told("the encoder listens", (number + 1) / len(items))
    return FeatureCache(
        np.stack([h.vector for h in heard]).astype(np.float32),
        measure_aspects(TAG_NAMES, np.stack([item.logits for item in items]), np.stack([item.sound for item in items])),
        np.array([item.piece for item in items], np.int32),
        tuple(item.name for item in items),
        tuple(h.tags for h in heard),
    )


def _cut_piece(
    piece: TrainingPiece, number: int, judge: Judge, stretches: int, rng: np.random.Generator
) -> list[_Item]:
    """The whole piece and some stretches of it."""
    power = compute_mel_power(piece.wave)
    logits = judge.score_piece(piece)  # (W, 100)
    whole = len(power) // WINDOW_FRAMES
    found = [_Item(piece.name, number, piece.wave, logits.mean(0), measure_sound_traits(power))]
    for cut in range(stretches if whole >= 2 * SHORTEST else 0):
        length = int(rng.integers(SHORTEST, whole))
        start = int(rng.integers(whole - length + 1))
        frames = slice(start * WINDOW_FRAMES, (start + length) * WINDOW_FRAMES)
        wave = piece.wave[frames.start * HOP : frames.stop * HOP]
        said = logits[start : start + length].mean(0)
        found.append(_Item(f"{piece.name}#{cut}", number, wave, said, measure_sound_traits(power[frames])))
    return found


def _make_altered(pieces: Sequence[TrainingPiece], judge: Judge, count: int, seed: int, told: Progress) -> list[_Item]:
    waves = [piece.wave for piece in pieces]
    found = []
    for number in range(count):
        view = make_altered_view(waves, np.random.default_rng([seed, number]))
        power = compute_mel_power(view)
        found.append((view, measure_sound_traits(power), cut_windows(compress_mel(power.half().float()))))
        told("music is altered", (number + 1) / count)
    said = judge.score_many([mel for _, _, mel in found], told)
    return [
        _Item(f"altered {seed}-{number}", len(pieces) + number, view, logits.mean(0), sound)
        for number, ((view, sound, _), logits) in enumerate(zip(found, said, strict=True))
    ]


def _make_document(tags: dict[str, float]) -> str:
    known = sorted((-score, tag) for tag, score in tags.items() if score >= DOCUMENT_TAG)
    return " ".join(tag for _, tag in known)
