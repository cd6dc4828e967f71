"""What an encoder is: one interface for music, one for words, one for frames.

A vector is only comparable with vectors of the same encoder ``name`` and ``version``; both are stored beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from musechat.clip import ClipTraits

FloatArray = NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """What a music encoder heard in one whole track."""

    vector: FloatArray  # (dim,) unit length
    tags: dict[str, float]  # lower-case tag -> 0..1


class MusicEncoder(Protocol):
    """Sound to a vector and tags."""

    name: str
    version: str
    dim: int

    def hear(self, wave: FloatArray, rate: int) -> Heard:
        """Listen to a whole track, ``wave`` (n,) mono float32 at ``rate`` Hz, by windows."""
        ...


class TextEncoder(Protocol):
    """Words to vectors."""

    name: str
    version: str
    dim: int

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode ``texts`` (B,) to unit vectors (B, dim)."""
        ...


class FrameEncoder(Protocol):
    """A clip's frames and traits to a row of tokens per stretch of time."""

    name: str
    version: str
    dim: int

    def see(self, frames: NDArray[np.uint8], times_s: NDArray[np.floating], traits: ClipTraits) -> FloatArray:
        """Look at ``frames`` (N, H, W, 3) RGB taken at ``times_s`` (N,); returns tokens (rows, dim)."""
        ...
