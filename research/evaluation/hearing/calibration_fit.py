"""Fit of calibration tables: from scores to the share that was true, and to what may be counted on.

Per concept the share of true findings is an isotonic function of the score (pool adjacent violators; Zadrozny and
Elkan, KDD 2002). What may be counted on is lower: a bound on the share of true ones among all findings with at least
that score, one-sided 90 % of Jeffreys' interval (Brown, Cai and DasGupta, Statistical Science 2001), and nothing at all
where the findings come from too few projects. With few findings the bound is low, so that little is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from language.certainty import HEDGED_FROM, PLAIN_FROM, Calibration, CalibrationStep
from research.evaluation.hearing.evidence import Finding

CONFIDENCE = 0.9
LEAST_PROJECTS = ((HEDGED_FROM, 2), (PLAIN_FROM, 3))  # from which many projects a bound may be as high as that
LEAST_FINDINGS = 4  # of a concept, below which it gets no entry
_STEP = 0.005  # least difference of two steps' bounds or estimates

FloatArray = NDArray[np.float64]


def fit_calibration(findings: Iterable[Finding]) -> Calibration:
    """Fit every concept of which there are enough findings."""
    by_concept: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        by_concept.setdefault(finding.concept, []).append(finding)
    known = {concept: each for concept, each in by_concept.items() if len(each) >= LEAST_FINDINGS}
    return Calibration({concept: fit_steps(each) for concept, each in sorted(known.items())})


def fit_steps(findings: Sequence[Finding]) -> tuple[CalibrationStep, ...]:
    """Fit one concept: steps of rising score, each with the share of true ones and the bound from there on."""
    ordered = sorted(findings, key=lambda finding: finding.score)
    scores = np.array([finding.score for finding in ordered])
    right = np.array([finding.right for finding in ordered], float)
    estimates = fit_isotonic(scores, right)
    bounds = np.maximum.accumulate([_bound_tail(ordered[int(n) :]) for n in np.searchsorted(scores, scores)])
    steps: list[CalibrationStep] = []
    for score, estimate, bound in zip(scores, estimates, bounds, strict=True):
        last = steps[-1] if steps else None
        if last is None or bound - last.bound >= _STEP or estimate - last.estimate >= _STEP:
            if last is not None and last.score == round(float(score), 4):
                steps.pop()
            steps.append(CalibrationStep(round(float(score), 4), round(float(estimate), 3), round(float(bound), 3)))
    return tuple(steps)


def fit_isotonic(scores: FloatArray, right: FloatArray) -> FloatArray:
    """Fit a non-decreasing share of true ones to sorted scores (n,), each block's drawn to one half by one finding."""
    blocks: list[list[float]] = []  # sum, count
    _, starts = np.unique(scores, return_index=True)
    for part in np.split(right, starts[1:]):
        blocks.append([float(part.sum()), float(len(part))])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    shares = np.concatenate([np.full(int(count), (total + 0.5) / (count + 1)) for total, count in blocks])
    return np.asarray(np.maximum.accumulate(shares))


def _bound_tail(tail: Sequence[Finding]) -> float:
    """A bound on the share of true findings, as far as the number of projects lets it go."""
    right = sum(finding.right for finding in tail)
    bound = float(beta.ppf(1 - CONFIDENCE, right + 0.5, len(tail) - right + 0.5))
    projects = len({finding.project for finding in tail})
    for level, least in LEAST_PROJECTS:
        if projects < least:
            return min(bound, level - 0.01)
    return bound


def cross_validate(findings: Sequence[Finding]) -> dict[str, Calibration]:
    """Fit a table for each project, without its own findings."""
    projects = sorted({finding.project for finding in findings})
    return {name: fit_calibration(f for f in findings if f.project != name) for name in projects}


def measure_error(stated: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: the mean distance of stated from observed shares over equal bins, by size."""
    told, true = np.asarray(stated), np.asarray(right, float)
    if not len(told):
        return float("nan")
    place = np.minimum((told * bins).astype(int), bins - 1)
    gaps = [abs(told[place == n].sum() - true[place == n].sum()) for n in range(bins)]
    return float(np.sum(gaps) / len(told))
