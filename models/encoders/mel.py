"""The audio encoder's front end: log-mel spectrograms in the form of the musicnn taggers.

16 kHz mono, STFT 512/256 with a Hann window and zero-padded centres, power, 96 Slaney mel bands normalised by area,
``log10(1 + 10000 S)``. It is that of the teacher networks, so that one spectrogram serves both.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd

import numpy as np
import torch
from numpy.typing import NDArray

RATE = 16_000
HOP = 256
FFT = 512
BANDS = 96
WINDOW_FRAMES = 187  # three seconds
COMPRESSION = 10_000.0

FloatArray = NDArray[np.float32]


def to_rate(wave: FloatArray, rate: int, wanted: int = RATE) -> FloatArray:
    """Resample ``wave`` (n,) from ``rate`` Hz to ``wanted``, by default the audio encoder's 16 kHz."""
    if rate == wanted:
        return wave.astype(np.float32, copy=False)
    from scipy.signal import resample_poly  # takes over a second to import, and a worker that only chooses has no sound

    shared = gcd(rate, wanted)
    resampled: FloatArray = resample_poly(wave, wanted // shared, rate // shared).astype(np.float32)
    return resampled


def compute_mel_power(wave: FloatArray) -> torch.Tensor:
    """Compute the mel power spectrogram of ``wave`` (n,) at 16 kHz: (frames, 96), frames = 1 + n // 256."""
    samples = torch.from_numpy(np.ascontiguousarray(wave, dtype=np.float32))
    # A track of a few milliseconds is padded to one window.
    if len(samples) < FFT:
        samples = torch.nn.functional.pad(samples, (0, FFT - len(samples)))
    window = torch.hann_window(FFT)
    spectrum = torch.stft(samples, FFT, HOP, window=window, center=True, pad_mode="constant", return_complex=True)
    return (make_mel_filters() @ spectrum.abs().square()).T.contiguous()


def compress_mel(power: torch.Tensor) -> torch.Tensor:
    """Compress mel power to the scale of the networks, ``log10(1 + 10000 S)``."""
    return torch.log10(1.0 + COMPRESSION * power)


def cut_windows(mel: torch.Tensor, hop: int = WINDOW_FRAMES) -> torch.Tensor:
    """Cut a spectrogram (frames, 96) into windows (N, 187, 96); a remainder of a third of a window or more is kept.

    The last window then ends with the track and overlaps its neighbour; a track shorter than one window is repeated.
    """
    if len(mel) < WINDOW_FRAMES:
        mel = mel.repeat(-(-WINDOW_FRAMES // len(mel)), 1)[:WINDOW_FRAMES]
    starts = list(range(0, len(mel) - WINDOW_FRAMES + 1, hop))
    if len(mel) - (starts[-1] + WINDOW_FRAMES) >= WINDOW_FRAMES // 3:
        starts.append(len(mel) - WINDOW_FRAMES)
    return torch.stack([mel[s : s + WINDOW_FRAMES] for s in starts])


@lru_cache(maxsize=1)
def make_mel_filters() -> torch.Tensor:
    """Make the Slaney mel filterbank, area-normalised: (96, 257)."""
    edges = _mel_to_hz(np.linspace(_hz_to_mel(0.0), _hz_to_mel(RATE / 2), BANDS + 2))
    bins = np.linspace(0.0, RATE / 2, FFT // 2 + 1)
    rising = (bins[None] - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins[None]) / np.diff(edges)[1:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return torch.from_numpy((triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32))


# Slaney's scale: linear up to 1 kHz (15 mel there), then 27 steps for each factor of 6.4.
_LINEAR_HZ = 200.0 / 3
_BREAK_HZ = 1000.0
_BREAK_MEL = _BREAK_HZ / _LINEAR_HZ
_LOG_STEP = np.log(6.4) / 27.0


def _hz_to_mel(hz: float) -> float:
    return hz / _LINEAR_HZ if hz < _BREAK_HZ else _BREAK_MEL + float(np.log(hz / _BREAK_HZ)) / _LOG_STEP


def _mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    high = _BREAK_HZ * np.exp(_LOG_STEP * (mel - _BREAK_MEL))
    return np.where(mel < _BREAK_MEL, mel * _LINEAR_HZ, high)
