"""Twelve sound traits of a whole track, measured in its mel power.

They add to the music vector what three-second windows cannot capture: dynamics, pulse, and level over the whole track.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.encoders.mel import BANDS, HOP, RATE

NAMES = (
    "level",  # mean frame level, dB
    "peak_level",  # 90th percentile of it, dB
    "dynamics",  # 90th minus 10th percentile, dB
    "centroid",  # mean of the spectral centre, bands
    "centroid_spread",
    "low_share",  # power in the bands under about 200 Hz, share
    "high_share",  # power in the bands over about 3 kHz, share
    "flux",  # mean rise of the log spectrum from frame to frame
    "onsets",  # share of frames that start something
    "pulse",  # strength of the steadiest beat between 50 and 200 a minute
    "tempo",  # its log2 of beats per minute
    "flatness",  # noise against tone, log ratio
)
FRAMES_PER_MINUTE = 60 * RATE / HOP
FLOOR = 1e-7


def measure_sound_traits(power: Tensor) -> NDArray[np.float32]:
    """Measure mel power (frames, 96) of a whole track: (12,), in the order and units of :data:`NAMES`."""
    # Digital silence has no logarithm.
    power = power.clamp_min(FLOOR)
    frame = power.sum(1)
    level = 10 * torch.log10(frame)
    bands = torch.arange(BANDS, dtype=power.dtype)
    centroid = (power * bands).sum(1) / frame
    log = torch.log(power)
    rise = (log[1:] - log[:-1]).clamp_min(0).mean(1) if len(log) > 1 else torch.zeros(1)
    strength, tempo = _find_pulse(rise)
    low, mid, high = (float(q) for q in torch.quantile(level, torch.tensor([0.1, 0.5, 0.9])))
    loud = level > mid - 20  # silence between notes says nothing about timbre
    share = power / frame[:, None]
    values = [
        float(level.mean()),
        high,
        high - low,
        float(centroid[loud].mean()),
        float(centroid[loud].std(correction=0)),
        float(share[loud, :5].sum(1).mean()),
        float(share[loud, 57:].sum(1).mean()),
        float(rise.mean()),
        float((rise > rise.mean() + rise.std(correction=0)).float().mean()),
        strength,
        float(np.log2(tempo)),
        float((log.mean(1) - torch.log(power.mean(1)))[loud].mean()),
    ]
    return np.array(values, np.float32)


def _find_pulse(rise: Tensor) -> tuple[float, float]:
    """Find the steadiest beat of an onset curve (n,): its autocorrelation 0..1 and its beats per minute."""
    longest, shortest = int(FRAMES_PER_MINUTE / 50), int(FRAMES_PER_MINUTE / 200)
    centred = rise - rise.mean()
    if len(centred) < 2 * longest or float(centred.square().sum()) < FLOOR:
        return 0.0, 100.0
    # Autocorrelation by FFT, padded to twice the length so that it does not wrap around.
    spectrum = torch.fft.rfft(centred, n=2 * len(centred))
    correlation = torch.fft.irfft(spectrum.abs().square())[: longest + 1]
    lags = torch.arange(shortest, longest + 1)
    bpm = FRAMES_PER_MINUTE / lags
    # Listeners settle near 110 beats a minute where octaves compete.
    preference = torch.exp(-0.5 * (torch.log2(bpm / 110) / 0.9) ** 2)
    best = int((correlation[lags] * preference).argmax())
    return max(0.0, float(correlation[lags[best]] / correlation[0])), float(bpm[best])
