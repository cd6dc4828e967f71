"""Perceptual hashes of a clip's pictures, by which a new cut of the same material is recognised.

A hash is one bit for each of the 255 lowest frequencies of a picture's brightness (two-dimensional DCT): whether it is
above their median (Zauner 2010, "Implementation and Benchmarking of Perceptual Image Hash Functions"). Another size or
bitrate changes a few bits, a mirrored or another picture about half of them. No picture can be made of it again.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from media.watch.visual_features import compute_luma

SIDE = 16  # frequencies in either direction
HASH_BYTES = SIDE * SIDE // 8
MOST_HASHES = 1600
_BLANK_CONTRAST = 0.02  # standard deviation of luma below which a picture shows nothing


@dataclass(frozen=True, slots=True)
class PictureHashes:
    """Hashes of pictures, at most :data:`MOST_HASHES`.

    Attributes:
        times_s: (N,) float32, ascending.
        hashes: (N, 32) uint8; all zero where a picture shows nothing.
        gapless: whether pictures were looked at all along, and not at keyframes alone.

    """

    times_s: NDArray[np.float32]
    hashes: NDArray[np.uint8]
    gapless: bool

    @classmethod
    def from_pictures(
        cls, times_s: NDArray[Any], pictures: Iterable[NDArray[np.uint8]], *, gapless: bool
    ) -> PictureHashes:
        """Hash upright RGB pictures (h, w, 3), taken at ``times_s``."""
        kept = thin_indices(len(times_s))
        found = np.stack([hash_picture(picture) for picture in pictures])[kept]
        return cls(np.asarray(times_s, np.float32)[kept], found, gapless)

    @property
    def is_plausible(self) -> bool:
        """Whether types, shapes and times are as they should be."""
        return (
            self.hashes.dtype == np.uint8
            and self.hashes.shape == (len(self.times_s), HASH_BYTES)
            and len(self.times_s) <= MOST_HASHES
            and bool(np.all(np.isfinite(self.times_s)))
            and bool(np.all(np.diff(self.times_s) > 0))
        )

    def to_bytes(self) -> bytes:
        """As it is stored."""
        buffer = io.BytesIO()
        np.savez_compressed(buffer, times=self.times_s, hashes=self.hashes, gapless=np.array(self.gapless))
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> PictureHashes | None:
        """Inverse of :meth:`to_bytes`; None where the bytes are of another kind or version."""
        try:
            with np.load(io.BytesIO(data)) as held:
                found = cls(held["times"], held["hashes"], bool(held["gapless"]))
        except (KeyError, ValueError, OSError, zipfile.BadZipFile):
            return None
        return found if found.is_plausible else None


def thin_indices(count: int) -> NDArray[np.intp]:
    """Indices of at most :data:`MOST_HASHES` of ``count`` pictures, evenly spread."""
    if count <= MOST_HASHES:
        return np.arange(count)
    return np.asarray(np.floor((np.arange(MOST_HASHES) + 0.5) * count / MOST_HASHES), np.intp)


def hash_picture(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The hash (32,) of one RGB picture (h, w, 3); all zero where it shows nothing."""
    luma = compute_luma(picture)
    if float(luma.std()) < _BLANK_CONTRAST:
        return np.zeros(HASH_BYTES, np.uint8)
    height, width = luma.shape
    waves = _make_waves(height) @ luma @ _make_waves(width).T
    tones = waves.ravel()[1:]  # without the mean: light that changes is the same picture
    return np.packbits(np.append(tones > np.median(tones), False))


@cache
def _make_waves(count: int) -> NDArray[np.float32]:
    """The first frequencies of the orthonormal DCT-II, (16, count); those that so few pixels do not have are zero."""
    places = (np.arange(count) + 0.5) * np.pi / count
    waves = np.cos(np.arange(SIDE)[:, None] * places) * math.sqrt(2.0 / count)
    waves[0] *= math.sqrt(0.5)
    waves[count:] = 0.0
    return np.asarray(waves, np.float32)
