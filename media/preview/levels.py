"""The level of an excerpt: one loudness for all, and no peak that clips on anybody's converter.

One gain brings the whole excerpt to its loudness. Where that would lift peaks above the ceiling, a limiter that looks
ahead takes them down; where it would have to take more than :data:`MOST_LIMITING_DB`, the excerpt stays quieter
instead, since a squashed piano is worse than a soft one.
"""

from __future__ import annotations

import numpy as np

from media.loudness import SILENCE_LUFS, Doubles, integrate_loudness, make_k_weighting
from media.preview.excerpt import RATE, Floats

LOUDNESS_LUFS = -16.0
CEILING_DB = -2.0  # true peak before coding; AAC may add up to a decibel
MOST_LIMITING_DB = 5.0
MOST_GAIN_DB = 20.0
FADE_IN_S, FADE_OUT_S = 0.05, 0.8

_HOP = RATE // 10  # a step of the loudness
_WINDOW = np.sin(np.pi * (np.arange(2 * _HOP) + 0.5) / (2 * _HOP)).astype(np.float32)  # squares sum to one, half over
_CHUNK = 16  # spectra made at once: few enough to stay in the cache
BLOCK = 48  # samples (1 ms) between two values of the limiter's gain
_REACH = 12  # blocks to each side of a peak over which the gain moves
_TAPS = 12  # samples around a gap that its true peak is made from
_NEAR = 0.5  # a true peak above the ceiling has a sample above this share of it nearby


def level_excerpt(sound: Floats) -> Floats:
    """Fade, level and limit an excerpt, (2, n) at ``RATE``."""
    sound = sound * make_fades(sound.shape[1])
    loudness = measure_loudness(sound)
    if loudness <= SILENCE_LUFS:
        return sound
    ceiling = 10 ** (CEILING_DB / 20)
    gain_db = min(LOUDNESS_LUFS - loudness, MOST_GAIN_DB)
    peak = 10 ** (gain_db / 20) * float(np.abs(sound).max())
    if peak > _NEAR * ceiling:
        return _limit_peaks(sound, gain_db, ceiling)
    return sound * np.float32(10 ** (gain_db / 20))


def measure_loudness(sound: Floats) -> float:
    """Integrated loudness, LUFS, of (2, n) at ``RATE``."""
    return integrate_loudness(compute_k_powers(sound))


def make_fades(length: int) -> Floats:
    """(n,) gain that opens and closes an excerpt without a click."""
    gain = np.ones(length, np.float32)
    opening, closing = (min(round(s * RATE), length // 2) for s in (FADE_IN_S, FADE_OUT_S))
    gain[:opening] = _make_rise(opening)
    gain[length - closing :] *= _make_rise(closing)[::-1]
    return gain


def _make_rise(length: int) -> Floats:
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length), np.float32)


def compute_k_powers(sound: Floats) -> Doubles:
    """K-weighted power per 100 ms, (n,), summed over the channels of (2, n): the filters are applied to spectra."""
    gain = _compute_k_gain()
    powers = np.zeros(sound.shape[1] // _HOP)
    for channel in sound:
        padded = np.pad(channel, (_HOP // 2, 2 * _HOP))
        frames = np.lib.stride_tricks.sliding_window_view(padded, 2 * _HOP)[::_HOP][: len(powers)]
        for at in range(0, len(frames), _CHUNK):
            spectrum = np.fft.rfft(frames[at : at + _CHUNK] * _WINDOW)
            powers[at : at + _CHUNK] += (np.square(spectrum.real) + np.square(spectrum.imag)) @ gain
    return powers


def _compute_k_gain() -> Floats:
    """(_HOP + 1,) power gain of the two filters at the bins of the spectra; one-sided, and over their length."""
    z = np.exp(-1j * np.pi * np.arange(_HOP + 1) / _HOP)
    response = np.ones(_HOP + 1, complex)
    for b0, b1, b2, a0, a1, a2 in make_k_weighting(RATE):
        response *= (b0 + b1 * z + b2 * z**2) / (a0 + a1 * z + a2 * z**2)
    gain = np.abs(response) ** 2 / _HOP**2
    gain[[0, -1]] /= 2
    return gain.astype(np.float32)


def _limit_peaks(sound: Floats, gain_db: float, ceiling: float) -> Floats:
    peaks = measure_block_peaks(sound, _NEAR * ceiling / 10 ** (gain_db / 20))
    highest = float(peaks.max(initial=1e-9))
    gain = min(10 ** (gain_db / 20), ceiling / highest * 10 ** (MOST_LIMITING_DB / 20))
    curve = make_limiter_curve(peaks, gain, ceiling)
    if curve.min(initial=gain) == gain:
        return sound * np.float32(gain)
    centres = (np.arange(len(curve)) + 0.5) * BLOCK
    return np.asarray(sound * np.interp(np.arange(sound.shape[1]), centres, curve), np.float32)


def make_limiter_curve(peaks: Doubles, gain: float, ceiling: float) -> Doubles:
    """Gain at the middle of each block (n,): ``gain``, lowered ahead of ``peaks`` (n,) that it takes over a ceiling."""
    needed = np.minimum(1.0, ceiling / np.maximum(peaks * gain, 1e-9))
    if needed.min(initial=1.0) == 1.0:
        return np.full(len(peaks), gain)
    lowest = np.lib.stride_tricks.sliding_window_view(np.pad(needed, 2 * _REACH, constant_values=1.0), 2 * _REACH + 1)
    shape = np.hanning(2 * _REACH + 1)[1:-1]
    smooth = np.convolve(lowest.min(axis=1), shape / shape.sum(), mode="same")[_REACH:-_REACH]
    return np.asarray(smooth * gain)


def measure_block_peaks(sound: Floats, near: float) -> Doubles:
    """True peak of each millisecond, (n,), over both channels; where no sample reaches ``near``, its sample peak."""
    length = sound.shape[1]
    padded = np.pad(np.abs(sound).max(axis=0), (0, -length % BLOCK))
    peaks: Doubles = padded.reshape(-1, BLOCK).max(axis=1).astype(np.float64)
    for channel in sound:
        loud = np.flatnonzero(np.abs(channel) > near)
        found = _peaks_between_samples(np.pad(channel, _TAPS), loud)
        np.maximum.at(peaks, loud // BLOCK, found)
    return peaks


def _peaks_between_samples(padded: Floats, loud: np.ndarray) -> Floats:
    """The highest of four times oversampled values around each of some samples, (m,)."""
    shapes, best = _make_interpolation(), np.zeros(len(loud), np.float32)
    for begin in range(0, len(loud), 1 << 16):
        some = loud[begin : begin + (1 << 16), None] + np.arange(_TAPS // 2 + 1, _TAPS // 2 + 1 + _TAPS)
        best[begin : begin + (1 << 16)] = np.abs(padded[some] @ shapes).max(axis=1)
    return best


def _make_interpolation() -> Floats:
    """(_TAPS, 7) windowed sinc at -3/4 .. 3/4 of a sample around the sixth tap."""
    at = np.arange(-3, 4) / 4
    offsets = np.arange(_TAPS)[:, None] - (_TAPS // 2 - 1) - at
    window = np.cos(np.pi * offsets / (_TAPS + 2)) ** 2
    shapes = np.sinc(offsets) * window
    return np.asarray(shapes / shapes.sum(axis=0), np.float32)
