"""Synthetic clips: random traits, correlated as in real clips, and painted frames that agree with them.

There are two distributions: :data:`SOFT_BLOBS` for training, and :data:`HARD_STRIPES` for tests, with other pictures
and another spread of the traits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from language.vocabulary.scenes import SCENES
from models.encoders.interface import FrameEncoder
from musechat.clip import ENERGY_POINTS, ClipTraits, SceneScore

FloatArray = NDArray[np.float32]

# Traits such as light and colour survive at this size; painting larger frames would dominate the run time.
FRAME_SIDE = 32
CURVES = 5
SHOWING = 0.5  # share of clips whose pictures show something that the eyes know
MOST_SHOWN = 3


@dataclass(frozen=True)
class ClipTokens:
    """A clip's tokens (8, dim) and its traits; ``name`` is empty for synthetic clips."""

    tokens: FloatArray
    traits: ClipTraits
    name: str = ""


@dataclass(frozen=True)
class ClipDistribution:
    """A distribution of synthetic clips: spread of the traits and kind of picture."""

    motion: tuple[float, float]  # of a beta distribution
    edited: float  # share of clips with cuts; the others are a single shot
    brightness: tuple[float, float]  # mean, spread
    saturation: tuple[float, float]  # of a beta distribution
    warmth: tuple[float, float]  # mean, spread
    shares: tuple[float, float, float]  # of motion, cuts and loudness in a clip's energy
    striped: bool


# The beta distributions give drawn clips about the energies that real ones have (musechat.reference_quantiles).
SOFT_BLOBS = ClipDistribution((1.0, 2.2), 0.4, (0.47, 0.16), (1.3, 3.2), (0.52, 0.15), (0.6, 0.25, 0.15), striped=False)
HARD_STRIPES = ClipDistribution((1.2, 2.6), 0.65, (0.4, 0.2), (1.8, 2.4), (0.47, 0.18), (0.5, 0.35, 0.15), striped=True)


def draw_clip(rng: Generator, encoder: FrameEncoder, drawing: ClipDistribution = SOFT_BLOBS) -> ClipTokens:
    """Draw one clip and encode it."""
    traits = draw_traits(rng, drawing)
    count = int(rng.integers(4, 14))
    times = np.linspace(0, traits.duration_s, count, endpoint=False)
    paint = _paint_stripes if drawing.striped else _paint_blobs
    return ClipTokens(encoder.encode_frames(paint(rng, traits, times), times, traits), traits)


def draw_traits(rng: Generator, drawing: ClipDistribution = SOFT_BLOBS) -> ClipTraits:
    """Draw the traits of a clip."""
    motion = float(rng.beta(*drawing.motion))
    edited = rng.random() < drawing.edited
    # Fast clips are cut faster; log-normal, since most clips have few cuts and some very many.
    cuts_per_minute = float(np.clip(rng.lognormal(1.2 + 2.5 * motion, 0.8), 0, 120)) if edited else 0.0
    # Log-uniform from 3 s to 3 min: short clips are as common as long ones.
    duration = float(np.exp(rng.uniform(np.log(3), np.log(180))))
    sound = rng.random() < 0.6
    loudness = float(np.clip(-30 + 20 * motion + rng.normal() * 8, -60, -5)) if sound else None
    loud = 0.0 if loudness is None else float(np.clip((loudness + 45) / 35, 0, 1))
    of_motion, of_cuts, of_loudness = drawing.shares
    seen = of_motion * motion + of_cuts * (1 - np.exp(-cuts_per_minute / 20))
    # A silent clip's energy is rescaled, so that missing sound alone does not make it calm.
    whole = seen + of_loudness * loud if sound else seen / (1 - of_loudness)
    energy = float(np.clip(whole + rng.normal() * 0.03, 0, 1))
    bright = float(np.clip(rng.normal(*drawing.brightness), 0.03, 0.95))
    return ClipTraits(
        duration_s=duration,
        width=640,
        height=360,
        fps=25.0,
        container="mp4",
        has_picture=True,
        has_sound=sound,
        speech=float(rng.beta(1, 2)) if sound and rng.random() < 0.4 else 0.0,
        music=float(rng.beta(2, 1)) if sound and rng.random() < 0.4 else 0.0,
        loudness_lufs=loudness,
        cuts_s=tuple(np.sort(rng.uniform(0, duration, int(cuts_per_minute * duration / 60)))),
        cuts_per_minute=cuts_per_minute,
        motion=motion,
        motion_peak=float(np.clip(motion + abs(rng.normal(0.25, 0.15)), 0, 1)),
        brightness=bright,
        contrast=float(np.clip(rng.normal(0.38, 0.12), 0.05, 1)),
        saturation=float(rng.beta(*drawing.saturation)),
        warmth=float(np.clip(rng.normal(*drawing.warmth), 0, 1)),
        palette=(),
        energy=energy,
        energy_curve=_draw_energy_curve(rng, energy),
        scenes=_draw_scenes(rng),
    )


def _draw_scenes(rng: Generator) -> tuple[SceneScore, ...]:
    """Draw what a clip shows: often nothing known, else a few concepts of any probability that is kept."""
    if rng.random() >= SHOWING:
        return ()
    names = rng.choice(list(SCENES), size=int(rng.integers(1, MOST_SHOWN + 1)), replace=False)
    scores = sorted(rng.uniform(0.1, 1, len(names)), reverse=True)
    return tuple(SceneScore(str(name), round(float(score), 3)) for name, score in zip(names, scores, strict=True))


def _draw_energy_curve(rng: Generator, mean: float) -> tuple[float, ...]:
    """Draw an energy curve with the given mean, (ENERGY_POINTS,)."""
    knots = np.clip(mean + rng.normal(size=CURVES) * 0.12, 0, 1)
    curve = np.interp(np.linspace(0, CURVES - 1, ENERGY_POINTS), np.arange(CURVES), knots)
    return tuple(float(v) for v in np.clip(curve + mean - curve.mean(), 0, 1))


def _paint_blobs(rng: Generator, traits: ClipTraits, times: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Paint soft blobs with the clip's brightness, colour and motion: (n, 32, 32, 3)."""
    across = np.linspace(0, 1, FRAME_SIDE)
    blobs = rng.uniform(0, 1, (4, 2))
    lift = rng.normal(size=4) * traits.contrast
    shots = np.searchsorted(np.array(traits.cuts_s), times)
    tint = np.array([traits.warmth - 0.5, 0.0, 0.5 - traits.warmth]) + rng.normal(size=3) * 0.15 * traits.saturation
    painted = []
    for number, time in enumerate(times):
        drift = np.sin(time * 0.7 + np.arange(4) + 5 * shots[number])[:, None] * 0.3 * traits.motion
        here = blobs + drift
        distance = (across[:, None, None] - here[:, 0]) ** 2 + (across[None, :, None] - here[:, 1]) ** 2
        luma = traits.brightness + (np.exp(-distance / 0.05) * lift).sum(2)
        colour = luma[..., None] * (1 + 2 * tint * (0.2 + traits.saturation))
        painted.append(colour + rng.normal(size=colour.shape) * 0.02)
    return _to_bytes(painted)


def _paint_stripes(rng: Generator, traits: ClipTraits, times: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Paint sliding stripes with the clip's colours and motion, at a new angle after each cut: (n, 32, 32, 3)."""
    across = np.linspace(0, 1, FRAME_SIDE)
    shots = np.searchsorted(np.array(traits.cuts_s), times)
    warm = np.array([1 + (traits.warmth - 0.5), 1.0, 1 - (traits.warmth - 0.5)])
    hue = 1 + (rng.random(3) - 0.5) * 1.2 * traits.saturation
    width = rng.uniform(3, 14)
    painted = []
    for number, time in enumerate(times):
        angle = 1.7 * shots[number]
        along = across[:, None] * np.cos(angle) + across[None, :] * np.sin(angle) + time * 0.5 * traits.motion
        luma = traits.brightness + np.sign(np.sin(along * width)) * 0.5 * traits.contrast
        painted.append(luma[..., None] * warm * hue)
    return _to_bytes(painted)


def _to_bytes(painted: list[NDArray[np.float64]]) -> NDArray[np.uint8]:
    frames: NDArray[np.uint8] = (np.clip(np.stack(painted), 0, 1) * 255).astype(np.uint8)
    return frames
