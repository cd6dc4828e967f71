"""Calibration: the share of true findings by score, and the bound that may be counted on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from language.certainty import HEDGED_FROM, PLAIN_FROM, parse_calibration
from musechat.errors import BadInput
from musechat.track import Tag
from research.evaluation.hearing.calibration_fit import (
    bound_tail,
    cross_validate,
    fit_calibration,
    fit_isotonic,
    fit_steps,
    format_table,
    measure_error,
)
from research.evaluation.hearing.evidence import Finding, iter_findings, read_findings, write_findings
from research.evaluation.hearing.judged_findings import iter_judged_findings
from research.evaluation.hearing.truth import TrackTruth
from tests.musechat.made import made_track


def _find(score: float, right: bool, project: str = "a", kind: str = "instrument", name: str = "piano") -> Finding:
    return Finding("tagger", kind, name, project, score, right)


def _spread(count: int, right: bool, projects: str = "abcd", score: float = 0.5) -> list[Finding]:
    return [_find(score, right, projects[n % len(projects)]) for n in range(count)]


def test_an_isotonic_fit_rises_and_pools_what_does_not() -> None:
    right = np.array([0.0, 1.0, 0.0, 1.0, 1.0])
    fitted = fit_isotonic(np.array([0.1, 0.2, 0.3, 0.4, 0.5]), right, np.ones(5))
    assert (np.diff(fitted) >= 0).all()
    assert fitted[1] == fitted[2] == pytest.approx((1 + 0.5) / 3)
    assert fitted[0] < fitted[1] < fitted[-1] < 1.0  # few findings never make it certain


def test_few_right_findings_may_be_guessed_and_many_said() -> None:
    few, many = _spread(12, True), _spread(200, True)
    assert HEDGED_FROM <= bound_tail(few, np.ones(12)) < PLAIN_FROM
    assert bound_tail(many, np.ones(200)) >= PLAIN_FROM
    assert bound_tail(_spread(3, True), np.ones(3)) < HEDGED_FROM


def test_no_project_carries_a_claim_alone() -> None:
    assert bound_tail(_spread(200, True, "a"), np.ones(200)) == 0.0
    assert HEDGED_FROM <= bound_tail(_spread(200, True, "ab"), np.ones(200)) < PLAIN_FROM
    # One large project where it works hides others where it does not.
    mixed = [*_spread(200, True, "a"), *_spread(6, True, "bc"), *_spread(4, False, "bc")]
    assert bound_tail(mixed, np.ones(len(mixed))) < HEDGED_FROM


def test_a_high_tail_does_not_carry_the_low_end() -> None:
    steps = fit_steps([*_spread(40, False, score=0.2), *_spread(200, True, score=0.8)])
    assert steps[0].score == 0.2
    assert steps[0].bound < 0.05
    assert steps[-1].bound >= PLAIN_FROM
    assert [step.bound for step in steps] == sorted(step.bound for step in steps)


def test_voices_are_weighed_alike_however_rare_they_are() -> None:
    # 90 unsung and 10 sung tracks that all look unsung: "no vocals" is right in nine of ten, and worth nothing.
    found = [Finding("analysis", "vocals", "none", "abcd"[n % 4], 0.9, n >= 10) for n in range(100)]
    (step,) = fit_steps(found)
    assert step.estimate == pytest.approx(0.5, abs=0.02)
    assert step.bound < HEDGED_FROM


def test_a_project_is_judged_by_a_table_without_it() -> None:
    found = [*_spread(60, True, "abc"), *_spread(20, False, "d")]
    tables = cross_validate(found)
    concept = ("tagger", "instrument", "piano")
    assert tables["d"].bound_score(concept, 0.5) > tables["a"].bound_score(concept, 0.5)
    assert set(tables) == set("abcd")


def test_a_table_is_written_as_it_is_read() -> None:
    fitted = fit_calibration([*_spread(40, True), *[_find(0.3, False, name="hip-hop", kind="genre") for _ in range(5)]])
    text = format_table(fitted, {"listening": "listen-9"})
    table = parse_calibration(tomllib.loads(text))
    assert table.steps == fitted.steps
    assert table.about == {"listening": "listen-9"}


def test_a_concept_with_hardly_any_findings_gets_no_entry() -> None:
    assert fit_calibration(_spread(3, True)).steps == {}


def test_the_calibration_error_is_the_distance_from_what_was_stated() -> None:
    assert measure_error([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0.0)
    assert measure_error([0.95] * 10, [False] * 10) == pytest.approx(0.95)
    assert np.isnan(measure_error([], []))


def test_findings_of_a_track_whose_truth_is_known() -> None:
    truth = TrackTruth(
        Path("a"),
        "p",
        "score",
        tempo_bpm=60.0,
        key="C major",
        families={"piano": 1.0},
        voice=False,
        genres=frozenset({"jazz"}),
    )
    track = made_track(
        tempo_bpm=120.0,
        tempo_confidence=0.7,
        tags={"piano": 0.5, "guitar": 0.4, "jazz": 0.3, "mellow": 0.9},
        vocal_score=0.1,
    )
    found = {(f.kind, f.name): (round(f.score, 4), f.right) for f in iter_findings(track, truth)}
    assert found == {
        ("instrument", "piano"): (0.5, True),
        ("instrument", "guitar"): (0.4, False),
        ("genre", "jazz"): (0.3, True),
        ("tempo", "exact"): (0.7, False),
        ("tempo", "octave"): (0.7, True),
        ("key", "exact"): (0.8, True),
        ("vocals", "any"): (0.1, False),
        ("vocals", "none"): (0.9, True),
    }


def test_what_the_owner_wrote_is_no_finding_and_a_probability_counts() -> None:
    truth = TrackTruth(Path("a"), "p", "score", families={"piano": 1.0})
    tags = (Tag("piano", 1.0, "file"), Tag("piano", 0.2, "analyser", probability=0.9))
    track = replace(made_track(tempo_bpm=None, key=None), tags=tags)
    (found,) = iter_findings(track, truth)
    assert (found.source, found.score, found.right) == ("analyser", 0.9, True)


def test_findings_of_other_runs_are_read_back(tmp_path: Path) -> None:
    found = [_find(0.25, True), _find(0.5, False, "b")]
    write_findings(tmp_path / "f.csv", found)
    assert read_findings(tmp_path / "f.csv") == found
    (tmp_path / "g.csv").write_text("source,kind\ntagger,genre\n")
    with pytest.raises(BadInput, match="lacks"):
        read_findings(tmp_path / "g.csv")


class _Curve:
    def estimate(self, *values: float) -> float:
        return values[0]


class _Stated:
    tempo = _Curve()
    tags = {"piano": _Curve()}  # noqa: RUF012

    def judge_key(self, key: NDArray[np.float64]) -> float:
        return float(key.max())


@dataclass
class _Piece:
    project: str = "a/b"
    tempo_right: bool | None = False
    tempo_right_by_octave: bool | None = True
    tempo_signs: tuple[float, ...] | None = (0.8, 1.0)
    key_score: float | None = 0.5
    key: NDArray[np.float64] = field(default_factory=lambda: np.full(24, 0.3))
    presence: dict[str, tuple[float, ...]] = field(default_factory=lambda: {"piano": (0.6,), "harp": (0.9,)})
    truth: dict[str, bool | None] = field(default_factory=lambda: {"piano": True, "harp": True})


def test_findings_of_a_training_that_held_projects_out() -> None:
    found = {
        (f.source, f.kind, f.name): (round(f.score, 3), f.right) for f in iter_judged_findings([_Piece()], _Stated())
    }
    assert found == {
        ("analysis", "tempo", "exact"): (0.8, False),
        ("analysis", "tempo", "octave"): (0.8, True),
        ("analysis", "key", "exact"): (0.3, False),
        ("analyser", "instrument", "piano"): (0.6, True),  # of a harp nothing was stated
    }
    unknown = _Piece(tempo_signs=None, key_score=None, presence={"piano": (0.0,)}, truth={"piano": True})
    assert not list(iter_judged_findings([unknown], _Stated()))
