"""Fit of calibration tables: from scores to the share that was true, and to what may be counted on.

Per concept the share of true findings is an isotonic function of the score (pool adjacent violators; Zadrozny and
Elkan, KDD 2002). What may be counted on is no more than that share, and no more than a bound on the share of true ones
among all findings with at least that score: one-sided 80 % of Jeffreys' interval (Brown, Cai and DasGupta, Statistical
Science 2001), the lowest that is left when any one project is taken out, so that no project carries a claim alone.
Nothing is counted on where the findings come from too few projects. With few findings the bound is low, and little is
claimed. How many tracks are sung differs from library to library, so of findings about voices sung and unsung tracks
weigh alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from language.certainty import HEDGED_FROM, PLAIN_FROM, Calibration, CalibrationStep
from research.evaluation.hearing.evidence import Finding

CONFIDENCE = 0.8
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
    weights = _weigh_findings(ordered)
    estimates = fit_isotonic(scores, right, weights)
    places = [int(place) for place in np.searchsorted(scores, scores)]
    tails = {place: bound_tail(ordered[place:], weights[place:]) for place in set(places)}
    # No more than is true of findings just there: a high tail must not carry the low end.
    bounds = np.maximum.accumulate([min(tails[p], e) for p, e in zip(places, estimates, strict=True)])
    steps: list[CalibrationStep] = []
    for score, estimate, bound in zip(scores, estimates, bounds, strict=True):
        last = steps[-1] if steps else None
        if last is None or bound - last.bound >= _STEP or estimate - last.estimate >= _STEP:
            if last is not None and last.score == round(float(score), 4):
                steps.pop()
            steps.append(CalibrationStep(round(float(score), 4), round(float(estimate), 3), round(float(bound), 3)))
    return tuple(steps)


def _weigh_findings(findings: Sequence[Finding]) -> FloatArray:
    """Weights, (n,): 1, but of findings about voices the more frequent answer counts as much as the rarer."""
    right = np.array([finding.right for finding in findings], bool)
    weights = np.ones(len(findings))
    if findings[0].kind == "vocals":
        true, false = max(1, int(right.sum())), max(1, int((~right).sum()))
        weights[right] = min(1.0, false / true)
        weights[~right] = min(1.0, true / false)
    return weights


def fit_isotonic(scores: FloatArray, right: FloatArray, weights: FloatArray) -> FloatArray:
    """Fit a non-decreasing share of true ones to sorted scores (n,), each block's drawn to one half by one finding."""
    blocks: list[list[float]] = []  # true weight, weight, findings
    _, starts = np.unique(scores, return_index=True)
    for part, weight in zip(np.split(right, starts[1:]), np.split(weights, starts[1:]), strict=True):
        blocks.append([float(part @ weight), float(weight.sum()), float(len(part))])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            last = blocks.pop()
            blocks[-1] = [one + other for one, other in zip(blocks[-1], last, strict=True)]
    shares = [np.full(int(count), (true + 0.5) / (weight + 1)) for true, weight, count in blocks]
    return np.asarray(np.maximum.accumulate(np.concatenate(shares)))


def bound_tail(tail: Sequence[Finding], weights: FloatArray) -> float:
    """What may be counted on of these findings: the lowest bound without any one of their projects."""
    projects = np.array([finding.project for finding in tail])
    right = np.array([finding.right for finding in tail], float)
    names = sorted(set(projects))
    if len(names) == 1:
        return 0.0
    bound = min(_bound_share(right[projects != name], weights[projects != name]) for name in names)
    for level, least in LEAST_PROJECTS:
        if len(names) < least:
            return min(bound, level - 0.01)
    return bound


def _bound_share(right: FloatArray, weights: FloatArray) -> float:
    true, all_of_them = float(right @ weights), float(weights.sum())
    return float(beta.ppf(1 - CONFIDENCE, true + 0.5, max(0.0, all_of_them - true) + 0.5))


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


def format_table(calibration: Calibration, about: dict[str, str]) -> str:
    """Format a table as the TOML that :func:`language.certainty.parse_calibration` reads."""
    lines = [
        "# Written by `musechat evaluate hearing --calibrate`; do not edit. By source, kind and name: from which score",
        "# on which share of the findings was true, and which share may be counted on (see language/certainty.py).",
        "",
        "[about]",
        *(f"{name} = {json.dumps(value)}" for name, value in about.items()),
    ]
    head: tuple[str, str] | None = None
    for (source, kind, name), steps in sorted(calibration.steps.items()):
        if head != (source, kind):
            head = (source, kind)
            lines += ["", f"[calibrated.{json.dumps(source)}.{json.dumps(kind)}]"]
        rows = ", ".join(f"[{step.score:g}, {step.estimate:g}, {step.bound:g}]" for step in steps)
        lines.append(f"{json.dumps(name)} = [{rows}]")
    return "\n".join(lines) + "\n"
