"""Energy, brightness and valence: fixed weights, so that every track of every library lies on one scale.

Energy is a logistic of weighted standard scores; means and spreads are those of 157 recordings and renders from ambient
to metal, so that real music spreads over 0.05..0.95. It is arousal as heard. How loud a file was mastered does not
count: every track is measured at one loudness, and only how loud a stretch is against its own track makes a difference.
"""

from __future__ import annotations

import math

import numpy as np

from media.listen.harmony import Harmony
from media.listen.timbre import Timbre, TimbreMean, average_timbre
from musechat.track import CURVE_POINTS

# name: (mean, spread, weight) over the calibration music.
ENERGY_TERMS = {
    "relative_db": (0.0, 4.6, 0.80),
    "density_db": (-3.8, 1.9, 0.25),
    "flux": (0.072, 0.022, 0.95),
    "centroid": (0.26, 0.065, 0.20),
    "flatness": (0.31, 0.136, 0.40),
}
TEMPO_WEIGHT = 0.25  # per 0.3 octaves above 110 BPM
_MIDDLE_BPM = 110.0
_TEMPO_SPREAD = 0.3
_LIMIT = 2.5  # no single term may decide
_CURVE_WINDOW_S = 3.0
_DARK, _BRIGHT = (0.13, 0.10), (0.39, 0.62)  # 2nd and 98th percentile of (centroid, rolloff)


def estimate_energy(mean: TimbreMean, tempo_bpm: float | None) -> float:
    """0 still .. 1 violent, from the means of a stretch and the track's tempo."""
    score = sum(w * _standardise(getattr(mean, name), m, s) for name, (m, s, w) in ENERGY_TERMS.items())
    if tempo_bpm is not None:
        score += TEMPO_WEIGHT * _standardise(math.log2(tempo_bpm / _MIDDLE_BPM), 0.0, _TEMPO_SPREAD)
    return _apply_logistic(score)


def compute_energy_curve(timbre: Timbre, duration_s: float, tempo_bpm: float | None) -> tuple[float, ...]:
    """:data:`~musechat.track.CURVE_POINTS` values of :func:`estimate_energy` at equal steps, each over about 3 s."""
    step = duration_s / CURVE_POINTS
    half = max(_CURVE_WINDOW_S, step) / 2
    middles = (np.arange(CURVE_POINTS) + 0.5) * step
    spans = [(max(0.0, m - half), min(duration_s, m + half)) for m in middles]
    return tuple(round(estimate_energy(average_timbre(timbre, a, b), tempo_bpm), 4) for a, b in spans)


def estimate_brightness(mean: TimbreMean) -> float:
    """0 dark .. 1 bright: where along the mel scale the sound's weight and its upper edge lie."""
    parts = zip((mean.centroid, mean.rolloff), _DARK, _BRIGHT, strict=True)
    return float(np.clip(sum((v - low) / (high - low) for v, low, high in parts) / 2, 0.0, 1.0))


def estimate_valence(harmony: Harmony, tempo_bpm: float | None, bright: float, arousal: float) -> float:
    """0 sad or dark .. 1 happy or light: a rough guess.

    Mode and tempo carry most of it, as in listening studies; timbre and consonance the rest. It knows nothing of words,
    culture or irony: read it as "how light the musical means are", and expect it to be wrong now and then.
    """
    score = 1.0 * harmony.majorness + 1.2 * (bright - 0.5) + 0.8 * (arousal - 0.5) - 4.0 * (harmony.tension - 0.88)
    if tempo_bpm is not None:
        score += 0.4 * _standardise(math.log2(tempo_bpm / _MIDDLE_BPM), 0.0, _TEMPO_SPREAD)
    return _apply_logistic(score)


def _standardise(value: float, mean: float, spread: float) -> float:
    return max(-_LIMIT, min(_LIMIT, (value - mean) / spread))


def _apply_logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))
