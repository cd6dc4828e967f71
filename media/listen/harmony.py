"""Pitch: tuning, chroma, key and mode, and how tense the harmony is.

Spectral peaks of a long window are refined by parabolic interpolation, so that neighbouring semitones stay apart in the
bass; the tuning is the circular mean of their distance from the equal-tempered grid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from media.listen.decode import Floats
from media.listen.spectrum import RATE, iter_power_frames

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
WINDOW, HOP = 8192, 4096
CHROMA_RATE = RATE / HOP
_LOW_HZ, _HIGH_HZ = 55.0, 2_500.0
# How well each degree fits a key, tonic first: the ratings of Krumhansl and Kessler's listeners (1982). On music whose
# key is known they mistook fewer minor keys for their relative major than profiles from scores, which expect a raised
# leading note.
_RATINGS = np.array(
    [
        [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
        [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
    ]
)
_SOUNDING = 0.05  # of the loudest frame
_CLEAR = 0.08  # below this confidence no key stands out


@dataclass(frozen=True, slots=True)
class Harmony:
    """Pitch content. ``chroma`` is (frames, 12) at :data:`CHROMA_RATE`, C first, rows summing to at most 1."""

    chroma: Floats
    key: str | None
    mode: str | None
    confidence: float
    majorness: float  # -1 minor .. 1 major, whatever the tonic; 0 where it is open
    tension: float  # 0 consonant .. 1 all twelve notes alike
    tonality: float  # share of the power that stands in spectral peaks, 0 noise .. 1 tones
    glide: float  # share of the pitch that lies between the notes of the grid, 0..1


def find_harmony(wave: Floats) -> Harmony:
    """Key and chroma of a mono wave (n,) at the analysis rate."""
    pitches, weights, frames, tonality = _find_peaks(wave)
    tuned = pitches - _estimate_tuning(pitches, weights)
    chroma = _fold_octaves(tuned, weights, frames)
    strength = chroma.sum(axis=1)
    sounding = strength > _SOUNDING * strength.max(initial=0.0)
    total = (chroma[sounding] / np.maximum(strength[sounding], 1e-9)[:, None]).sum(
        axis=0
    )  # soft chords count like loud ones
    relative = chroma / max(float(strength.max(initial=0.0)), 1e-9)
    if total.sum() <= 0:
        return Harmony(relative, None, None, 0.0, 0.0, 0.0, 0.0, 0.0)
    return _choose_key(relative, total / total.sum(), tonality, _smooth(tuned, weights))


def _choose_key(chroma: Floats, profile: Floats, tonality: float, glide: float) -> Harmony:
    fits = _score_keys(profile)
    tonic, mode = np.unravel_index(int(fits.argmax()), fits.shape)
    best, second = np.sort(fits.ravel())[[-1, -2]]
    flatness = float(-(profile * np.log(profile + 1e-9)).sum() / np.log(12))
    # Sure of a key: notes stand out at all, they fit it well, and nothing else fits nearly as well.
    stands_out = np.clip((1 - flatness) / 0.08, 0, 1)
    confidence = float(
        stands_out * np.clip((best - 0.4) / 0.5, 0, 1) * (0.4 + 0.6 * np.clip((best - second) / 0.15, 0, 1))
    )
    majorness = float(np.clip((fits[:, 0].max() - fits[:, 1].max()) * 4, -1, 1))
    if confidence < _CLEAR or tonality < 0.05:
        return Harmony(chroma, None, None, confidence, majorness, flatness, tonality, glide)
    return Harmony(chroma, NAMES[tonic], ("major", "minor")[mode], confidence, majorness, flatness, tonality, glide)


def _score_keys(profile: Floats) -> Floats:
    """(12, 2) correlation of a chroma profile (12,) with each tonic's major and minor."""
    turned = np.stack([np.roll(profile, -k) for k in range(12)])
    turned = turned - turned.mean(axis=1, keepdims=True)
    keys = _RATINGS - _RATINGS.mean(axis=1, keepdims=True)
    keys /= np.linalg.norm(keys, axis=1, keepdims=True)
    fits: Floats = turned @ keys.T / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9)
    return fits


def _find_peaks(wave: Floats) -> tuple[Floats, Floats, Floats, float]:
    """Pitch (MIDI numbers), weight and frame number of each spectral peak, and the tonality."""
    low, high = round(_LOW_HZ * WINDOW / RATE), round(_HIGH_HZ * WINDOW / RATE)
    found, start, peak_power, all_power = [], 0, 0.0, 1e-12
    for power in iter_power_frames(wave, WINDOW, HOP):
        log = np.log(power[:, low - 1 : high + 1] + 1e-12)
        left, middle, right = log[:, :-2], log[:, 1:-1], log[:, 2:]
        floor = np.log(power[:, low:high].mean(axis=1, keepdims=True) + 1e-12)
        frame, column = np.nonzero((middle > left) & (middle >= right) & (middle > floor))
        a, b, c = left[frame, column], middle[frame, column], right[frame, column]
        shift = 0.5 * (a - c) / np.minimum(a - 2 * b + c, -1e-9)
        bins = low + column + np.clip(shift, -0.5, 0.5)
        strength = np.exp(b)
        found.append(np.stack([69 + 12 * np.log2(bins * RATE / WINDOW / 440), strength**0.25, frame + start]))
        peak_power += 2.0 * float(strength.sum())  # a Hann peak spreads over three bins, of which it is half
        all_power += float(power[:, low:high].sum())
        start += len(power)
    pitches, weights, frames = np.concatenate(found, axis=1)
    return pitches, weights, frames.astype(int), min(1.0, peak_power / all_power)


def _fold_octaves(pitches: Floats, weights: Floats, frames: np.ndarray) -> Floats:
    """(frames, 12): each tuned peak gives its weight to the nearest pitch class."""
    count = int(frames.max(initial=0)) + 1
    nearest = np.round(pitches)
    near = np.cos(np.pi * (pitches - nearest)) ** 2  # a peak between two notes says little
    # High partials of a chord are other notes than the chord's own: they count less and less above middle C's octave.
    high = np.exp2(-np.maximum(0, pitches - 72) / 12)
    index = frames * 12 + nearest.astype(int) % 12
    return np.bincount(index, weights * near * high, count * 12).reshape(count, 12).astype(np.float32)


def _smooth(pitches: Floats, weights: Floats) -> float:
    """Share of the weight a fifth of a tone or more off the grid, where voices sing; noise gives 0.6."""
    sung = (pitches > 57) & (pitches < 84)
    off = np.abs(pitches - np.round(pitches)) > 0.2
    return float(weights[sung & off].sum() / max(float(weights[sung].sum()), 1e-9))


def _estimate_tuning(pitches: Floats, weights: Floats) -> float:
    """Distance of the recording's grid from A = 440 Hz in semitones, -0.5..0.5."""
    angle = np.exp(2j * np.pi * pitches)
    return float(np.angle((weights * angle).sum()) / (2 * np.pi)) if len(pitches) else 0.0
