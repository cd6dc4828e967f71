"""The shared spectra: one fine mel spectrogram for rhythm and timbre, one long-window spectrum for pitch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.fft import rfft

from media.listen.decode import Floats

RATE = 22_050
WINDOW = 1024
HOP = 256
FRAME_RATE = RATE / HOP  # 86.1 frames per second
MELS = 64
_LOW_HZ, _HIGH_HZ = 30.0, 11_000.0
_CHUNK = 1024  # frames per FFT call: stays in the cache, and a long track costs no more memory


@dataclass(frozen=True, slots=True)
class MelSpectrogram:
    """Mel power of a track, (frames, MELS) float32; band ``MELS - 1`` is the highest."""

    power: Floats

    @property
    def frames(self) -> int:
        """Number of frames."""
        return len(self.power)

    def to_log_power(self) -> Floats:
        """(frames, MELS) log10(1 + 10^4 power), 0 for silence and about 5 for full scale."""
        log: Floats = np.log10(1.0 + 1e4 * self.power)
        return log


def compute_mel_spectrogram(wave: Floats) -> MelSpectrogram:
    """Of a mono wave (n,) at :data:`RATE`; frame ``i`` is centred on sample ``i * HOP``."""
    weights = make_mel_weights()
    return MelSpectrogram(np.concatenate([p @ weights for p in iter_power_frames(wave, WINDOW, HOP)]))


def iter_power_frames(wave: Floats, window: int, hop: int) -> Iterator[Floats]:
    """Hann-windowed power spectra in chunks, (m, window // 2 + 1); a full-scale sine peaks at 1."""
    shape = np.hanning(window + 1)[:-1].astype(np.float32)
    shape *= 2 / shape.sum()
    padded = np.pad(wave, window // 2)
    frames = sliding_window_view(padded, window)[::hop]
    for at in range(0, len(frames), _CHUNK):
        spectrum = rfft(frames[at : at + _CHUNK] * shape, axis=1)
        yield np.square(spectrum.real) + np.square(spectrum.imag)


@cache
def make_mel_weights() -> Floats:
    """(WINDOW // 2 + 1, MELS) triangles, equal steps on the mel scale, each summing its band's power."""
    edges = _mel_to_hz(np.linspace(_hz_to_mel(_LOW_HZ), _hz_to_mel(_HIGH_HZ), MELS + 2))
    bins = np.fft.rfftfreq(WINDOW, 1 / RATE)[:, None]
    rising = (bins - edges[:-2]) / np.maximum(edges[1:-1] - edges[:-2], RATE / WINDOW)
    falling = (edges[2:] - bins) / np.maximum(edges[2:] - edges[1:-1], RATE / WINDOW)
    triangles: Floats = np.clip(np.minimum(rising, falling), 0, None).astype(np.float32)
    return triangles


def _hz_to_mel(hz: float | Floats) -> float:
    return float(2595 * np.log10(1 + np.asarray(hz) / 700))


def _mel_to_hz(mel: np.ndarray) -> np.ndarray:
    return 700 * (10 ** (mel / 2595) - 1)
