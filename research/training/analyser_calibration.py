"""Fits the logistic curves that turn what the music analyser says into probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from models.encoders.claim_calibration import AnalyserCalibration, LogisticCurve, measure_key_lead
from models.encoders.instrument_families import TAG_FAMILIES
from research.training.analyser_scores import JudgedExcerpt

Doubles = NDArray[np.float64]

PENALTY = 0.02  # on squared weights, so that few examples make no steep curve
FEWEST_POSITIVES = 12  # excerpts with an instrument, below which its probability is not known
RIGHT_KEY = 1.0


def fit_calibration(judged: Sequence[JudgedExcerpt]) -> AnalyserCalibration:
    """Fit on excerpts of projects and sound fonts that the network did not learn from."""
    tempo = [(one.tempo_signs, one.tempo_right) for one in judged if one.tempo_signs and one.tempo_right is not None]
    key = [(_read_lead(one.key), one.key_score >= RIGHT_KEY) for one in judged if one.key_score is not None]
    tags = {}
    for tag in TAG_FAMILIES:
        rows = [(one.presence[tag], one.truth[tag]) for one in judged if one.truth[tag] is not None]
        # Only what is heard at all can be named: the silent ones would teach the curve nothing about names.
        heard = [(signs, bool(is_there)) for signs, is_there in rows if signs[0] > 0]
        if sum(is_there for _, is_there in heard) >= FEWEST_POSITIVES:
            tags[tag] = fit_curve(heard)
    return AnalyserCalibration(
        fit_curve([(signs, bool(right)) for signs, right in tempo]),
        fit_curve(key),
        tags,
    )


def fit_curve(rows: Sequence[tuple[tuple[float, ...], bool]]) -> LogisticCurve:
    """Logistic regression with a small penalty; weights are not negative, since every sign speaks for the claim."""
    signs = np.array([row[0] for row in rows], np.float64)
    right = np.array([row[1] for row in rows], np.float64)

    def measure_loss(values: Doubles) -> float:
        logits = signs @ values[:-1] + values[-1]
        loss = np.logaddexp(0, logits) - right * logits
        return float(loss.mean() + PENALTY * np.square(values[:-1]).mean() / 10)

    start = np.append(np.ones(signs.shape[1]), 0.0)
    bounds = [(0.0, None)] * signs.shape[1] + [(None, None)]
    found = minimize(measure_loss, start, bounds=bounds).x
    return LogisticCurve(tuple(round(float(w), 4) for w in found[:-1]), round(float(found[-1]), 4))


def _read_lead(key: Doubles) -> tuple[float, float]:
    best, second = np.sort(key)[[-1, -2]]
    return measure_key_lead(float(best), float(second))
