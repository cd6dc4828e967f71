"""Feature cache of the tracks that synthetic pairs are made from: pieces, excerpts of them, and augmented music.

Each track has the vector of the profile's music encoder, which is the fusion's input, and aspects measured by the two
taggers, which only define and judge the pairs. So the fusion cannot score well by agreeing with its own encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.listen.levelling import level_wave
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

DOCUMENT_TAG = 0.15  # least score of a tag in a track's document
SHORTEST = 2  # windows in a stretch, at least


@dataclass(frozen=True)
class FeatureCache:
    """Cached features of N tracks.

    Attributes:
        vectors: (N, dm) unit vectors of the music encoder.
        aspects: (N, A) in -1..1, by the judge.
        piece: (N,) number of the piece that each was cut from; each augmented track is a piece of its own.
        names: (N,) track names.
        tags: (N,) the encoder's tags with their scores 0..1.

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
        """Documents of the tracks' confident tags for a lexical index, (N,)."""
        return tuple(_make_document(tags) for tags in self.tags)


@dataclass(frozen=True)
class FeatureCacheConfig:
    """Number of excerpts and augmented tracks."""

    stretches: int = 5  # of each piece, besides the whole
    altered: int = 2500


@dataclass(frozen=True)
class _Item:
    """One track: sound (n,) at 16 kHz, the judge's logits (100,), sound traits (12,)."""

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
    progress: Progress,
) -> FeatureCache:
    """Cut excerpts, make augmented tracks, and run encoder and judge on all of them."""
    rng = np.random.default_rng(seed)
    items: list[_Item] = []
    for number, piece in enumerate(pieces):
        items += _cut_piece(piece, number, judge, config.stretches, rng)
        progress("the judge listens to pieces", (number + 1) / len(pieces))
    items += _make_altered(pieces, judge, config.altered, seed, progress)
    encoded = []
    for number, item in enumerate(items):
        encoded.append(music.encode_track(level_wave(item.wave, RATE), RATE))
        progress("the encoder listens", (number + 1) / len(items))
    return FeatureCache(
        np.stack([h.vector for h in encoded]).astype(np.float32),
        measure_aspects(TAG_NAMES, np.stack([item.logits for item in items]), np.stack([item.sound for item in items])),
        np.array([item.piece for item in items], np.int32),
        tuple(item.name for item in items),
        tuple(h.tags for h in encoded),
    )


def _cut_piece(
    piece: TrainingPiece, number: int, judge: Judge, stretches: int, rng: np.random.Generator
) -> list[_Item]:
    """Return the whole piece and some excerpts of it."""
    power = compute_mel_power(piece.wave)
    logits = judge.score_piece(piece)  # (W, 100)
    whole = len(power) // WINDOW_FRAMES
    found = [_Item(piece.name, number, piece.wave, logits.mean(0), measure_sound_traits(power))]
    for cut in range(stretches if whole >= 2 * SHORTEST else 0):
        length = int(rng.integers(SHORTEST, whole))
        start = int(rng.integers(whole - length + 1))
        # Cut at window borders, so that the judge's logits of the whole piece can be reused.
        frames = slice(start * WINDOW_FRAMES, (start + length) * WINDOW_FRAMES)
        wave = piece.wave[frames.start * HOP : frames.stop * HOP]
        mean_logits = logits[start : start + length].mean(0)
        found.append(_Item(f"{piece.name}#{cut}", number, wave, mean_logits, measure_sound_traits(power[frames])))
    return found


def _make_altered(
    pieces: Sequence[TrainingPiece], judge: Judge, count: int, seed: int, progress: Progress
) -> list[_Item]:
    waves = [piece.wave for piece in pieces]
    found = []
    for number in range(count):
        # A generator per track: the first n tracks stay the same when more are asked for.
        view = make_altered_view(waves, np.random.default_rng([seed, number]))
        power = compute_mel_power(view)
        found.append((view, measure_sound_traits(power), cut_windows(compress_mel(power.half().float()))))
        progress("music is altered", (number + 1) / count)
    judged = judge.score_many([mel for _, _, mel in found], progress)
    return [
        _Item(f"altered {seed}-{number}", len(pieces) + number, view, logits.mean(0), sound)
        for number, ((view, sound, _), logits) in enumerate(zip(found, judged, strict=True))
    ]


def _make_document(tags: dict[str, float]) -> str:
    known = sorted((-score, tag) for tag, score in tags.items() if score >= DOCUMENT_TAG)
    return " ".join(tag for _, tag in known)
