"""The music analyser's front ends: a log-mel spectrogram for beats and timbre, a fine pitch spectrum for the key.

Both take mono sound at 16 kHz that was brought to one loudness before (-18 LUFS), so that the mastering's level is not
heard.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

RATE = 16_000
HOP = 320
FRAME_RATE = RATE / HOP  # 50 frames per second
FFT = 1024
BANDS = 80
LOW_HZ, HIGH_HZ = 30.0, 7_800.0
COMPRESSION = 1_000.0

PITCH_FFT = 8192
PITCH_HOP = 4 * HOP
PITCH_RATE = RATE / PITCH_HOP  # 12.5 per second
STEPS = 3  # bins per semitone
LOWEST_NOTE = 33  # A1
SEMITONES = 72
PITCH_BINS = STEPS * SEMITONES
PITCH_COMPRESSION = 100.0
CHUNK = 4096  # pitch frames per transform, so that a long track needs no more memory

FloatArray = NDArray[np.float32]


def compute_rhythm_mel(wave: Tensor) -> Tensor:
    """Log-mel of ``wave`` (n,) at 16 kHz: (frames, 80) at 50 per second, frame ``i`` centred on sample ``320 i``."""
    pieces = []
    filters = make_mel_filters()
    padded = torch.nn.functional.pad(wave, (FFT // 2, FFT // 2))
    frames = 1 + len(wave) // HOP
    for at in range(0, frames, CHUNK):
        part = padded[at * HOP : (min(frames, at + CHUNK) - 1) * HOP + FFT]
        pieces.append(torch.log1p(COMPRESSION * (_transform(part, FFT, HOP) @ filters)))
    return torch.cat(pieces)


def compute_pitch_spectrum(wave: Tensor) -> Tensor:
    """Magnitudes at three bins a semitone from A1 on, as log(1 + 100 x): (frames, 216) at 12.5 per second."""
    pieces = []
    filters = make_pitch_filters()
    padded = torch.nn.functional.pad(wave, (PITCH_FFT // 2, PITCH_FFT // 2))
    frames = 1 + len(wave) // PITCH_HOP
    step = CHUNK // 8
    for at in range(0, frames, step):
        part = padded[at * PITCH_HOP : (min(frames, at + step) - 1) * PITCH_HOP + PITCH_FFT]
        pieces.append(torch.log1p(PITCH_COMPRESSION * (_transform(part, PITCH_FFT, PITCH_HOP) @ filters)))
    return torch.cat(pieces)


def _transform(samples: Tensor, size: int, hop: int) -> Tensor:
    """Magnitudes (frames, size // 2 + 1); a sine of amplitude 1 peaks near 1."""
    window = torch.hann_window(size)
    spectrum = torch.stft(samples, size, hop, window=window, center=False, return_complex=True)
    return (spectrum.abs() * (2 / float(window.sum()))).T


@lru_cache(maxsize=1)
def make_mel_filters() -> Tensor:
    """Triangles of equal mel width whose weights sum to one: (513, 80)."""
    low, high = (2595 * np.log10(1 + hz / 700) for hz in (LOW_HZ, HIGH_HZ))
    edges = 700 * (10 ** (np.linspace(low, high, BANDS + 2) / 2595) - 1)
    return _make_triangles(edges, FFT)


@lru_cache(maxsize=1)
def make_pitch_filters() -> Tensor:
    """Triangles of a third of a semitone: (4097, 216)."""
    notes = LOWEST_NOTE + (np.arange(PITCH_BINS + 2) - 1) / STEPS
    return _make_triangles(440.0 * 2 ** ((notes - 69) / 12), PITCH_FFT)


def _make_triangles(edges: NDArray[np.float64], size: int) -> Tensor:
    bins = np.fft.rfftfreq(size, 1 / RATE)[:, None]
    # At least one and a half bins wide to each side: a narrower triangle could fall between two bins.
    width = 1.5 * RATE / size
    rising = 1 - (edges[1:-1] - bins) / np.maximum(edges[1:-1] - edges[:-2], width)
    falling = 1 - (bins - edges[1:-1]) / np.maximum(edges[2:] - edges[1:-1], width)
    triangles = np.clip(np.minimum(rising, falling), 0, None)
    return torch.from_numpy((triangles / np.maximum(triangles.sum(0), 1e-9)).astype(np.float32))
