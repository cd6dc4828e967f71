"""What watching says of clips, held against what a person saw and heard in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from language.vocabulary.scenes import SCENES, SceneKind
from media.watch import WatchResult
from models.scenes.concept_table import load_concept_table
from models.scenes.evidence import ClipEvidence, SceneCalibration, collect_evidence, estimate_probabilities, list_scenes
from models.scenes.recogniser import GREY, SceneRecogniser, choose_frames
from musechat.clip import SURE_SCENE, ClipTraits, SceneScore
from research.evaluation.seeing_cases import PEOPLE, LabelledClip

CUT_S = 0.15  # a cut is found where one is told within this of it
DISSOLVE_S = 1.0
BINS = 5  # of the calibration


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A labelled clip as it was watched; ``evidence`` is None without eyes."""

    part: str
    label: LabelledClip
    traits: ClipTraits
    evidence: ClipEvidence | None = None


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """What was claimed, and what should have been."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of the claims that hold; None where nothing was claimed."""
        claimed = self.right + self.wrong
        return self.right / claimed if claimed else None

    @property
    def recall(self) -> float | None:
        """Share of what there is that was claimed; None where there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else None

    def __add__(self, other: ClaimCounts) -> ClaimCounts:
        return ClaimCounts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Concepts whose probability lies in one range: what was foretold, and what came true."""

    count: int
    foretold: float
    true: float


@dataclass(frozen=True, slots=True)
class SeeingFigures:
    """All figures over one set of clips."""

    clips: int
    claims: dict[str, ClaimCounts]  # by kind: people, place, subject, picture, cuts, dissolves, speech, music
    first_right: int  # clips whose most probable concept holds
    three_right: int  # clips with one that holds among their three most probable
    with_scenes: int  # clips that show something of the list at all
    average_precision: float | None  # of all pairs of clip and concept, by probability
    bins: tuple[CalibrationBin, ...]
    pace_agreement: float | None  # Spearman's correlation of energy with the paces that a person gave
    by_project: dict[str, ClaimCounts]  # claims of scenes


def see_clip(part: str, label: LabelledClip, watched: WatchResult, eyes: SceneRecogniser | None) -> SeenCase:
    """Take down what watching and the eyes, where there are any, make of a labelled clip."""
    if eyes is None:
        return SeenCase(part, label, watched.traits)
    _, labels = eyes.classify_frames(choose_frames(watched.frames))
    scenes = eyes.recognise_clip(watched.frames).scenes
    return SeenCase(part, label, replace(watched.traits, scenes=scenes), collect_evidence(labels))


def recalibrate_cases(cases: Iterable[SeenCase], calibration: SceneCalibration) -> list[SeenCase]:
    """Judge the same evidence by another calibration."""
    return [replace(case, traits=replace(case.traits, scenes=_rescore(case, calibration))) for case in cases]


def measure_seeing(cases: Sequence[SeenCase]) -> SeeingFigures:
    """Measure what the traits of ``cases`` say."""
    told = {
        **{kind.value: _sum_claims(cases, lambda case, kind=kind: _judge_scenes(case, kind)) for kind in SceneKind},  # type: ignore[misc]
        PEOPLE: _sum_claims(cases, _judge_people),
        "cuts": _sum_claims(cases, lambda case: _judge_cuts(case, case.label.cuts_s, CUT_S)),
        "dissolves": _sum_claims(cases, _judge_dissolves),
        "speech": _sum_claims(cases, lambda case: _judge_claim(case.label.speech, case.traits.has_speech)),
        "music": _sum_claims(cases, lambda case: _judge_claim(case.label.music, case.traits.has_music)),
    }
    ranked = [(case, [scene.name for scene in case.traits.scenes]) for case in cases if case.label.scenes]
    probabilities, truths = _pair_up(cases)
    projects = sorted({case.label.project for case in cases})
    return SeeingFigures(
        clips=len(cases),
        claims=told,
        first_right=sum(bool(set(names[:1]) & case.label.scenes) for case, names in ranked),
        three_right=sum(bool(set(names[:3]) & case.label.scenes) for case, names in ranked),
        with_scenes=len(ranked),
        average_precision=_average_precision(probabilities, truths),
        bins=_fill_bins(probabilities, truths),
        pace_agreement=_correlate_ranks(
            np.array([case.traits.energy for case in cases]), np.array([case.label.pace for case in cases])
        ),
        by_project={
            project: _sum_claims([c for c in cases if c.label.project == project], _judge_scenes)
            for project in projects
        },
    )


def _rescore(case: SeenCase, calibration: SceneCalibration) -> tuple[SceneScore, ...]:
    if case.evidence is None:
        return ()
    names = load_concept_table().names
    grey = [scene for scene in case.traits.scenes if scene.name == GREY]
    return (*grey, *list_scenes(names, estimate_probabilities(case.evidence, calibration)))


def _sum_claims(cases: Iterable[SeenCase], judge: Callable[[SeenCase], ClaimCounts]) -> ClaimCounts:
    return sum((judge(case) for case in cases), ClaimCounts(0, 0, 0))


def _judge_scenes(case: SeenCase, kind: SceneKind | None = None) -> ClaimCounts:
    concepts = {name for name, scene in SCENES.items() if kind in (None, scene.kind)}
    claimed = concepts & set(case.traits.sure_scenes)
    verdicts = [case.label.judge_concept(name) for name in claimed]
    return ClaimCounts(verdicts.count(True), verdicts.count(False), len((case.label.scenes & concepts) - claimed))


def _judge_people(case: SeenCase) -> ClaimCounts:
    return _judge_claim(case.label.people, PEOPLE in case.traits.sure_scenes)


def _judge_claim(true: bool | None, claimed: bool) -> ClaimCounts:
    if true is None:
        return ClaimCounts(0, 0, 0)
    return ClaimCounts(int(claimed and true), int(claimed and not true), int(true and not claimed))


def _judge_cuts(case: SeenCase, true: Sequence[float] | None, within: float) -> ClaimCounts:
    """Hard cuts; a cut that is told at a dissolve is no false one."""
    if true is None:
        return ClaimCounts(0, 0, 0)
    told = case.traits.cuts_s
    found = _count_near(true, told, within)
    soft = [t for t in told if _count_near([t], true, within) == 0]
    return ClaimCounts(found, len(soft) - _count_near(soft, case.label.dissolves_s, DISSOLVE_S), len(true) - found)


def _judge_dissolves(case: SeenCase) -> ClaimCounts:
    true = case.label.dissolves_s
    # What is told is not told apart by kind: a false dissolve counts as a false cut.
    hard = case.label.cuts_s or ()
    told = [t for t in case.traits.cuts_s if _count_near([t], hard, CUT_S) == 0]
    found = _count_near(true, told, DISSOLVE_S)
    return ClaimCounts(found, 0, len(true) - found)


def _count_near(times: Sequence[float], others: Sequence[float], within: float) -> int:
    return sum(any(abs(time - other) <= within for other in others) for time in times)


def _pair_up(cases: Iterable[SeenCase]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Pair the probability of every concept of every clip with its truth, where there is one."""
    pairs: list[tuple[float, bool]] = []
    names = (*load_concept_table().names, GREY)
    for case in cases:
        told = {scene.name: scene.probability for scene in case.traits.scenes}
        verdicts = ((name, case.label.judge_concept(name)) for name in names)
        pairs += [(told.get(name, 0.0), verdict) for name, verdict in verdicts if verdict is not None]
    return np.array([p for p, _ in pairs]), np.array([truth for _, truth in pairs], np.bool_)


def _average_precision(probabilities: NDArray[np.float64], truths: NDArray[np.bool_]) -> float | None:
    if not truths.any():
        return None
    ordered = truths[np.argsort(-probabilities, kind="stable")]
    return float((np.cumsum(ordered) / np.arange(1, len(ordered) + 1))[ordered].mean())


def _fill_bins(probabilities: NDArray[np.float64], truths: NDArray[np.bool_]) -> tuple[CalibrationBin, ...]:
    """Bins of equal width from the least probability that is kept of a clip on."""
    edges = np.linspace(0, 1, BINS + 1)
    inside = [(probabilities > low) & (probabilities <= high) for low, high in pairwise(edges)]
    inside.append(probabilities >= SURE_SCENE)
    return tuple(
        CalibrationBin(int(row.sum()), float(probabilities[row].mean()), float(truths[row].mean()))
        for row in inside
        if row.any()
    )


def _correlate_ranks(left: NDArray[np.float64], right: NDArray[np.int_]) -> float | None:
    """Spearman's correlation; None where one side does not vary."""
    from scipy.stats import spearmanr

    if len(set(left.tolist())) < 2 or len(set(right.tolist())) < 2:
        return None
    return float(spearmanr(left, right).statistic)
