"""The frame encoder over a picture tower: picture vectors, joined with measured traits of motion and light."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.encoders.frames import SEGMENTS, TraitFrames
from models.encoders.hub.pictures import PictureTower
from musechat.clip import ClipTraits

FloatArray = NDArray[np.float32]


class PictureFrames:
    """Maps frames to ``(8, dim)`` tokens, one for each eighth of the clip.

    Args:
        tower: encodes the pictures.
        traits: joins its rows to the pictures' (dim + 36), since a still picture does not show how fast a clip is;
            None: pictures alone.

    """

    def __init__(self, tower: PictureTower, traits: TraitFrames | None = None) -> None:
        self.tower, self.traits = tower, traits
        self.name = tower.name
        self.version = f"{tower.version}+t{traits.version}" if traits else tower.version
        self.dim = tower.dim + (traits.dim if traits else 0)

    def encode_frames(self, frames: NDArray[np.uint8], times_s: NDArray[np.floating], traits: ClipTraits) -> FloatArray:
        """Encode a clip.

        Args:
            frames: (N, H, W, 3) RGB, N may be 0.
            times_s: (N,) seconds from the clip's start.
            traits: traits of the whole clip.

        Returns:
            (8, dim) float32: a unit vector of the pictures of each eighth, zeros where the clip has none; then the
            columns of :class:`models.encoders.frames.TraitFrames`, where they are joined.

        """
        vectors = self.tower.encode_pictures(frames)
        rows = np.zeros((SEGMENTS, self.tower.dim), np.float32)
        for part, inside in enumerate(split_into_segments(times_s, traits.duration_s)):
            mean = vectors[inside].mean(axis=0)
            rows[part] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        return rows if self.traits is None else np.hstack([rows, self.traits.encode_frames(frames, times_s, traits)])


def split_into_segments(times_s: NDArray[np.floating], duration_s: float) -> list[NDArray[np.intp]]:
    """Assign frames taken at ``times_s`` (N,) to eighths: their indices, or the nearest one for an empty eighth."""
    if not len(times_s):
        return []
    edges = np.linspace(0, duration_s, SEGMENTS + 1)
    found = []
    for start, end in pairwise(edges.tolist()):
        inside = np.flatnonzero((times_s >= start) & (times_s < end))
        found.append(inside if len(inside) else np.array([np.abs(times_s - (start + end) / 2).argmin()], np.intp))
    return found
