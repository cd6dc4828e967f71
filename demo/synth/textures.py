"""Shaped noise: risers, wind, waves, rain, the crackle of a record."""

from __future__ import annotations

import numpy as np
from scipy.signal import butter, sosfilt

from demo.synth import RATE, Sound, make_noise_source, to_samples
from demo.synth.envelopes import soften_ends


def _make_noise_bands(count: int, name: str, centres: tuple[float, ...]) -> list[Sound]:
    made = []
    for centre in centres:
        sos = butter(1, [centre * 0.7, min(centre * 1.5, 0.48 * RATE)], "band", fs=RATE, output="sos")
        noise = np.stack([make_noise_source(name, centre, side).standard_normal(count) for side in range(2)])
        made.append(sosfilt(sos, noise).astype(np.float32))
    return made


def make_rising_noise(seconds: float) -> Sound:
    """Make noise whose pitch and level rise to the end, (2, n)."""
    count = to_samples(seconds)
    t = np.linspace(0, 1, count, dtype=np.float32)
    out = np.zeros((2, count), dtype=np.float32)
    centres = (400.0, 1200.0, 3600.0, 8000.0)
    for rank, band in enumerate(_make_noise_bands(count, "riser", centres)):
        # One band fades into the next higher, so that the colour climbs without a moving filter.
        out += band * np.maximum(0.0, 1 - np.abs(t * (len(centres) - 1) - rank))
    return soften_ends(out * (0.05 + 0.9 * t**2) * np.float32(0.8), 0.02)


def make_wind(seconds: float) -> Sound:
    """Make wind: low noise that swells irregularly, (2, n)."""
    count = to_samples(seconds)
    # By length in whole seconds: rounding errors of a tempo change nothing.
    chance = make_noise_source("wind", round(seconds))
    t = np.arange(count) / RATE
    out = np.zeros((2, count), dtype=np.float32)
    for band in _make_noise_bands(count, "wind", (260.0, 520.0, 900.0)):
        for side in range(2):
            slow = np.interp(
                t, np.arange(0, seconds + 3, 1.7), chance.uniform(0.1, 1.0, len(np.arange(0, seconds + 3, 1.7)))
            )
            out[side] += band[side] * slow.astype(np.float32)
    return soften_ends(out * np.float32(0.5), min(1.5, seconds / 3))


def make_waves(seconds: float, period_s: float = 6.0) -> Sound:
    """Make surf on a beach: waves every ``period_s`` seconds that break and fade, (2, n)."""
    count = to_samples(seconds)
    t = np.arange(count) / RATE
    low, high = _make_noise_bands(count, "waves", (300.0, 2600.0))
    out = np.zeros((2, count), dtype=np.float32)
    for side in range(2):
        # The wave breaks a little later on the right, which gives the beach its width.
        turn = (t / period_s + 0.07 * side) % 1.0
        swell = np.where(turn < 0.4, np.sin(turn / 0.4 * np.pi / 2) ** 3, np.exp(-(turn - 0.4) * 4.5))
        out[side] = low[side] * (0.25 + 0.75 * swell) + 0.7 * high[side] * swell**2
    return soften_ends(out * np.float32(0.6), 0.5)


def make_rain(seconds: float) -> Sound:
    """Make rain on a window: a hiss and single drops, (2, n)."""
    count = to_samples(seconds)
    low, high = _make_noise_bands(count, "rain", (1400.0, 6000.0))
    out = 0.12 * low + 0.22 * high
    chance = make_noise_source("drops", round(seconds))
    drop = np.sin(2 * np.pi * 1900 * np.arange(to_samples(0.012)) / RATE) * np.linspace(1, 0, to_samples(0.012)) ** 3
    # Single drops near the window; the steady rain is the hiss.
    for _ in range(int(seconds * 14)):
        where = int(chance.integers(0, count - drop.shape[0]))
        out[int(chance.integers(2)), where : where + drop.shape[0]] += (chance.uniform(0.05, 0.3) * drop).astype(
            np.float32
        )
    return soften_ends(out.astype(np.float32), 0.5)


def make_record_dust(seconds: float) -> Sound:
    """Make the crackle and hiss of an old record, (2, n)."""
    count = to_samples(seconds)
    chance = make_noise_source("dust", round(seconds))
    out = chance.standard_normal((2, count)).astype(np.float32) * np.float32(0.004)
    for _ in range(int(seconds * 11)):
        where = int(chance.integers(0, count - 12))
        size = np.float32(min(chance.exponential(0.05), 0.22))
        out[:, where : where + 7] += size * chance.standard_normal((2, 7)).astype(np.float32)
    return soften_ends(out, 0.5)
