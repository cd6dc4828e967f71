"""Augmentation of music by speed, level, spectrum and mixing.

The teachers label every augmented window themselves, so an augmentation may change what the music is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import lfilter, resample_poly

from models.encoders.mel import HOP, RATE, WINDOW_FRAMES

FloatArray = NDArray[np.float32]

SPEEDS = (70, 80, 85, 90, 95, 100, 105, 112, 120, 133, 150)  # percent; pitch follows
VIEW_SAMPLES = 2 * WINDOW_FRAMES * HOP  # an altered view is two windows long
MIX_SHARE = 0.4
LONE_BAND_SHARE = 0.15


def make_altered_view(waves: Sequence[FloatArray], rng: Generator) -> FloatArray:
    """Make one augmented excerpt, (VIEW_SAMPLES,), from ``waves`` at 16 kHz."""
    view = _cut_stretch(waves, rng)
    if rng.random() < MIX_SHARE:
        view = view + _cut_stretch(waves, rng) * _draw_gain(rng, -12, 3)
    if rng.random() < LONE_BAND_SHARE:
        view = _keep_one_band(view, rng)
    elif rng.random() < 0.6:
        view = _tilt_spectrum(view, rng)
    if rng.random() < 0.2:
        # Noise as of old recordings: level from barely audible to clearly present.
        view = view + rng.normal(size=len(view)).astype(np.float32) * _draw_gain(rng, -60, -30)
    view = view * _draw_gain(rng, -14, 6)
    # Only scaled down where it would clip: the drawn level is part of the augmentation.
    peak = float(np.abs(view).max())
    return (view / max(1.0, peak)).astype(np.float32)


def _cut_stretch(waves: Sequence[FloatArray], rng: Generator) -> FloatArray:
    speed = int(rng.choice(SPEEDS)) if rng.random() < 0.7 else 100
    needed = VIEW_SAMPLES * speed // 100 + speed
    wave = waves[int(rng.integers(len(waves)))]
    if len(wave) < needed:
        # Short loops are repeated, as games play them.
        wave = np.tile(wave, -(-needed // len(wave)))
    start = int(rng.integers(len(wave) - needed + 1))
    cut = wave[start : start + needed]
    resampled: FloatArray = resample_poly(cut, 100, speed)[:VIEW_SAMPLES] if speed != 100 else cut[:VIEW_SAMPLES]
    return resampled


def _draw_gain(rng: Generator, low_db: float, high_db: float) -> float:
    return float(10 ** (rng.uniform(low_db, high_db) / 20))


def _tilt_spectrum(wave: FloatArray, rng: Generator) -> FloatArray:
    """Amplify or attenuate the band above a random corner frequency (first-order shelf)."""
    corner, lift = rng.uniform(200, 4000), _draw_gain(rng, -12, 12) - 1
    pole = float(np.exp(-2 * np.pi * corner / RATE))
    low = lfilter([1 - pole], [1, -pole], wave)
    tilted: FloatArray = wave + lift * (wave - low)
    return tilted


def _keep_one_band(wave: FloatArray, rng: Generator) -> FloatArray:
    """Keep only the band above, or only the band below, a random corner frequency."""
    pole = float(np.exp(-2 * np.pi * rng.uniform(150, 2500) / RATE))
    low = wave
    # Two first-order filters in a row: one alone lets too much of the other band through.
    for _ in range(2):
        low = lfilter([1 - pole], [1, -pole], low)
    band: FloatArray = low if rng.random() < 0.5 else wave - low
    return band
