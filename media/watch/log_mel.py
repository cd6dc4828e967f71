"""Log-mel frames of a sound at 16 kHz: what the network of :mod:`media.watch.sound_network` looks at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.watch.limits import SOUND_RATE

Floats = NDArray[np.float32]

WINDOW, HOP = 512, 256  # samples: 32 ms every 16 ms
HOP_SECONDS = HOP / SOUND_RATE
BANDS = 64
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 7600.0
_FLOOR = 1e-6  # of power: 60 dB below what a sound at the reference loudness has
_HANN = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
_BLOCK = 4096  # frames transformed at once


def compute_spectra(channel: Floats) -> NDArray[np.complex64]:
    """(frames, 257) short-time spectra of ``channel`` (n,), Hann window, unpadded; n >= 512."""
    frames = np.lib.stride_tricks.sliding_window_view(channel, WINDOW)[::HOP]
    return np.asarray(np.fft.rfft(frames * _HANN), dtype=np.complex64)


def compute_log_mel(mono: Floats) -> Floats:
    """(frames, 64) decimal logarithms of band powers of ``mono`` (n,), n >= 512, about -6 to 4 at -23 LUFS."""
    count = 1 + (len(mono) - WINDOW) // HOP
    found = np.empty((count, BANDS), dtype=np.float32)
    for at in range(0, count, _BLOCK):
        spectra = compute_spectra(mono[at * HOP : (min(at + _BLOCK, count) - 1) * HOP + WINDOW])
        power = spectra.real**2 + spectra.imag**2
        found[at : at + len(power)] = np.log10(power @ _FILTERS + _FLOOR)
    return found


def _make_filters() -> Floats:
    """(257, 64) triangles at equal steps of the mel scale, each of area one and over at least one bin."""
    hertz = np.fft.rfftfreq(WINDOW, 1 / SOUND_RATE)
    lowest, highest = (2595.0 * np.log10(1.0 + f / 700.0) for f in (_LOWEST_HZ, _HIGHEST_HZ))
    edges = 700.0 * (10.0 ** (np.linspace(lowest, highest, BANDS + 2) / 2595.0) - 1.0)
    rise = (hertz[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - hertz[:, None]) / (edges[2:] - edges[1:-1])
    triangles = np.maximum(np.minimum(rise, fall), 0.0)
    nearest = np.abs(hertz[:, None] - edges[1:-1]).argmin(axis=0)
    triangles[nearest, np.arange(BANDS)] += 1e-3  # a narrow triangle may lie between two bins
    return np.asarray(triangles / triangles.sum(axis=0), dtype=np.float32)


_FILTERS = _make_filters()
