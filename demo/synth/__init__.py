"""Synthesis: oscillators, struck and plucked strings, voices, drums and effects.

Everything is float32 at :data:`RATE`, band-limited where it is made, and seeded, so the same note is always the same
samples.
"""

from __future__ import annotations

import zlib
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

# Up to 15 kHz, where MP3 at 96 kbit/s cuts off anyway, and a third less to compute than 48 kHz.
RATE = 32_000
Sound: TypeAlias = npt.NDArray[np.float32]  # (n,) mono or (2, n) stereo


def pitch_to_hertz(pitch: float) -> float:
    """Frequency of a MIDI pitch (A4 = 69 = 440 Hz), equal temperament."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def to_samples(seconds: float) -> int:
    """Whole samples in a stretch of time, at least one."""
    return max(1, round(seconds * RATE))


def make_noise_source(*names: object) -> np.random.Generator:
    """A generator fixed by names, not by the order in which notes happen to be rendered."""
    # Not hash(), which differs from process to process.
    return np.random.default_rng(zlib.crc32("/".join(map(str, names)).encode()))
