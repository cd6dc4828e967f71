"""Small parts for the training's tests: banks whose vectors show their aspects, worlds, pair sets."""

from __future__ import annotations

import numpy as np

from models.encoders.frames import TraitFrames
from research.datasets.pair_set import PairSet
from research.training.aspects import ASPECTS
from research.training.correspondence import TRAINING
from research.training.feature_cache import FeatureCache
from research.training.request_grammar import GrammarRequest, GrammarTerm
from research.training.synthetic_clips import ClipTokens, draw_clip
from research.training.synthetic_pairs import SyntheticDomain

MUSIC_DIM = len(ASPECTS) + 8
CALMER, PIANO = GrammarTerm("energy", -1, relative=True), GrammarTerm("piano", 1, relative=False)


def bank(size: int = 200, seed: int = 0) -> FeatureCache:
    """Tracks whose vectors show their aspects; every second one is cut from the piece of the one before it."""
    rng = np.random.default_rng(seed)
    heard = rng.uniform(-1, 1, (size, len(ASPECTS))).astype(np.float32)
    vectors = np.concatenate([heard, rng.normal(size=(size, 8)) * 0.1], 1).astype(np.float32)
    names = tuple(f"track {n}" for n in range(size))
    tags = [{a: (float(h) + 1) / 2 for a, h in zip(ASPECTS, row, strict=True) if h > 0.5} for row in heard]
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return FeatureCache(unit, heard, np.arange(size, dtype=np.int32) // 2, names, tuple(tags))


def drawn(count: int, seed: int = 1) -> list[ClipTokens]:
    rng = np.random.default_rng(seed)
    return [draw_clip(rng, TraitFrames()) for _ in range(count)]


def world(size: int = 200, seed: int = 0) -> SyntheticDomain:
    return SyntheticDomain(
        bank(size, seed), drawn(60, seed + 1), TRAINING, [GrammarRequest("a piano, please", (PIANO,))]
    )


def telling_pairs(count: int = 256, tracks: int = 128, seed: int = 0) -> PairSet:
    """Quartets in which clip, candidate and text each tell a third of the target: nobody finds it without all three."""
    rng = np.random.default_rng(seed)
    third = 6
    music = rng.normal(size=(tracks, 3 * third)).astype(np.float32)
    music /= np.linalg.norm(music, axis=1, keepdims=True)
    target = np.resize(rng.permutation(tracks), count)
    video = np.repeat(music[:, None, :third], 8, axis=1)
    candidate = rng.integers(tracks, size=count)
    texts = tuple(f"text {n}" for n in range(count))
    quartet = np.stack([target, target, candidate, np.arange(count)], 1).astype(np.int32)
    split = np.where(np.arange(count) < count * 3 // 4, 0, np.where(np.arange(count) < count * 7 // 8, 1, 2))
    return PairSet(
        video=video,
        music=music,
        music_ids=tuple(str(n) for n in range(tracks)),
        artist=np.arange(tracks, dtype=np.int32),
        texts=texts,
        masked_texts=texts,
        quartet=quartet,
        split=split.astype(np.int8),
        made=True,
        encoders={"music": "made/1"},
        documents=tuple(f"tag{n}" for n in range(tracks)),
    )


def telling_words(pairs: PairSet, seed: int = 0) -> list[np.ndarray]:
    """Token states (T, 12) of each text: what its target has beyond what the clip shows."""
    rng = np.random.default_rng(seed)
    targets = pairs.quartet[np.argsort(pairs.quartet[:, 3]), 1]
    rest = pairs.music[targets][:, 6:].astype(np.float16)
    return [np.repeat(row[None], int(rng.integers(1, 5)), axis=0) for row in rest]
