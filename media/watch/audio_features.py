"""Audio features of a clip: loudness after ITU-R BS.1770-4 over time and in all, and the kind of sound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.watch.limits import SOUND_RATE
from media.watch.log_mel import HOP, HOP_SECONDS, WINDOW, compute_spectra
from media.watch.sound_classes import classify_sound

Floats = NDArray[np.float32]

SILENT_LUFS = -60.0  # quieter sound counts as none: a muted track, or the hiss of an empty microphone
# Quieter than this no music is claimed: what hums in a room becomes a melody once it is raised by 25 dB and more.
AUDIBLE_MUSIC_LUFS = -45.0


@dataclass(frozen=True, slots=True)
class SoundtrackTraits:
    """Traits of a clip's sound."""

    has_sound: bool
    loudness_lufs: float | None
    speech: float
    music: float
    speech_spans_s: tuple[tuple[float, float], ...]
    level_times_s: NDArray[np.float64]  # (L,) every 0.1 s
    level_lufs: NDArray[np.float64]  # (L,) momentary loudness, at least -70


def measure_soundtrack(sound: Floats, mono: Floats) -> SoundtrackTraits:
    """Traits of ``sound`` (channels, n) at 16 kHz, and of ``mono`` (n,), its mix to one channel; n may be 0."""
    if sound.shape[1] < WINDOW:
        return _make_silent()
    weighted = compute_weighted_power(sound)
    times, momentary = compute_momentary_loudness(weighted)
    loudness = compute_integrated_loudness(momentary)
    if loudness is None or loudness < SILENT_LUFS:
        return _make_silent()
    heard = classify_sound(mono, loudness)
    music = heard.music if loudness >= AUDIBLE_MUSIC_LUFS else 0.0
    return SoundtrackTraits(True, loudness, heard.speech, music, heard.speech_spans_s, times, momentary)


def _make_silent() -> SoundtrackTraits:
    return SoundtrackTraits(False, None, 0.0, 0.0, (), np.zeros(1), np.full(1, -70.0))


def compute_weighted_power(sound: Floats) -> NDArray[np.float64]:
    """(frames,) K-weighted mean square per hop of 16 ms, summed over channels; one channel plays on both speakers."""
    gain = _weigh_k(np.asarray(np.fft.rfftfreq(WINDOW, 1 / SOUND_RATE), dtype=np.float64)) / WINDOW**2 / 0.375 * 2.0
    gain[[0, -1]] /= 2.0
    power = np.zeros(1 + (sound.shape[1] - WINDOW) // HOP)
    for channel in sound:
        found = compute_spectra(channel)
        power += (found.real**2 + found.imag**2) @ gain.astype(np.float32)
    return power * (2.0 if len(sound) == 1 else 1.0)


def _weigh_k(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Power gain of BS.1770's two filters (a high shelf, a high pass), from their analogue prototypes."""
    s = 1j * np.maximum(hertz, 1e-3)
    f0, q, shelf, band = 1681.974450955533, 0.7071752369554196, 1.584864701130855, 1.258720930232562
    high = (shelf * s**2 + band * f0 / q * s + f0**2) / (s**2 + f0 / q * s + f0**2)
    f1, q1 = 38.13547087602444, 0.5003270373238773
    low = s**2 / (s**2 + f1 / q1 * s + f1**2)
    return np.asarray(np.abs(high * low) ** 2)


def compute_momentary_loudness(power: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centres (s) and LUFS of 0.4 s blocks every 0.1 s; one block where the sound is shorter."""
    block = min(round(0.4 / HOP_SECONDS), len(power))
    sums = np.concatenate([[0.0], np.cumsum(power)])
    starts = np.arange(0, max(len(power) - block, 0) + 1, 0.1 / HOP_SECONDS).astype(int)
    mean = (sums[starts + block] - sums[starts]) / block
    return (starts + block / 2) * HOP_SECONDS, np.maximum(-0.691 + 10 * np.log10(mean + 1e-12), -70.0)


def compute_integrated_loudness(momentary: NDArray[np.float64]) -> float | None:
    """LUFS, gated as BS.1770-4 has it: blocks above -70, then those within 10 of their mean; None when all silent."""
    loud = momentary[momentary > -70.0]
    if not len(loud):
        return None
    gate = _average_loudness(loud) - 10.0
    return _average_loudness(loud[loud >= gate])


def _average_loudness(lufs: NDArray[np.float64]) -> float:
    return float(10 * np.log10(np.mean(10 ** (lufs / 10))))
