"""The music of a mix over time: its waveform for drawing, and where it rises."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from media.preview.excerpt import RATE, Floats

POINTS = 240  # of a waveform
MOST_RISES = 4
STEP_S = 0.02
SIDE_S = 1.5  # before and after a rise that are compared
RISE_DB = 6.0  # twice as loud as before, to the ear nearly
_EDGE_S = 0.1  # before and after the very moment
_NEAR_S = 0.6  # around the middle of a rise in which that moment is looked for
_APART_S = 3.0  # between two rises
_FLOOR_DB = -60.0  # below the loudest moment: silence
_LOUD_DB = -30.0  # below it nothing is a rise to

Levels = NDArray[np.float64]


def measure_waveform(sound: Floats) -> tuple[float, ...]:
    """Loudness of (2, n) at :data:`POINTS` equal steps, 0..1 of the loudest."""
    power = np.square(sound, dtype=np.float32).mean(axis=0)
    if not len(power):
        return (0.0,) * POINTS
    edges = np.linspace(0, len(power), POINTS + 1).astype(int)
    sums = np.array([power[a:b].mean() if b > a else 0.0 for a, b in itertools.pairwise(edges)])
    heights = np.sqrt(sums / max(float(sums.max()), 1e-12))
    return tuple(round(float(height), 3) for height in heights)


def find_rises(sound: Floats, from_s: float, to_s: float) -> tuple[float, ...]:
    """Moments, seconds and ascending, from which the music (2, n) between two times stays much louder.

    Fades and the beginning of the music itself count for nothing: both sides of a rise lie well within the music.
    """
    levels = _measure_levels(sound)
    side, first, last = (round(s / STEP_S) for s in (SIDE_S, from_s, to_s))
    if last - first < 2 * side + 1:
        return ()
    gains = _compare_sides(levels, side)
    gains[: first + side] = gains[last - side :] = 0.0
    loud = float(levels.max()) + _LOUD_DB
    found: list[float] = []
    for at in np.argsort(gains)[::-1]:
        if gains[at] < RISE_DB or len(found) == MOST_RISES:
            break
        moment = _sharpen(levels, int(at)) * STEP_S
        if _average(levels[at : at + side]) >= loud and all(abs(moment - other) >= _APART_S for other in found):
            found.append(round(moment, 3))
    return tuple(sorted(found))


def _measure_levels(sound: Floats) -> Levels:
    """Level of each step, dB."""
    step = round(STEP_S * RATE)
    count = sound.shape[1] // step
    power = np.square(sound[:, : count * step], dtype=np.float32).mean(axis=0).reshape(count, step).mean(axis=1)
    top = max(float(power.max(initial=0.0)), 1e-12)
    return np.asarray(10 * np.log10(np.maximum(power / top, 10 ** (_FLOOR_DB / 10))), np.float64)


def _average(levels: Levels) -> float:
    """Mean of levels by power, dB."""
    return float(10 * np.log10(np.mean(10 ** (levels / 10)))) if len(levels) else _FLOOR_DB


def _compare_sides(levels: Levels, side: int) -> Levels:
    """By how many dB the ``side`` steps from each step on are louder than those before it."""
    power = np.concatenate([[0.0], np.cumsum(10 ** (levels / 10))])
    gains = np.zeros(len(levels))
    at = np.arange(side, len(levels) - side)
    after, before = power[at + side] - power[at], power[at] - power[at - side]
    gains[at] = 10 * np.log10(after / before)
    return gains


def _sharpen(levels: Levels, at: int) -> int:
    """The step near a rise's middle at which the level grows most."""
    edge, near = round(_EDGE_S / STEP_S), round(_NEAR_S / STEP_S)
    candidates = range(max(edge, at - near), min(len(levels) - edge, at + near))
    return max(candidates, key=lambda k: _average(levels[k : k + edge]) - _average(levels[k - edge : k]), default=at)
