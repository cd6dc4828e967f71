"""Sections: where the music changes, and what each stretch is.

Half-second features (mel bands and chroma) are compared with each other; a checkerboard kernel along the diagonal of
that comparison peaks where one stretch ends and another begins (Foote 2000). Labels come from energy: they say what a
stretch does in this track, not whether a composer would call it a verse.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import find_peaks

from media.listen.decode import Floats
from media.listen.harmony import CHROMA_RATE
from media.listen.spectrum import FRAME_RATE, MELS, MelSpectrogram
from musechat.track import CURVE_POINTS, Section

STEP_S = 0.5
_BANDS = 16
_COLOUR_SPREAD = 0.35  # log10 units of band power: a difference that makes another texture
_COLOUR_SHARE = 0.85
_LEAST_NOVELTY = 0.07  # of the kernel's range; below it the music only varies
_SNAP_S = 0.6
_CLEARLY = 0.08  # a difference in energy that a listener notices


def find_sections(
    mel: MelSpectrogram, chroma: Floats, beats_s: Floats, curve: tuple[float, ...], duration_s: float
) -> tuple[Section, ...]:
    """Sections that tile ``0..duration_s`` without gaps; at least one.

    Args:
        mel: the shared spectrogram.
        chroma: (frames, 12) at ``CHROMA_RATE``.
        beats_s: beat times to which boundaries are moved where one is near.
        curve: the track's energy curve.
        duration_s: length of the track, seconds.

    """
    inner = _snap_to_beats(_find_boundaries(mel, chroma, duration_s), beats_s)
    edges = [0.0, *(round(float(b), 3) for b in inner), round(duration_s, 3)]
    spans = list(pairwise(edges))
    levels = [_measure_level(curve, a, b, duration_s) for a, b in spans]
    labels = [_label_section(i, levels, _measure_slope(curve, *spans[i], duration_s)) for i in range(len(spans))]
    return tuple(Section(n, a, b, round(e, 4)) for n, (a, b), e in zip(labels, spans, levels, strict=True))


def _find_boundaries(mel: MelSpectrogram, chroma: Floats, duration_s: float) -> list[float]:
    reach_s = float(np.clip(duration_s / 12, 5.0, 8.0))
    half = round(reach_s / STEP_S)
    count = int(mel.frames / FRAME_RATE / STEP_S)
    if count < 2 * half + 2:
        return []
    novelty = _measure_novelty(_compare_frames(_measure_colour(mel, count), _measure_harmony(chroma, count)), half)
    peaks, _ = find_peaks(novelty, height=_LEAST_NOVELTY, distance=int(0.8 * half), prominence=_LEAST_NOVELTY / 2)
    close = 0.8 * reach_s  # a boundary this near to an end would make a sliver
    return [p * STEP_S for p in peaks if close <= p * STEP_S <= duration_s - close]


def _compare_frames(colour: Floats, harmony: Floats) -> Floats:
    """(steps, steps) 0..1: how alike each two steps are; on fixed scales, so that an even track stays one section."""
    size = np.square(colour).sum(axis=1)
    apart = (size[:, None] + size - 2 * colour @ colour.T) / colour.shape[1]
    alike = np.exp(-np.maximum(apart, 0) / (2 * _COLOUR_SPREAD**2))
    likeness: Floats = _COLOUR_SHARE * alike + (1 - _COLOUR_SHARE) * np.clip(harmony @ harmony.T, 0, 1)
    return likeness


def _measure_colour(mel: MelSpectrogram, count: int) -> Floats:
    """(count, _BANDS) log power relative to the track's loud parts."""
    loud = float(np.percentile(mel.power.sum(axis=1), 90)) or 1.0
    bands = mel.power.reshape(mel.frames, _BANDS, MELS // _BANDS).sum(axis=2)
    colour: Floats = np.log10(1e-3 + _pool_steps(bands / loud, FRAME_RATE, count))
    return colour


def _measure_harmony(chroma: Floats, count: int) -> Floats:
    """(count, 12) unit rows, smoothed over the chords of a few bars."""
    smooth = uniform_filter1d(_pool_steps(chroma, CHROMA_RATE, count), round(4.0 / STEP_S), axis=0)
    harmony: Floats = smooth / np.maximum(np.linalg.norm(smooth, axis=1, keepdims=True), 1e-6)
    return harmony


def _pool_steps(series: Floats, rate: float, count: int) -> Floats:
    """Means over steps of :data:`STEP_S`, (count, width)."""
    starts = np.minimum((np.arange(count) * STEP_S * rate).astype(int), len(series) - 1)
    sizes = np.diff(np.append(starts, len(series)))[:, None]
    means: Floats = (np.add.reduceat(series, starts, axis=0) / np.maximum(sizes, 1)).astype(np.float32)
    return means


def _measure_novelty(similar: Floats, half: int) -> Floats:
    """(steps,) up to 0.5: likeness within both sides less likeness across, ``half`` steps to each side."""
    axis = np.arange(-half, half) + 0.5
    taper = np.exp(-0.5 * (axis / (0.5 * half)) ** 2)
    kernel = np.outer(np.sign(axis) * taper, np.sign(axis) * taper)
    kernel /= np.abs(kernel).sum()
    padded = np.pad(similar, half, mode="reflect")
    return np.array([(padded[i : i + 2 * half, i : i + 2 * half] * kernel).sum() for i in range(len(similar))])


def _snap_to_beats(boundaries: list[float], beats_s: Floats) -> list[float]:
    if len(beats_s) == 0:
        return boundaries
    nearest = [float(beats_s[np.abs(beats_s - b).argmin()]) for b in boundaries]
    moved = [n if abs(n - b) <= _SNAP_S else b for n, b in zip(nearest, boundaries, strict=True)]
    return sorted({m for m in moved if m > 0})


def _sample_points(start_s: float, end_s: float, duration_s: float) -> tuple[int, int]:
    first = min(int(start_s / duration_s * CURVE_POINTS), CURVE_POINTS - 1)
    return first, max(first + 1, round(end_s / duration_s * CURVE_POINTS))


def _measure_level(curve: tuple[float, ...], start_s: float, end_s: float, duration_s: float) -> float:
    first, last = _sample_points(start_s, end_s, duration_s)
    return float(np.mean(curve[first:last]))


def _measure_slope(curve: tuple[float, ...], start_s: float, end_s: float, duration_s: float) -> float:
    """Rise of the energy from the section's first third to its last."""
    first, last = _sample_points(start_s, end_s, duration_s)
    third = max(1, (last - first) // 3)
    return float(np.mean(curve[last - third : last]) - np.mean(curve[first : first + third]))


def _label_section(number: int, levels: list[float], slope: float) -> str:
    if len(levels) == 1:
        return "main"
    below = max(levels) - levels[number]
    if number == 0 and below > _CLEARLY:
        return "intro"
    if number == len(levels) - 1 and below > _CLEARLY:
        return "ending"
    if number < len(levels) - 1 and below > _CLEARLY and (slope > _CLEARLY or _is_build_up(number, levels)):
        return "build"
    return "break" if below > 2 * _CLEARLY and number > 0 else "main"


def _is_build_up(number: int, levels: list[float]) -> bool:
    return number > 0 and levels[number - 1] + _CLEARLY < levels[number] < levels[number + 1] - _CLEARLY
