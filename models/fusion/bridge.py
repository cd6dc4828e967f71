"""A fusion without training: maps words and pictures to phrases, and those into CLAP's space of music and text.

It lets a profile whose music encoder is CLAP recommend before a fusion is trained for it. Words are compared with music
phrases by the profile's text encoder, pictures with scenes by its picture tower; the query is the weighted mean of the
matching phrases' vectors by CLAP's text tower. It knows no pairing beyond its list of scenes; a trained fusion replaces
it as soon as there is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoders.frames import CLIP_COLUMNS
from models.encoders.interface import TextEncoder
from models.fusion.scene_phrases import CALM, ENERGETIC, MUSIC, SCENES

FloatArray = NDArray[np.float32]
Encode = Callable[[Sequence[str]], FloatArray]

# Shares of the query. Words say what is wanted, pictures only suggest it; the previous pick keeps a refinement near.
WORDS, SCENE, PACE, PREVIOUS = 1.0, 0.5, 0.4, 0.3
SHARPNESS = 1.25  # of a softmax over standardised similarity; at 3, "sad violin" matches the violin only


@dataclass(frozen=True)
class BridgeVectors:
    """The vectors of P phrases and S scenes in each space that they are compared in; unit rows, in list order."""

    said: FloatArray  # (P, dw) phrases by the text encoder
    heard: FloatArray  # (P, dm) the same by CLAP
    shown: FloatArray  # (S, dp) scenes by the picture tower
    scored: FloatArray  # (S, dm) the scenes' music by CLAP
    calm: FloatArray  # (n, dm)
    energetic: FloatArray  # (n, dm)

    @classmethod
    def encode_phrases(cls, say: Encode, show: Encode, hear: Encode) -> BridgeVectors:
        """Encode all phrases by the text encoder, the picture tower's captions and CLAP's captions."""
        return cls(
            said=say(MUSIC),
            heard=hear(MUSIC),
            shown=show([scene for scene, _ in SCENES]),
            scored=hear([music for _, music in SCENES]),
            calm=hear(CALM),
            energetic=hear(ENERGETIC),
        )


class BridgeFusion:
    """Queries in CLAP's space; safe to use from several threads.

    Args:
        vectors: the phrases.
        scale: factor from the dot product of picture and caption to a logit.
        pool: makes a unit vector (dw,) of a text's token states (T, dw), as the text encoder does.
        encoders: "name/version" of everything that the vectors came from.

    """

    name = "bridge"

    def __init__(
        self, vectors: BridgeVectors, scale: float, pool: Callable[[FloatArray], FloatArray], encoders: Sequence[str]
    ) -> None:
        self.dim = vectors.heard.shape[1]
        self.version = _hash_version(encoders)
        self._scale, self._pool = scale, pool
        self._said, self._shown = vectors.said, vectors.shown
        # CLAP's captions share a large common part, which would outweigh the differences between them: it is removed.
        self._common = _to_unit(vectors.heard.mean(axis=0))
        centre = vectors.heard.mean(axis=0)
        self._heard = _to_unit_rows(vectors.heard - centre)
        self._scored = _to_unit_rows(vectors.scored - centre)
        self._pace = _to_unit(vectors.energetic.mean(axis=0) - vectors.calm.mean(axis=0))

    def encode_query(
        self, video: FloatArray | None, words: FloatArray | None, previous: FloatArray | None
    ) -> FloatArray:
        """Encode one request to a unit vector (dim,), see :class:`models.fusion.interface.Fusion`.

        The rows of ``video`` are picture vectors joined with traits. Without any part, it is the mean of all phrases.
        """
        asked = np.zeros(self.dim, np.float32)
        if video is not None:
            asked += SCENE * self._score_by_scene(video) + PACE * self._score_by_motion(video)
        if words is not None:
            asked += WORDS * self._score_by_words(words)
        if previous is not None:
            asked += PREVIOUS * _to_unit(previous)
        return _to_unit(asked) if asked.any() else self._common

    def encode_music(self, vectors: FloatArray) -> FloatArray:
        """Scale CLAP's vectors (B, dim) to unit length."""
        return _to_unit_rows(np.asarray(vectors, np.float32))

    def _score_by_words(self, words: FloatArray) -> FloatArray:
        near = self._said @ self._pool(np.atleast_2d(words))
        return _to_unit(_to_softmax(SHARPNESS * (near - near.mean()) / max(float(near.std()), 1e-9)) @ self._heard)

    def _score_by_scene(self, video: FloatArray) -> FloatArray:
        pictures = video[:, : self._shown.shape[1]]
        # Rows of zeros are eighths of the clip without a frame.
        pictures = pictures[np.abs(pictures).sum(axis=1) > 0]
        if not len(pictures):
            return np.zeros(self.dim, np.float32)
        shares = _to_softmax(self._scale * (_to_unit_rows(pictures) @ self._shown.T))  # (rows, S)
        return _to_unit(shares.mean(axis=0) @ self._scored)

    def _score_by_motion(self, video: FloatArray) -> FloatArray:
        first = self._shown.shape[1]
        columns = [first + CLIP_COLUMNS[name] for name in ("energy", "motion")]
        return np.asarray(np.tanh(float(video[:, columns].mean())) * self._pace, np.float32)


def mean_pool(states: FloatArray) -> FloatArray:
    """Make a unit vector (dim,) of token states (T, dim) by their mean, as the text encoder does."""
    return _to_unit(states.mean(axis=0))


def pool_tokens(text: TextEncoder) -> Encode:
    """Make an encoder of phrases from a text encoder's token states, so that they are pooled as a request's are."""

    def encode_phrases(texts: Sequence[str]) -> FloatArray:
        return np.stack([mean_pool(states) for states in text.encode_tokens(texts)])

    return encode_phrases


def _to_softmax(logits: FloatArray) -> FloatArray:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: FloatArray = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _to_unit(vector: FloatArray) -> FloatArray:
    unit: FloatArray = _to_unit_rows(vector[None])[0]
    return unit


def _to_unit_rows(vectors: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def _hash_version(encoders: Sequence[str]) -> str:
    # Everything that moves a query: stored queries are comparable only while all of it is the same.
    inputs = (*encoders, MUSIC, SCENES, CALM, ENERGETIC, WORDS, SCENE, PACE, PREVIOUS, SHARPNESS)
    return hashlib.sha256(repr(inputs).encode()).hexdigest()[:12]
