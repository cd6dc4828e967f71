"""Fits the probabilities of scenes on hand-labelled clips: a logistic regression on a clip's evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from models.scenes.concept_table import load_concept_table
from models.scenes.efficientnet import LABELS
from models.scenes.evidence import SceneCalibration
from research.evaluation.seeing import SeenCase
from research.evaluation.seeing_cases import TRAINABLE

PENALTY = 0.02  # on the squares of the two slopes


def fit_calibration(cases: Sequence[SeenCase]) -> SceneCalibration:
    """Fit on those of ``cases`` that may be learnt from: neither on reuse class C nor on copies of one clip.

    Raises:
        ValueError: no clip is left.

    """
    rows, truths = [], []
    for case in _drop_copies(cases):
        if case.evidence is None:
            continue
        for place, name in enumerate(load_concept_table().names):
            verdict = case.label.judge_concept(name)
            if verdict is not None:
                breadth = max(float(case.evidence.breadth[place]), 1 / LABELS)
                rows.append((1.0, float(np.log(case.evidence.score[place])), float(np.log(breadth))))
                truths.append(verdict)
    if not rows:
        raise ValueError("no clip to learn from")
    bias, score, breadth = _fit_logistic(np.array(rows), np.array(truths, np.float64))
    return SceneCalibration(round(bias, 2), round(score, 2), round(breadth, 2))


def _drop_copies(cases: Sequence[SeenCase]) -> list[SeenCase]:
    """Originals and excerpts of one film are one clip to learn from."""
    kept: dict[tuple[str, frozenset[str]], SeenCase] = {}
    for case in cases:
        if case.label.reuse in TRAINABLE:
            kept.setdefault((case.label.project, case.label.scenes), case)
    return list(kept.values())


def _fit_logistic(rows: NDArray[np.float64], truths: NDArray[np.float64]) -> list[float]:
    def loss(weights: NDArray[np.float64]) -> float:
        logits = rows @ weights
        return float((np.logaddexp(0, logits) - truths * logits).sum() + PENALTY * (weights[1:] ** 2).sum())

    found = minimize(loss, np.zeros(rows.shape[1]))
    return [float(weight) for weight in found.x]
