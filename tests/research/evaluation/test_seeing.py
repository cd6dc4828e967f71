"""The judge of what watching says: counts, reliability and calibration on cases with a known answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.scenes.concept_table import load_concept_table
from models.scenes.evidence import ClipEvidence, SceneCalibration, estimate_probabilities
from musechat.clip import ClipTraits, SceneScore
from research.evaluation.seeing import ClaimCounts, SeenCase, measure_seeing, recalibrate_cases
from research.evaluation.seeing_calibration import fit_calibration
from research.evaluation.seeing_cases import LabelledClip, find_clips, load_labelled_clips
from research.evaluation.seeing_chart import draw_reliability
from tests.store.made import clip_traits

TABLE = load_concept_table()


def label(name: str = "sea", **changes: Any) -> LabelledClip:
    empty: frozenset[str] = frozenset()
    made = LabelledClip(name, "a", "A", False, frozenset({"coast"}), empty, (), (), False, False, 2)
    return replace(made, **changes)


def case(clip: LabelledClip | None = None, scenes: dict[str, float] | None = None, **traits: Any) -> SeenCase:
    told = tuple(SceneScore(name, p) for name, p in (scenes or {}).items())
    quiet: dict[str, Any] = {"speech": 0.0, "music": 0.0, "cuts_s": (), "cuts_per_minute": 0.0}
    made: ClipTraits = clip_traits(scenes=told, **(quiet | traits))
    return SeenCase("first", clip or label(), made)


def test_only_sure_concepts_are_claims() -> None:
    found = measure_seeing([case(scenes={"coast": 0.95, "kitchen": 0.92, "dog": 0.89})]).claims
    assert found["place"] == ClaimCounts(1, 1, 0)
    assert found["subject"] == ClaimCounts(0, 0, 0)
    assert measure_seeing([case(scenes={"coast": 0.5})]).claims["place"] == ClaimCounts(0, 0, 1)


def test_what_could_be_said_is_neither_right_nor_wrong() -> None:
    vague = label(maybe=frozenset({"sky"}), people=None)
    found = measure_seeing([case(vague, {"sky": 0.99, "people": 0.99})])
    assert found.claims["place"] == ClaimCounts(0, 0, 1)
    assert found.claims["people"] == found.claims["subject"] == ClaimCounts(0, 0, 0)


def test_cuts_and_dissolves_are_found_where_they_are() -> None:
    cut = label(cuts_s=(2.0, 5.0), dissolves_s=(8.0,))
    found = measure_seeing([case(cut, cuts_s=(2.1, 7.5, 9.9))]).claims
    assert found["cuts"] == ClaimCounts(1, 1, 1)  # 9.9 is false, 7.5 stands for the dissolve
    assert found["dissolves"] == ClaimCounts(1, 0, 0)
    unclear = measure_seeing([case(label(cuts_s=None), cuts_s=(1.0,))]).claims
    assert unclear["cuts"] == ClaimCounts(0, 0, 0)


def test_speech_and_music_are_judged_as_they_are_told() -> None:
    found = measure_seeing([case(label(speech=True), speech=0.1, music=0.7), case(label(music=None), music=0.9)]).claims
    assert found["speech"] == ClaimCounts(0, 0, 1)
    assert found["music"] == ClaimCounts(0, 1, 0)
    assert found["speech"].precision is None
    assert found["speech"].recall == 0.0


def test_ranking_reliability_and_pace() -> None:
    cases = [
        case(label("a", pace=1), {"coast": 0.9, "lake": 0.3}, energy=0.1),
        case(label("b", pace=3, project="b"), {"lake": 0.8, "coast": 0.7}, energy=0.5),
        case(label("c", pace=5, project="b"), {"lake": 0.9, "river": 0.8, "sky": 0.7, "coast": 0.6}, energy=0.9),
    ]
    found = measure_seeing(cases)
    assert (found.clips, found.first_right, found.three_right, found.with_scenes) == (3, 1, 2, 3)
    assert found.pace_agreement == pytest.approx(1.0)
    assert measure_seeing(cases[:1]).pace_agreement is None
    assert found.by_project["b"] == ClaimCounts(0, 1, 2)
    sure = found.bins[-1]
    assert (sure.count, sure.true) == (2, 0.5)
    assert sure.foretold == pytest.approx(0.9)
    assert 0 < (found.average_precision or 0) < 1


def test_a_calibration_is_found_again() -> None:
    truth = SceneCalibration(bias=2.0, score=1.5, breadth=-0.4)
    rng = np.random.default_rng(4)
    cases = []
    for number in range(60):
        shape = len(TABLE.names)
        evidence = ClipEvidence(rng.uniform(0.003, 1, shape), rng.uniform(0.001, 0.2, shape), np.ones(shape, np.bool_))
        logits = 2.0 + 1.5 * np.log(evidence.score) - 0.4 * np.log(evidence.breadth)
        shown = rng.uniform(size=shape) < 1 / (1 + np.exp(-logits))
        scenes = frozenset(name for name, there in zip(TABLE.names, shown, strict=True) if there)
        clip = label(f"clip{number}", project=str(number), people="people" in scenes, scenes=scenes)
        cases.append(SeenCase("first", clip, clip_traits(), evidence))
    found = fit_calibration(cases)
    assert found.bias == pytest.approx(truth.bias, abs=0.3)
    assert found.score == pytest.approx(truth.score, abs=0.15)
    assert found.breadth == pytest.approx(truth.breadth, abs=0.1)
    judged = recalibrate_cases(cases, found)[0]
    assert judged.evidence is not None
    best = float(estimate_probabilities(judged.evidence, found).max())
    assert judged.traits.scenes[0].probability == pytest.approx(best, abs=1e-3)


def test_nothing_is_learnt_from_what_may_only_be_measured() -> None:
    evidence = ClipEvidence(np.ones(len(TABLE.names)), np.ones(len(TABLE.names)), np.ones(len(TABLE.names), np.bool_))
    with pytest.raises(ValueError, match="no clip to learn from"):
        fit_calibration([SeenCase("first", label(reuse="C"), clip_traits(), evidence)])


def test_every_real_clip_is_labelled(shared_data: Path) -> None:
    files = {path.stem for folder in ("videos", "more/videos") for path in (shared_data / folder).glob("*.mp4")}
    assert files <= load_labelled_clips().keys()
    assert {part for part, _, _ in find_clips(shared_data)} <= {"first", "more"}


def test_the_diagram_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    draw_reliability(tmp_path / "seeing.png", measure_seeing([case(scenes={"coast": 0.95, "lake": 0.3})]).bins)
    assert (tmp_path / "seeing.png").read_bytes().startswith(b"\x89PNG")
