"""A small, exact fusion and text encoder, and libraries of made-up tracks, for the chooser's tests.

The joint space has one axis per trait, so that what a query means can be read off: energy, brightness, valence, vocals.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import build_snapshot
from musechat.track import Track
from tests.musechat.made import FREE, HOME, made_track

FloatArray = NDArray[np.float32]
DIM = 8


def unit(vector: NDArray[np.floating]) -> FloatArray:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


class PlainText:
    """Words as a sum of fixed directions, one per word."""

    name, version, dim = "plain-text", "1", DIM

    def encode(self, texts: Sequence[str]) -> FloatArray:
        return np.stack([unit(sum((self._word(w) for w in t.split()), np.zeros(DIM))) for t in texts])

    def encode_tokens(self, texts: Sequence[str]) -> list[FloatArray]:
        return list(self.encode(texts)[:, None])

    def _word(self, word: str) -> NDArray[np.floating]:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
        return np.random.default_rng(seed).standard_normal(DIM)


class PlainFusion:
    """The joint space is the music space; a query is the mean of what is given."""

    name, version, dim = "plain-fusion", "1", DIM

    def encode_query(
        self, video: FloatArray | None, words: FloatArray | None, previous: FloatArray | None
    ) -> FloatArray:
        parts = [] if video is None else [unit(video.mean(axis=0))]
        parts += [0.3 * words.mean(axis=0)] if words is not None else []
        parts += [0.5 * previous] if previous is not None else []
        return unit(np.sum(parts, axis=0)) if parts else unit(np.ones(DIM))

    def encode_music(self, vectors: FloatArray) -> FloatArray:
        return np.stack([unit(v) for v in vectors])


def vector_of(track: Track) -> FloatArray:
    traits = track.traits
    seed = int.from_bytes(hashlib.sha256(track.id.encode()).digest()[:4])
    rest = 0.3 * np.random.default_rng(seed).standard_normal(DIM - 4)
    own = [traits.energy - 0.5, traits.brightness - 0.5, traits.valence - 0.5, traits.vocal_score - 0.5]
    return unit(np.array([*own, *rest]))


def made_library(count: int = 60, seed: int = 7) -> list[Track]:
    """Tracks of many kinds: every third sung, every fourth with piano, three tracks per artist."""
    rng = np.random.default_rng(seed)
    tracks = []
    for n in range(count):
        energy, valence, brightness = (float(v) for v in rng.uniform(0.05, 0.95, 3))
        sung = n % 3 == 0
        tags = {
            "piano": 0.55 if n % 4 == 0 else float(rng.uniform(0, 0.1)),
            "guitar": 0.5 if n % 4 == 1 else 0.05,
            ("rock" if energy > 0.6 else "ambient"): 0.6,
        }
        tracks.append(
            made_track(
                f"{n:04x}",
                tags=tags,
                title=f"Piece {n}",
                artist=f"Player {n // 3}" + (" feat. Guest" if n in (4, 40) else ""),
                genre="Jazz" if n % 5 == 0 else "",
                year=1980 + n % 40,
                licence=HOME if n % 6 == 0 else FREE,
                energy=energy,
                valence=valence,
                brightness=brightness,
                tempo_bpm=None if n % 10 == 9 else 60 + 100 * energy,
                vocals=sung,
                vocal_score=0.9 if sung else 0.1,
            )
        )
    return tracks


def made_chooser(tracks: Sequence[Track]) -> Chooser:
    fusion = PlainFusion()
    snapshot = build_snapshot(tracks, {t.id: vector_of(t) for t in tracks}, fusion)
    return Chooser(snapshot, fusion, PlainText())
