"""How far the music steps back while somebody speaks: in the bands of the voice first, in level second.

Known is where speech lies (the speech detector's spans); measured is how loud voice and music are in each band of the
voice, every 10 ms. From both follows how much the music must give way there to stay a margin below the voice. It begins
to do so before the first word and is back within a second after the last. What makes speech hard to follow lies in any
of the bands: a margin over all of them together leaves the consonants to cymbals (``benchmarks/bench_speech.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.loudness import Doubles
from media.mix.filter_graph import filter_sound
from media.preview.excerpt import RATE, Floats

VOICE_BANDS_HZ = ((150, 600), (600, 2000), (2000, 4500))
HOP = RATE // 100  # samples of one step of the gain
_AHEAD_S, _HOLD_S, _SLOPE_S = 0.35, 0.25, 0.3  # before speech, after it, and how long the gain takes to move
_VOICE_WINDOW_S, _MUSIC_WINDOW_S = 1.2, 0.2  # over which the two levels are smoothed
MOST_DIP_DB = 12.0  # in a band; what is missing is taken from the level
_LEAST_BAND_DB = -24.0  # of the whole voice, that one of its bands counts for: a muffled one has nothing there to mask
_MOST_CUT_DB = 30.0
_FLOOR = 1e-9
_PIECE = 10 * RATE  # samples that gains are applied to at once, to keep memory low


@dataclass(frozen=True, slots=True)
class DuckingCurve:
    """Gains, dB and at most 0, at the middle of each step of ``HOP`` samples."""

    dip_db: Doubles  # (bands, steps)
    cut_db: Doubles  # (steps,) of the whole


def keep_band(sound: Floats, band_hz: tuple[int, int]) -> Floats:
    """The part of (2, n) in a band, without any shift in time."""
    low, high = band_hz
    arguments = f"gain='if(between(f,{low},{high}),0,-90)':delay=0.02:zero_phase=on"
    return filter_sound(sound, "firequalizer", arguments)


def duck_music(
    music: Floats,
    voice: Floats,
    spans: Sequence[tuple[float, float]],
    margin_db: float,
    most_dip_db: float = MOST_DIP_DB,
) -> DuckingCurve:
    """Lower ``music`` (2, n) in place, so that it stays ``margin_db`` below ``voice`` (2, m) in ``spans`` (seconds)."""
    count = -(-music.shape[1] // HOP)
    spoken = mark_spans(spans, count)
    levels = _measure_voice(voice, spoken)
    dips = np.zeros((len(VOICE_BANDS_HZ), count))
    cut = np.zeros(count)
    for number, (band_hz, level) in enumerate(zip(VOICE_BANDS_HZ, levels, strict=True)):
        part = keep_band(music, band_hz)  # one at a time: each is as large as the music
        needed = _ease(_find_needed(level, _measure_power(part), spoken, margin_db))
        dips[number] = -np.minimum(needed, most_dip_db)
        cut -= (needed + dips[number]) / len(VOICE_BANDS_HZ)
        _add_scaled(music, part, 10 ** (dips[number] / 20) - 1.0)
    _scale(music, 10 ** (cut / 20))
    return DuckingCurve(dips, cut)


def _measure_voice(voice: Floats, spoken: NDArray[np.bool_]) -> Doubles:
    """(bands, steps) how loud the voice is where it speaks, as power, smoothed."""
    share = np.maximum(_smooth(spoken.astype(float), _VOICE_WINDOW_S), _FLOOR)
    bands = []
    for band_hz in VOICE_BANDS_HZ:
        power = _fit(_measure_power(keep_band(voice, band_hz)), len(spoken))
        bands.append(_smooth(np.where(spoken, power, 0.0), _VOICE_WINDOW_S) / share)
    levels = np.array(bands)
    return np.asarray(np.maximum(levels, levels.sum(axis=0) * 10 ** (_LEAST_BAND_DB / 10)))


def _find_needed(voice: Doubles, music: Doubles, spoken: NDArray[np.bool_], margin_db: float) -> Doubles:
    """(steps,) by how many dB the music is too loud for the voice in one band."""
    loudest = _slide_highest(_smooth(music, _MUSIC_WINDOW_S), round(_MUSIC_WINDOW_S * 100))
    above_db = 10 * np.log10((loudest + _FLOOR) / (voice + _FLOOR)) + margin_db
    return np.where(spoken, np.clip(above_db, 0.0, _MOST_CUT_DB + MOST_DIP_DB), 0.0)


def mark_spans(spans: Sequence[tuple[float, float]], count: int) -> NDArray[np.bool_]:
    """(count,) whether each step lies in one of the spans."""
    marked = np.zeros(count, bool)
    for start, end in spans:
        marked[max(0, int(start * 100)) : max(0, int(np.ceil(end * 100)))] = True
    return marked


def _add_scaled(music: Floats, part: Floats, gains: Doubles) -> None:
    """Add ``part`` (2, n) to ``music`` in place, times ``gains`` (steps,)."""
    for at, where in _list_pieces(music):
        music[:, at : at + len(where)] += part[:, at : at + len(where)] * _interpolate(where, gains)


def _scale(music: Floats, gains: Doubles) -> None:
    """Multiply ``music`` (2, n) in place by ``gains`` (steps,)."""
    for at, where in _list_pieces(music):
        music[:, at : at + len(where)] *= _interpolate(where, gains)


def _list_pieces(music: Floats) -> Iterator[tuple[int, NDArray[np.int64]]]:
    for at in range(0, music.shape[1], _PIECE):
        yield at, np.arange(at, min(at + _PIECE, music.shape[1]))


def _interpolate(where: NDArray[np.int64], gains: Doubles) -> Floats:
    return np.interp(where, (np.arange(len(gains)) + 0.5) * HOP, gains).astype(np.float32)


def _fit(values: Doubles, count: int) -> Doubles:
    """So many of the values, and zeros where there are fewer."""
    return np.pad(values[:count], (0, max(0, count - len(values))))


def _measure_power(sound: Floats) -> Doubles:
    """(steps,) mean square of each step, over both channels."""
    steps = -(-sound.shape[1] // HOP)
    power = np.zeros(steps)
    for channel in sound:
        padded = np.pad(channel, (0, steps * HOP - len(channel))).reshape(steps, HOP)
        power += np.einsum("ij,ij->i", padded, padded)
    return power / (HOP * len(sound))


def _smooth(values: Doubles, seconds: float) -> Doubles:
    """Mean over a window of so many seconds around each step."""
    half = max(1, round(seconds * 50))
    sums = np.concatenate([[0.0], np.cumsum(values)])
    first, last = np.arange(len(values)) - half, np.arange(len(values)) + half + 1
    first, last = np.clip(first, 0, len(values)), np.clip(last, 0, len(values))
    return np.asarray((sums[last] - sums[first]) / (last - first))


def _slide_highest(values: Doubles, reach: int) -> Doubles:
    padded = np.pad(values, reach, mode="edge")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).max(axis=1))


def _ease(needed: Doubles) -> Doubles:
    """``needed`` held ahead and behind, with slopes: nowhere less than it was."""
    ahead, hold, slope = (round(100 * s) for s in (_AHEAD_S, _HOLD_S, _SLOPE_S))
    half = slope // 2
    padded = np.pad(needed, (hold + half, ahead + half))
    held = np.lib.stride_tricks.sliding_window_view(padded, ahead + hold + 1).max(axis=1)
    shape = np.hanning(2 * half + 3)[1:-1]
    return np.asarray(np.convolve(held, shape / shape.sum(), mode="same")[half : half + len(needed)])
