"""The interfaces of encoders of music, words and frames.

A vector is comparable only with vectors of the same encoder ``name`` and ``version``; both are stored with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from musechat.clip import ClipTraits

FloatArray = NDArray[np.float32]

WORD_TOKENS = 32  # a longer text is cut there when its tokens are fused


@dataclass(frozen=True)
class AudioEncoding:
    """The vector and tag scores of one whole track."""

    vector: FloatArray  # (dim,) unit length
    tags: dict[str, float]  # lower-case tag -> 0..1


class MusicEncoder(Protocol):
    """Maps sound to a vector and tag scores."""

    name: str
    version: str
    dim: int

    def encode_track(self, wave: FloatArray, rate: int) -> AudioEncoding:
        """Encode a whole track, ``wave`` (n,) mono float32 at ``rate`` Hz, in windows."""
        ...


class TextEncoder(Protocol):
    """Maps words to vectors."""

    name: str
    version: str
    dim: int

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode ``texts`` (B,) to unit vectors (B, dim)."""
        ...

    def encode_tokens(self, texts: Sequence[str]) -> list[FloatArray]:
        """Encode ``texts`` to the states of their tokens, (T, dim) each, at most :data:`WORD_TOKENS`.

        A mean hides which words belong together: "no piano, more guitar" and "more piano, no guitar" have nearly one
        vector.
        """
        ...


class FrameEncoder(Protocol):
    """Maps a clip's frames and traits to one token per stretch of time."""

    name: str
    version: str
    dim: int

    def encode_frames(self, frames: NDArray[np.uint8], times_s: NDArray[np.floating], traits: ClipTraits) -> FloatArray:
        """Encode ``frames`` (N, H, W, 3) RGB taken at ``times_s`` (N,); returns tokens (rows, dim)."""
        ...
