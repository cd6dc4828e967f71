"""How far the music steps back while somebody speaks: in the band of the voice first, in level second.

Known is where speech lies (the speech detector's spans); measured is how loud voice and music are in the voice's band,
every 10 ms. From both follows how much the music must give way to stay a margin below the voice. It begins to do so
before the first word and is back within a second after the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from media.loudness import Doubles
from media.mix.filter_graph import filter_sound
from media.preview.excerpt import RATE, Floats

VOICE_HZ = (300, 3400)
HOP = RATE // 100  # samples of one step of the gain
_AHEAD_S, _HOLD_S, _SLOPE_S = 0.35, 0.25, 0.3  # before speech, after it, and how long the gain takes to move
_VOICE_WINDOW_S, _MUSIC_WINDOW_S = 1.2, 0.2  # over which the two levels are smoothed
MOST_DIP_DB = 12.0  # in the band of the voice; what is missing is taken from the level
_MOST_CUT_DB = 30.0
_FLOOR = 1e-9
_PIECE = 10 * RATE  # samples that gains are applied to at once, to keep memory low
_BAND = f"gain='if(between(f,{VOICE_HZ[0]},{VOICE_HZ[1]}),0,-90)':delay=0.02:zero_phase=on"


@dataclass(frozen=True, slots=True)
class DuckingCurve:
    """Gains, dB and at most 0, at the middle of each step of ``HOP`` samples: (steps,)."""

    dip_db: Doubles  # in the band of the voice
    cut_db: Doubles  # of the whole


def keep_voice_band(sound: Floats) -> Floats:
    """The part of (2, n) in the band of the voice, without any shift in time."""
    return filter_sound(sound, "firequalizer", _BAND)


def plan_ducking(
    voice_band: Floats,
    music_band: Floats,
    spans: Sequence[tuple[float, float]],
    margin_db: float,
    most_dip_db: float = MOST_DIP_DB,
) -> DuckingCurve:
    """How the music must give way for its band to stay ``margin_db`` below the voice's in ``spans`` (seconds)."""
    voice, music = _measure_power(voice_band), _measure_power(music_band)
    count = len(music)
    spoken = mark_spans(spans, count)
    levels = _smooth(np.where(spoken, voice, 0.0), _VOICE_WINDOW_S) / np.maximum(
        _smooth(spoken.astype(float), _VOICE_WINDOW_S), _FLOOR
    )
    loudest = _slide_highest(_smooth(music, _MUSIC_WINDOW_S), round(_MUSIC_WINDOW_S * 100))
    above_db = 10 * np.log10((loudest + _FLOOR) / (levels + _FLOOR)) + margin_db
    needed = np.where(spoken, np.clip(above_db, 0.0, _MOST_CUT_DB + MOST_DIP_DB), 0.0)
    eased = _ease(needed)
    dip = np.minimum(eased, most_dip_db)
    return DuckingCurve(-dip, dip - eased)


def mark_spans(spans: Sequence[tuple[float, float]], count: int) -> np.ndarray:
    """(count,) whether each step lies in one of the spans."""
    marked = np.zeros(count, bool)
    for start, end in spans:
        marked[max(0, int(start * 100)) : max(0, int(np.ceil(end * 100)))] = True
    return marked


def duck_music(music: Floats, band: Floats, curve: DuckingCurve) -> None:
    """Lower ``music`` (2, n) in place; ``band`` is its part in the band of the voice."""
    centres = (np.arange(len(curve.dip_db)) + 0.5) * HOP
    dip, cut = 10 ** (curve.dip_db / 20) - 1.0, 10 ** (curve.cut_db / 20)
    for at in range(0, music.shape[1], _PIECE):
        part = music[:, at : at + _PIECE]
        where = np.arange(at, at + part.shape[1])
        part += band[:, at : at + _PIECE] * np.interp(where, centres, dip).astype(np.float32)
        part *= np.interp(where, centres, cut).astype(np.float32)


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
