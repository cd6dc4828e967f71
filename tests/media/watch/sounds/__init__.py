"""Sounds for tests: a voice that flite (slt) synthesised from a sentence of ours, and a melody of sines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
RATE = 16_000


@cache
def read_voice(seconds: float = 4.0) -> Floats:
    """Somebody speaks, (n,) at 16 kHz; repeated where it is too short."""
    resampler = av.AudioResampler("flt", "mono", RATE)
    with av.open(str(Path(__file__).with_name("voice.opus"))) as container:
        parts = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    wave = np.concatenate([part.to_ndarray()[0] for part in parts + resampler.resample(None)])
    return np.tile(wave, round(seconds * RATE) // len(wave) + 1)[: round(seconds * RATE)]


def make_melody(seconds: float, seed: int = 3) -> Floats:
    """Plucked chords over a bass and a beat, (n,) at 16 kHz."""
    rng, step = np.random.default_rng(seed), RATE // 4
    wave = np.zeros(round(seconds * RATE))
    time = np.arange(2 * step) / RATE
    for number, at in enumerate(range(0, len(wave), step)):
        root = 110 * 2 ** (rng.choice([0, 3, 5, 7, 10]) / 12)
        notes = [root / 2, root * 2, root * 2 * 2 ** (rng.choice([3, 4, 7]) / 12), root * 4]
        sound = sum(np.sin(2 * np.pi * f * h * time) / h**1.5 for f in notes for h in (1, 2, 3, 4))
        sound = np.asarray(sound) * np.exp(-time * 5)
        if number % 2 == 0:
            sound += 2 * np.sin(2 * np.pi * 60 * time) * np.exp(-time * 25)
        sound += 0.6 * rng.normal(size=len(time)) * np.exp(-time * 60)
        wave[at : at + len(sound)] += sound[: len(wave) - at]
    return (0.3 * wave / np.abs(wave).max()).astype(np.float32)
