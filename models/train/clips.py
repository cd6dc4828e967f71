"""Clips to learn from, drawn at random: traits that go together as in real clips, and frames that agree with them.

No real clip takes part in training, so all real clips can judge.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models.encoders.frames import TraitFrames
from musechat.clip import ENERGY_POINTS, ClipTraits

FloatArray = NDArray[np.float32]

FRAME_SIDE = 32
CURVES = 5


@dataclass(frozen=True)
class DrawnClip:
    """A clip's tokens (8, 36) and the traits behind them."""

    tokens: FloatArray
    traits: ClipTraits


def draw_clip(rng: Generator, encoder: TraitFrames) -> DrawnClip:
    """Make up one clip."""
    traits = _traits(rng)
    count = int(rng.integers(4, 14))
    times = np.linspace(0, traits.duration_s, count, endpoint=False)
    return DrawnClip(encoder.see(_frames(rng, traits, times), times, traits), traits)


def _traits(rng: Generator) -> ClipTraits:
    motion = float(rng.beta(1.2, 1.7))
    edited = rng.random() < 0.4  # the others are a single shot
    cuts_per_minute = float(np.clip(rng.lognormal(1.2 + 2.5 * motion, 0.8), 0, 120)) if edited else 0.0
    duration = float(np.exp(rng.uniform(np.log(3), np.log(180))))
    sound = rng.random() < 0.6
    loudness = float(np.clip(-30 + 20 * motion + rng.normal() * 8, -60, -5)) if sound else None
    loud = 0.0 if loudness is None else float(np.clip((loudness + 45) / 35, 0, 1))
    seen = 0.6 * motion + 0.25 * (1 - np.exp(-cuts_per_minute / 20))
    energy = float(np.clip((seen + 0.15 * loud if sound else seen / 0.85) + rng.normal() * 0.03, 0, 1))
    bright = float(np.clip(rng.normal(0.47, 0.16), 0.03, 0.95))
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
        saturation=float(rng.beta(1.3, 3.2)),
        warmth=float(np.clip(rng.normal(0.52, 0.15), 0, 1)),
        palette=(),
        energy=energy,
        energy_curve=_curve(rng, energy),
    )


def _curve(rng: Generator, mean: float) -> tuple[float, ...]:
    """Draw a course of energy around its mean."""
    knots = np.clip(mean + rng.normal(size=CURVES) * 0.12, 0, 1)
    curve = np.interp(np.linspace(0, CURVES - 1, ENERGY_POINTS), np.arange(CURVES), knots)
    return tuple(float(v) for v in np.clip(curve + mean - curve.mean(), 0, 1))


def _frames(rng: Generator, traits: ClipTraits, times: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Paint a few soft blobs of the clip's light and colour, moving as much as the clip moves: (n, 32, 32, 3)."""
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
    frames: NDArray[np.uint8] = (np.clip(np.stack(painted), 0, 1) * 255).astype(np.uint8)
    return frames
