"""The bank of tracks that pairs are made from: pieces, stretches of them, and altered music, as the ear hears them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.encoders.ear import EmbeddedEar
from models.encoders.mel import WINDOW_FRAMES, power_mel
from models.encoders.sound_traits import sound_traits
from models.train.aspects import aspects
from models.train.augment import altered_view
from models.train.lessons import Progress
from models.train.material import Piece
from models.train.pairs import Bank

FloatArray = NDArray[np.float32]
Measure = tuple[FloatArray, FloatArray, FloatArray]  # mean logits (100,), mean embedding (128,), sound traits (12,)


def build_bank(
    ear: EmbeddedEar, pieces: Sequence[Piece], stretches: int, altered: int, seed: int, progress: Progress
) -> Bank:
    """Hear every piece, ``stretches`` stretches of each and ``altered`` altered views."""
    rng = np.random.default_rng(seed)
    found: list[Measure] = []
    origin: list[int] = []
    for number, piece in enumerate(pieces):
        measures = _of_piece(ear, piece, stretches, rng)
        found += measures
        origin += [number] * len(measures)
        progress("the ear listens to pieces", (number + 1) / len(pieces))
    waves = [piece.wave for piece in pieces]
    for number in range(altered):
        logits, embedding, sound = ear.measure(power_mel(altered_view(waves, rng)))
        found.append((logits.mean(0), embedding.mean(0), sound))
        origin.append(len(pieces) + number)
        progress("the ear listens to altered music", (number + 1) / max(1, altered))
    logits, embeddings, sounds = (np.stack(column) for column in zip(*found, strict=True))
    vectors = np.stack([ear.vector(e, t, s) for e, t, s in zip(embeddings, logits, sounds, strict=True)])
    return Bank(vectors, aspects(ear.tags, logits, sounds), np.array(origin, np.int32))


def _of_piece(ear: EmbeddedEar, piece: Piece, stretches: int, rng: np.random.Generator) -> list[Measure]:
    power = power_mel(piece.wave)
    logits, embedding, sound = ear.measure(power)
    measures = [(logits.mean(0), embedding.mean(0), sound)]
    for _ in range(stretches if len(logits) >= 4 else 0):
        length = int(rng.integers(2, len(logits) - 1))
        start = int(rng.integers(len(logits) - length))
        part = slice(start, start + length)
        sound = sound_traits(power[start * WINDOW_FRAMES : (start + length) * WINDOW_FRAMES])
        measures.append((logits[part].mean(0), embedding[part].mean(0), sound))
    return measures
