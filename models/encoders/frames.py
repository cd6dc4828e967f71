"""The embedded frame encoder: measurements of pictures as tokens over time.

Nothing is trained here. A clip becomes ``SEGMENTS`` tokens of equal stretches of time; each holds the look of its
frames (colour, light, composition), their motion, the number of cuts in it, and repeats the values of the whole clip:
its pace and light, and what its pictures show. Energies are places among clips (:mod:`musechat.reference_scales`).
Values are standardised to roughly -2..2 by the fixed centres and spreads below, so that no clip depends on another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from language.vocabulary.scenes import SCENES
from musechat.clip import ClipTraits
from musechat.reference_scales import place_clip_energy

FloatArray = NDArray[np.float32]

SEGMENTS = 8
HUES = 8
GRID = 32  # frames are reduced to GRID x GRID block means

# Centre and spread of each value.
CLIP_VALUES = {
    "energy": (0.5, 0.29),
    "motion": (0.3, 0.25),
    "motion_peak": (0.5, 0.3),
    "cuts": (1.2, 1.1),  # log(1 + cuts a minute)
    "brightness": (0.45, 0.18),
    "contrast": (0.4, 0.2),
    "saturation": (0.35, 0.2),
    "warmth": (0.5, 0.15),
    "speech": (0.2, 0.3),
    "music": (0.3, 0.35),
    "loudness": (0.5, 0.25),  # -60..0 LUFS to 0..1; 0 without sound
    "duration": (2.7, 1.0),  # log seconds
}
SEGMENT_VALUES = {
    "energy_here": (0.5, 0.3),
    "energy_change": (0.0, 0.2),
    "cuts_here": (0.3, 0.5),
    "luma": (0.45, 0.18),
    "luma_spread": (0.2, 0.08),
    "colourfulness": (0.2, 0.12),
    "warmth_here": (0.0, 0.12),
    "dark_share": (0.3, 0.25),
    "light_share": (0.15, 0.18),
    "edges": (0.06, 0.04),
    "centre_weight": (0.0, 0.1),
    "top_weight": (0.1, 0.15),
    "balance": (0.08, 0.08),
    "difference": (0.08, 0.08),
    "place": (0.5, 0.3),
    "seen": (1.0, 1.0),
}
CLIP_COLUMNS = {name: column for column, name in enumerate(CLIP_VALUES)}
SCENE_NAMES = tuple(SCENES)
SCENE_SCALE = 0.5  # of the probabilities of what is shown, most of which are 0
DIM = len(CLIP_VALUES) + len(SEGMENT_VALUES) + HUES + len(SCENE_NAMES)


class TraitFrames:
    """Maps frames and traits to ``(8, DIM)`` tokens; without weights, deterministic."""

    name = "trait-frames"
    version = "2"
    dim = DIM

    def encode_frames(self, frames: NDArray[np.uint8], times_s: NDArray[np.floating], traits: ClipTraits) -> FloatArray:
        """Encode a clip.

        Args:
            frames: (N, H, W, 3) RGB, N may be 0.
            times_s: (N,) seconds from the clip's start.
            traits: traits of the whole clip.

        Returns:
            (8, DIM) float32: clip values, segment values, hue shares, scenes; columns as listed in this module.

        """
        small = (
            np.stack([_shrink_to_blocks(frame) for frame in frames])
            if len(frames)
            else np.empty((0, GRID, GRID, 3), np.float32)
        )
        clip, scenes = clip_values(traits), scene_values(traits)
        rows = [
            np.concatenate([clip, _describe_segment(part, small, times_s, traits), scenes]) for part in range(SEGMENTS)
        ]
        return np.stack(rows).astype(np.float32)


def clip_values(traits: ClipTraits) -> FloatArray:
    """Standardise the values of a whole clip: (12,), in the order of :data:`CLIP_VALUES`."""
    raw = {
        "energy": place_clip_energy(traits.energy),
        "motion": traits.motion,
        "motion_peak": traits.motion_peak,
        "cuts": np.log1p(traits.cuts_per_minute),
        "brightness": traits.brightness,
        "contrast": traits.contrast,
        "saturation": traits.saturation,
        "warmth": traits.warmth,
        "speech": traits.speech,
        "music": traits.music,
        "loudness": 0.0 if traits.loudness_lufs is None else np.clip((traits.loudness_lufs + 60) / 60, 0, 1),
        "duration": np.log(max(traits.duration_s, 0.1)),
    }
    return _standardise(raw, CLIP_VALUES)


def scene_values(traits: ClipTraits) -> FloatArray:
    """Scale the probabilities of what the clip shows: (S,), in the order of :data:`SCENE_NAMES`."""
    found = {scene.name: scene.probability / SCENE_SCALE for scene in traits.scenes}
    return np.array([found.get(name, 0.0) for name in SCENE_NAMES], np.float32)


def _describe_segment(part: int, small: FloatArray, times_s: NDArray[np.floating], traits: ClipTraits) -> FloatArray:
    start, end = (traits.duration_s * edge / SEGMENTS for edge in (part, part + 1))
    curve = np.array_split(np.asarray(traits.energy_curve or (traits.energy,)), SEGMENTS)
    energies = [place_clip_energy(float(c.mean()) if len(c) else traits.energy) for c in curve]
    raw = {
        "energy_here": energies[part],
        "energy_change": energies[part] - energies[max(0, part - 1)],
        "cuts_here": float(np.log1p(sum(start <= cut < end for cut in traits.cuts_s))),
        "place": (part + 0.5) / SEGMENTS,
        "seen": 1.0 if len(small) else 0.0,
    }
    if not len(small):
        return np.concatenate([_standardise(raw, SEGMENT_VALUES), np.zeros(HUES, np.float32)])
    inside = np.flatnonzero((times_s >= start) & (times_s < end))
    if not len(inside):  # few frames were sampled: the nearest one stands for the segment
        inside = np.array([int(np.abs(times_s - (start + end) / 2).argmin())])
    looks = small[inside]
    raw |= _measure_look(looks) | {"difference": _measure_difference(small, int(inside[0]), int(inside[-1]))}
    return np.concatenate([_standardise(raw, SEGMENT_VALUES), (_share_hues(looks) - 1 / HUES) * 3])


def _measure_look(looks: FloatArray) -> dict[str, float]:
    """Measure colour, light and composition of frames (n, GRID, GRID, 3) in 0..1."""
    luma = looks @ np.array([0.299, 0.587, 0.114], np.float32)  # (n, GRID, GRID)
    mean = float(luma.mean())
    half, quarter = GRID // 2, GRID // 4
    return {
        "luma": mean,
        "luma_spread": float(luma.std(axis=(1, 2)).mean()),
        "colourfulness": float((looks.max(3) - looks.min(3)).mean()),
        "warmth_here": float((looks[..., 0] - looks[..., 2]).mean()),
        "dark_share": float((luma < 0.2).mean()),
        "light_share": float((luma > 0.75).mean()),
        "edges": float(np.abs(np.diff(luma, axis=1)).mean() + np.abs(np.diff(luma, axis=2)).mean()) / 2,
        "centre_weight": float(luma[:, quarter:-quarter, quarter:-quarter].mean()) - mean,
        "top_weight": float(luma[:, :half].mean() - luma[:, half:].mean()),
        "balance": float(np.abs(luma[:, :, :half].mean(axis=(1, 2)) - luma[:, :, half:].mean(axis=(1, 2))).mean()),
    }


def _share_hues(looks: FloatArray) -> FloatArray:
    """Share of colour in each of :data:`HUES` equal hue ranges from red on; all equal where there is no colour."""
    high, low = looks.max(-1), looks.min(-1)
    chroma = high - low
    red, green, blue = looks[..., 0], looks[..., 1], looks[..., 2]
    safe = np.maximum(chroma, 1e-6)
    hue = np.where(
        high == red,
        (green - blue) / safe % 6,
        np.where(high == green, (blue - red) / safe + 2, (red - green) / safe + 4),
    )
    counts = np.bincount((hue / 6 * HUES).astype(int).ravel() % HUES, weights=chroma.ravel(), minlength=HUES)
    total = counts.sum()
    shares: FloatArray = (counts / total if total > 1e-3 else np.full(HUES, 1 / HUES)).astype(np.float32)
    return shares


def _measure_difference(small: FloatArray, first: int, last: int) -> float:
    """Mean absolute change from frame to frame in a segment and next to it, 0..1."""
    around = small[max(0, first - 1) : last + 2]
    return float(np.abs(np.diff(around, axis=0)).mean()) if len(around) > 1 else 0.0


def _shrink_to_blocks(frame: NDArray[np.uint8]) -> FloatArray:
    """Shrink a frame (H, W, 3) to block means (GRID, GRID, 3) in 0..1."""
    height, width = frame.shape[:2]
    rows = np.minimum(np.arange(GRID) * height // GRID, height - 1)
    columns = np.minimum(np.arange(GRID) * width // GRID, width - 1)
    sums = np.add.reduceat(np.add.reduceat(frame.astype(np.float32), rows, axis=0), columns, axis=1)
    counts = np.diff(np.append(rows, height)).clip(1)[:, None] * np.diff(np.append(columns, width)).clip(1)[None]
    means: FloatArray = (sums / counts[..., None] / 255).astype(np.float32)
    return means


def _standardise(raw: dict[str, float], scales: dict[str, tuple[float, float]]) -> FloatArray:
    """Standardise values, clipped to -3..3; a missing one is 0, its centre."""
    values = [(raw.get(name, centre) - centre) / spread for name, (centre, spread) in scales.items()]
    return np.clip(np.array(values, np.float32), -3, 3)
