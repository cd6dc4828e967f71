"""One evaluation of hearing: what is said of tracks under several rules of certainty, judged by independent truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from language.certainty import Calibration, find_kind, load_calibration, use_calibration
from language.claims.meanings import Trait
from models.writer.interface import Writer
from research.evaluation.hearing.calibration_fit import cross_validate, fit_calibration, measure_error
from research.evaluation.hearing.claim_figures import (
    HearingCase,
    count_by_concept,
    measure_claims,
    measure_family_recall,
    measure_traits_found,
)
from research.evaluation.hearing.evidence import Finding, iter_findings
from research.evaluation.hearing.listening import HeardTrack
from research.evaluation.hearing.spoken_claims import ABOUT, CARD, SaidClaims, collect_claims
from research.evaluation.hearing.truth import OTHER_PROJECTS, TrackTruth
from research.fixed_thresholds import make_fixed_thresholds

FIXED, APART, SHIPPED = "fixed thresholds", "calibrated apart", "as shipped"
RULES = {
    FIXED: "named from a fixed score or confidence on, as before anything was calibrated",
    APART: "what is said of a project is decided by a table that was fitted without that project",
    SHIPPED: "what members read; the shipped table was fitted to these very tracks",
}
CARD_TAG, REASON_TAG = 0.3, 0.15  # scores from which cards and reasons named a tag
Json = dict[str, Any]
Told = Callable[[str, float], None]


@dataclass(frozen=True)
class StatedFinding:
    """A finding with the probability that is stated for it."""

    finding: Finding
    stated: float


@dataclass(frozen=True)
class HearingRun:
    """Tracks whose truth is known, as heard.

    Attributes:
        truths: what is certain of each track.
        heard: what was heard in each, in the same order.
        extra: findings of other runs, such as of a training that held these projects out.
        learnt: projects that listening learnt from: nothing is calibrated on them but what ``extra`` brings.

    """

    truths: Sequence[TrackTruth]
    heard: Sequence[HeardTrack]
    extra: Sequence[Finding] = ()
    learnt: frozenset[str] = frozenset()

    @cached_property
    def findings(self) -> list[Finding]:
        """Every finding whose truth is known."""
        pairs = zip(self.truths, self.heard, strict=True)
        unseen = ((truth, heard) for truth, heard in pairs if truth.project not in self.learnt)
        return [*self.extra, *(found for truth, heard in unseen for found in iter_findings(heard.track, truth))]

    @cached_property
    def tables(self) -> dict[str, Calibration]:
        """A calibration for each project, fitted without it."""
        return cross_validate(self.findings)

    def make_cases(self, rule: str, writer: Writer, told: Told = lambda *_: None) -> list[HearingCase]:
        """Collect what is said of every track under one of :data:`RULES`."""
        cases = []
        for number, (truth, heard) in enumerate(zip(self.truths, self.heard, strict=True), 1):
            said = self._collect_said(rule, truth, heard, writer)
            traits = heard.track.traits
            key = f"{traits.key} {traits.mode}" if traits.key else None
            cases.append(HearingCase(truth, said, traits.tempo_bpm, key))
            told(rule, number / len(self.truths))
        return cases

    def _collect_said(self, rule: str, truth: TrackTruth, heard: HeardTrack, writer: Writer) -> SaidClaims:
        if rule == FIXED:
            return _collect_by_fixed_scores(heard, writer)
        apart = self.tables.get(truth.project) or fit_calibration(self.findings)
        with use_calibration(load_calibration() if rule == SHIPPED else apart):
            return collect_claims([heard], writer)[0]

    def state_probabilities(self) -> dict[str, dict[str, list[StatedFinding]]]:
        """What is stated of each kind of finding: scores as they are, and calibrated apart from their project."""
        found: dict[str, dict[str, list[StatedFinding]]] = {"scores": {}, APART: {}}
        for finding in self.findings:
            kind = f"{finding.source}: {finding.kind}"
            found["scores"].setdefault(kind, []).append(StatedFinding(finding, min(1.0, finding.score)))
            step = self.tables.get(finding.project, Calibration({})).find_step(finding.concept, finding.score)
            if step is not None:
                found[APART].setdefault(kind, []).append(StatedFinding(finding, step.estimate))
        return found

    def list_untested_tags(self) -> dict[str, int]:
        """Tags that listening found of these or other tracks, but that no truth here settles: by how many tracks."""
        tested = {(finding.kind, finding.name) for finding in self.findings}
        counts: dict[str, int] = {}
        for heard in self.heard:
            for tag in heard.track.tags:
                kind = find_kind(tag.name)
                if tag.source not in ("file", "analysis") and kind and (kind, tag.name) not in tested:
                    counts[tag.name] = counts.get(tag.name, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def make_report(self, cases: dict[str, list[HearingCase]]) -> Json:
        """Gather all figures: of every rule, over all tracks and over those of other projects alone."""
        subsets: dict[str, Callable[[HearingCase], bool]] = {
            "all": lambda _: True,
            "other projects": is_of_other_project,
        }
        stated = self.state_probabilities()
        first = next(iter(cases.values()))
        return {
            "tracks": len(self.truths),
            "projects": len({truth.project for truth in self.truths}),
            "found": {
                source: asdict(measure_traits_found([case for case in first if source in _name_sources(case)]))
                for source in ("all", "score", "composed")
            },
            "claims": {
                rule: {
                    subset: _measure_places([case for case in each if keep(case)]) for subset, keep in subsets.items()
                }
                for rule, each in cases.items()
            },
            "concepts": {
                rule: {
                    place: {
                        trait.value: count_by_concept(each, place, trait) for trait in (Trait.INSTRUMENT, Trait.GENRE)
                    }
                    for place in ABOUT
                }
                for rule, each in cases.items()
            },
            "families named": {rule: measure_family_recall(each, "card") for rule, each in cases.items()},
            "calibration error": {
                name: {
                    kind: measure_error([s.stated for s in each], [s.finding.right for s in each])
                    for kind, each in kinds.items()
                }
                for name, kinds in stated.items()
            },
            "only taggers judge": self.list_untested_tags(),
        }


def _collect_by_fixed_scores(heard: HeardTrack, writer: Writer) -> SaidClaims:
    """Collect what was said before: cards were more careful with tags than reasons, and named no style."""
    with use_calibration(make_fixed_thresholds(REASON_TAG)):
        said = collect_claims([heard], writer)[0]
    with use_calibration(make_fixed_thresholds(CARD_TAG)):
        card = collect_claims([heard], writer)[0].by_place[CARD]
    named = tuple(claim for claim in card if claim.trait is not Trait.GENRE)
    return SaidClaims({**said.by_place, CARD: named}, said.reason)


def _name_sources(case: HearingCase) -> tuple[str, str]:
    return "all", case.truth.source


def _measure_places(cases: Sequence[HearingCase]) -> dict[str, list[Json]]:
    return {place: [asdict(row) for row in measure_claims(cases, place)] for place in ABOUT}


def is_of_other_project(case: HearingCase) -> bool:
    """Whether a track lies in the folder of other projects, which nothing was trained on."""
    return OTHER_PROJECTS in case.truth.path.parts


def draw_reliability(stated: dict[str, dict[str, list[StatedFinding]]], path: Path, bins: int = 8) -> Path:
    """Draw, for each kind of finding, the share of true ones over what was stated.

    Raises:
        BadInput: ``no-matplotlib`` where matplotlib is not installed.

    """
    import numpy as np

    from research.plotting import pyplot

    plt = pyplot()
    kinds = sorted({kind for each in stated.values() for kind in each})
    columns = 3
    rows = -(-len(kinds) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(9, 3 * rows), squeeze=False, layout="constrained")
    for axis in axes.flat[len(kinds) :]:
        axis.set_axis_off()
    for axis, kind in zip(axes.flat, kinds, strict=False):
        axis.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle=":")
        for name, colour in (("scores", "#c04d3a"), (APART, "#5b7fb4")):
            found = stated.get(name, {}).get(kind, [])
            if not found:
                continue
            told = np.array([each.stated for each in found])
            right = np.array([each.finding.right for each in found], float)
            place = np.minimum((told * bins).astype(int), bins - 1)
            used = [n for n in range(bins) if (place == n).any()]
            sizes = [4 + 60 * float((place == n).mean()) for n in used]
            points = [(told[place == n].mean(), right[place == n].mean()) for n in used]
            axis.plot(*zip(*points, strict=True), color=colour, linewidth=1, label=name)
            axis.scatter(*zip(*points, strict=True), color=colour, s=sizes)
        axis.set_title(f"{kind} ({len(stated['scores'].get(kind, []))})", fontsize=9)
        axis.set_xlim(0, 1)
        axis.set_ylim(0, 1)
    axes.flat[0].legend(fontsize=8, loc="upper left")
    figure.supxlabel("stated", fontsize=9)
    figure.supylabel("true by independent truth", fontsize=9)
    figure.savefig(path, dpi=110)
    plt.close(figure)
    return path
