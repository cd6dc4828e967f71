"""From labels of several frames to concepts with calibrated probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.vocabulary.scenes import SceneKind
from models.scenes.concept_table import ConceptTable, load_concept_table
from models.scenes.efficientnet import LABELS
from musechat.clip import SURE_SCENE, SceneScore

KEPT = 12  # concepts kept of a clip
LEAST = 0.1  # probability from which a concept is kept
FLOOR = 0.003  # added to a score before its logarithm, so that one frame without it is no veto
DOUBTED = 0.8  # where frames or labels disagree, what lies above this is pressed together below SURE_SCENE
# A concept is sure only where these hold as well:
FRAME_SCORE, FRAMES_AGREE = 0.3, 0.75  # so many of the frames give it such a score
LEADING_LABEL = 0.3  # one label leads: small scores of many of its kin mean that the classifier does not know it,
ALL_KIN = 0.8  # but where its kin have it nearly all, it is one of them (breeds of dogs)
NAMED = 0.3  # a thing is named by labels of its own, and not only by what is found with it


@dataclass(frozen=True, slots=True)
class SceneCalibration:
    """Weights of the logistic regression from a clip's evidence to the probability that a person would agree."""

    bias: float
    score: float  # of the logarithm of a concept's score
    breadth: float  # of the logarithm of the share of all labels that stand for it


# Fitted by `musechat evaluate seeing` on clips of reuse classes A and B, see docs/performance.md.
CALIBRATION = SceneCalibration(bias=1.89, score=1.94, breadth=-0.52)


@dataclass(frozen=True, slots=True)
class ClipEvidence:
    """What the labels of a clip's frames say on each concept of the table, (concepts,) each."""

    score: NDArray[np.float64]  # geometric mean over frames of the probability of the labels that stand for it
    breadth: NDArray[np.float64]  # share of all labels that stand for it
    unanimous: NDArray[np.bool_]  # frames agree, one label leads, and a thing is named itself


def collect_evidence(labels: NDArray[np.float32], table: ConceptTable | None = None) -> ClipEvidence:
    """Collect the evidence of label probabilities (N, 1000) of N > 0 frames."""
    table = table or load_concept_table()
    scores = labels.astype(np.float64) @ table.stands  # (N, concepts)
    named = _mean_of_logs(labels.astype(np.float64) @ table.shows)
    leading = np.stack([_mean_of_logs(labels[:, column].max(1)) for column in table.stands.T])
    agreeing = (scores >= FRAME_SCORE).mean(0) >= FRAMES_AGREE
    score = _mean_of_logs(scores)
    known = (leading >= LEADING_LABEL) | (score >= ALL_KIN)
    unanimous = agreeing & known & ((table.kinds != SceneKind.SUBJECT) | (named >= NAMED))
    return ClipEvidence(score, table.stands.sum(0) / LABELS, unanimous)


def estimate_probabilities(evidence: ClipEvidence, calibration: SceneCalibration = CALIBRATION) -> NDArray[np.float64]:
    """Estimate for each concept of the table how probably a person would agree that the clip shows it: (concepts,)."""
    logits = (
        calibration.bias
        + calibration.score * np.log(evidence.score)
        + calibration.breadth * np.log(np.maximum(evidence.breadth, 1 / LABELS))
    )
    found: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
    sure = evidence.unanimous & _mark_first_of_kind(np.where(evidence.unanimous, found, 0), load_concept_table())
    doubted = DOUBTED + (found - DOUBTED) * (SURE_SCENE - DOUBTED) / 2  # in the order that they had
    return np.where(sure | (found <= DOUBTED), found, doubted)


def _mark_first_of_kind(probabilities: NDArray[np.float64], table: ConceptTable) -> NDArray[np.bool_]:
    """Mark the most probable concept of each kind: a clip is not surely both in a bedroom and in a living room."""
    first = np.zeros(len(probabilities), np.bool_)
    for kind in SceneKind:
        members = np.flatnonzero(table.kinds == kind)
        first[members[probabilities[members].argmax()]] = True
    return first


def list_scenes(names: tuple[str, ...], probabilities: NDArray[np.float64]) -> tuple[SceneScore, ...]:
    """List the concepts that are worth keeping, most probable first."""
    best = sorted(zip(names, probabilities.tolist(), strict=True), key=lambda each: (-each[1], each[0]))
    return tuple(SceneScore(name, round(p, 3)) for name, p in best[:KEPT] if p >= LEAST)


def _mean_of_logs(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Geometric mean over frames."""
    mean: NDArray[np.float64] = np.exp(np.log(scores + FLOOR).mean(0))
    return mean
