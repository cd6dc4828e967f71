"""The interface of a fusion, which maps a clip, words and the previous pick to one query in the tracks' space."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


class Fusion(Protocol):
    """A query tower and a music tower whose outputs are compared by dot product."""

    name: str
    version: str
    dim: int

    def encode_query(
        self, video: FloatArray | None, words: FloatArray | None, previous: FloatArray | None
    ) -> FloatArray:
        """Encode one request to a unit vector (dim,); parts that are None are missing, all may be.

        Args:
            video: tokens of the frame encoder (rows, dv), or None.
            words: token states of the text encoder (T, dw), or None; one vector (dw,) counts as one token.
            previous: the previous pick's music vector (dm,), or None on the first turn.

        """
        ...

    def encode_music(self, vectors: FloatArray) -> FloatArray:
        """Project vectors (B, dm) of the music encoder to unit vectors (B, dim)."""
        ...
