"""From the network's curves to beats and bar lines: the most probable path of a small dynamic Bayesian network.

States are (beat period, position within the beat), after Whiteley et al. (2006) in the efficient form of Krebs, Böck
and Widmer (2015): the position moves on by one each frame, and the period may change only where a beat begins. Bar
lines are a second, tiny path over the beats with three or four of them in a bar.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoders.analyser_network import FASTEST_BPM, SLOWEST_BPM, make_tempo_grid
from models.encoders.analyser_spectra import FRAME_RATE

Doubles = NDArray[np.float64]

METERS = (3, 4)
STEADINESS = 60.0  # how dear a change of the period is, by its relative size
BEAT_SHARE = 1 / 10  # of a period, in which a beat is expected
PRIOR_WEIGHT = 0.6  # of the tempo head's opinion, per beat
# People tap at a middling tempo where octaves compete (van Noorden and Moelants 1999).
PREFERRED_BPM, PREFERRED_OCTAVES, PREFERENCE_WEIGHT = 110.0, 0.8, 0.5
METER_CHANGE = -8.0  # log probability, per bar, that the other meter begins
_FLOOR = 1e-4


@dataclass(frozen=True)
class _PeriodStates:
    """Periods in frames and where each one's states lie in one long row."""

    periods: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    is_beat: NDArray[np.bool_]


def decode_beats(beat: Doubles, tempo: Doubles) -> Doubles:
    """Beat times in seconds.

    Args:
        beat: probability of a beat at each frame, (frames,).
        tempo: probability of each bin of :func:`make_tempo_grid`, (bins,).

    """
    if len(beat) < 2 * FRAME_RATE:
        return np.zeros(0)
    states = _make_states()
    prior = _weigh_periods(states.periods, tempo)
    path = _find_path(np.clip(beat, _FLOOR, 1 - _FLOOR), states, prior)
    starts = np.flatnonzero(np.isin(path, states.first))
    return _refine_times(beat, starts) / FRAME_RATE


def _make_states() -> _PeriodStates:
    fastest, slowest = 60 * FRAME_RATE / FASTEST_BPM, 60 * FRAME_RATE / SLOWEST_BPM
    periods = np.arange(round(fastest), round(slowest) + 1)
    last = np.cumsum(periods) - 1
    first = last - periods + 1
    position = np.arange(last[-1] + 1) - np.repeat(first, periods)
    # A beat is expected around position 0: in its first frames, and in the last ones of the period before.
    share = position / np.repeat(periods, periods)
    return _PeriodStates(periods, first, last, share < BEAT_SHARE)


def _weigh_periods(periods: NDArray[np.int64], tempo: Doubles) -> Doubles:
    """Log weight of each period by the tempo head, 0 for its favourite."""
    grid = np.log(make_tempo_grid())
    at = np.log(60 * FRAME_RATE / periods)
    # Whole frames are coarse at fast tempi, so each period takes the mass around it.
    kernel = np.exp(-0.5 * ((at[:, None] - grid[None]) / 0.04) ** 2)
    mass = kernel @ tempo + 0.01
    preferred = -0.5 * ((at / np.log(2) - np.log2(PREFERRED_BPM)) / PREFERRED_OCTAVES) ** 2
    weights: Doubles = PRIOR_WEIGHT * np.log(mass / mass.max()) + PREFERENCE_WEIGHT * preferred
    return weights


def _find_path(beat: Doubles, states: _PeriodStates, prior: Doubles) -> NDArray[np.int64]:
    """The most probable state of each frame (Viterbi)."""
    ratio = np.abs(states.periods[:, None] / states.periods[None] - 1)
    change = -STEADINESS * ratio  # (from, to)
    change = np.where(ratio > 0.2, -1e9, change) + prior[None]
    on = np.log(beat)
    off = np.log((1 - beat) / (1 / BEAT_SHARE - 1))
    score = np.where(states.is_beat, on[0], off[0]) + np.repeat(prior, states.periods)
    came_from = np.zeros((len(beat), len(states.periods)), np.int16)
    for frame in range(1, len(beat)):
        options = score[states.last][:, None] + change
        came_from[frame] = options.argmax(0)
        entering = options.max(0)
        score[1:] = score[:-1].copy()
        score[states.first] = entering
        score += np.where(states.is_beat, on[frame], off[frame])
    return _walk_path(int(score.argmax()), states, came_from)


def _walk_path(at: int, states: _PeriodStates, came_from: NDArray[np.int16]) -> NDArray[np.int64]:
    path = np.zeros(len(came_from), np.int64)
    row_of_first = {int(first): row for row, first in enumerate(states.first)}
    for frame in range(len(came_from) - 1, -1, -1):
        path[frame] = at
        row = row_of_first.get(at)
        at = at - 1 if row is None else int(states.last[came_from[frame, row]])
    return path


def _refine_times(beat: Doubles, frames: NDArray[np.int64]) -> Doubles:
    """Move each beat to the curve's peak within three frames, in fractions of a frame."""
    refined = []
    for frame in frames:
        low, high = max(0, frame - 2), min(len(beat), frame + 4)
        window = beat[low:high]
        total = window.sum()
        # The centre of mass of the peak; without a peak the path's own frame.
        peak = low + int(window.argmax())
        near = slice(max(low, peak - 1), min(high, peak + 2))
        mass = beat[near]
        refined.append(float((np.arange(near.start, near.stop) * mass).sum() / mass.sum()) if total > 0.1 else frame)
    return np.array(refined, np.float64)


def decode_downbeats(beats_s: Doubles, downbeat: Doubles) -> tuple[Doubles, float]:
    """Times of the beats that begin a bar, and how clearly they stand out (0..1).

    Args:
        beats_s: beat times, seconds.
        downbeat: probability of a downbeat at each frame, (frames,).

    """
    if len(beats_s) < min(METERS):
        return np.zeros(0), 0.0
    at = np.clip(np.round(beats_s * FRAME_RATE).astype(int), 0, len(downbeat) - 1)
    strength = np.max([downbeat[np.clip(at + offset, 0, len(downbeat) - 1)] for offset in (-1, 0, 1)], axis=0)
    strength = np.clip(strength, 0.01, 0.99)
    is_first = _find_bars(np.log(strength), np.log(1 - strength))
    inside, outside = strength[is_first], strength[~is_first]
    clarity = float(inside.mean() - outside.mean()) if len(inside) and len(outside) else 0.0
    return beats_s[is_first], max(0.0, clarity)


def _find_bars(on: Doubles, off: Doubles) -> NDArray[np.bool_]:
    """Which beats begin a bar, by the best path over (meter, beat of the bar)."""
    states = [(meter, place) for meter in METERS for place in range(meter)]
    index = {state: number for number, state in enumerate(states)}
    score = np.array([on[0] if place == 0 else off[0] for _, place in states])
    back = np.zeros((len(on), len(states)), int)
    for beat in range(1, len(on)):
        new = np.empty(len(states))
        for number, (meter, place) in enumerate(states):
            if place:
                options = [(score[index[meter, place - 1]], index[meter, place - 1])]
            else:
                options = [
                    (
                        score[index[other, other - 1]] + (0.0 if other == meter else METER_CHANGE),
                        index[other, other - 1],
                    )
                    for other in METERS
                ]
            best, back[beat, number] = max(options)
            new[number] = best + (off[beat] if place else on[beat])
        score = new
    at = int(score.argmax())
    firsts = np.zeros(len(on), bool)
    for beat in range(len(on) - 1, -1, -1):
        firsts[beat] = states[at][1] == 0
        at = back[beat, at]
    return firsts


def measure_tempo(beats_s: Doubles) -> float | None:
    """Beats a minute: of the straight line through steady beats, of the median gap otherwise; None for few beats."""
    if len(beats_s) < 4:
        return None
    gaps = np.diff(beats_s)
    median = float(np.median(gaps))
    steady = np.abs(gaps / median - 1) < 0.12
    # The longest stretch of steady beats; a line over all would count a pause as beats.
    best = max(_list_runs(steady), key=lambda run: run[1] - run[0], default=None)
    if best is None or best[1] - best[0] < 3:
        return 60 / median
    stretch = beats_s[best[0] : best[1] + 1]
    slope = float(np.polyfit(np.arange(len(stretch)), stretch, 1)[0])
    return 60 / slope


def _list_runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
