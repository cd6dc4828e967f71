"""Claims of cards and reasons under several rules, judged by truth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from language.claims.extraction import About, Claim
from language.claims.meanings import ClaimMeaning, Trait, parse_idea
from models.writer.template import TemplateWriter
from research.evaluation.hearing.claim_figures import count_by_concept, measure_claims, measure_share
from research.evaluation.hearing.hearing_run import APART, FIXED, SHIPPED, HearingRun, draw_reliability
from research.evaluation.hearing.listening import HeardTrack
from research.evaluation.hearing.truth import TrackTruth
from research.evaluation.hearing.verdicts import is_octave_right, is_tempo_right, judge_claim, score_key
from tests.musechat.made import made_track

PIANO = {"piano": 1.0}


def _make_run(count: int = 60) -> HearingRun:
    """Pianos that are tagged so at 0.5, of four projects; every tenth of the low scores is none."""
    truths, heard = [], []
    for n in range(count):
        project, there = "abcd"[n // 2 % 4], n % 2 == 0
        families = PIANO if there else {"guitar": 1.0}
        truths.append(
            TrackTruth(
                Path(f"/data/{'more/' if project == 'd' else ''}{n}.ogg"), project, "score", 120.0, "C major", families
            )
        )
        track = made_track(str(n), tags={"piano": 0.5 if there else 0.16}, tempo_bpm=120.0 if n % 3 else 90.0)
        heard.append(HeardTrack(track, np.zeros(4, np.float32)))
    return HearingRun(truths, heard)


def test_a_table_fitted_apart_keeps_what_proves_wrong_unsaid() -> None:
    run = _make_run()
    figures = {
        rule: {row.kind: row for row in measure_claims(run.make_cases(rule, TemplateWriter()), "reason")}
        for rule in (FIXED, APART)
    }
    before, after = figures[FIXED]["instruments"], figures[APART]["instruments"]
    assert (before.judged, before.right) == (60, 30)
    # Thirty findings of four projects are too few to say it plainly: it is a guess, and right.
    assert after.judged == 0
    assert after.hedged == (30, 30)
    assert figures[FIXED]["tempo"].right == 40
    assert figures[APART]["tempo"].said == 0
    assert figures[APART]["tempo"].silent == 1.0


def test_projects_that_listening_learnt_from_are_not_calibrated_on() -> None:
    run = replace(_make_run(), learnt=frozenset("ab"))
    assert {finding.project for finding in run.findings} == {"c", "d"}
    assert len(run.make_cases(APART, TemplateWriter())) == 60


@pytest.mark.slow
def test_the_report_has_every_rule_place_and_subset(tmp_path: Path) -> None:
    run = _make_run(24)
    report = run.make_report({rule: run.make_cases(rule, TemplateWriter()) for rule in (FIXED, APART, SHIPPED)})
    assert report["projects"] == 4
    assert set(report["claims"]) == {FIXED, APART, SHIPPED}
    assert set(report["claims"][FIXED]) == {"all", "other projects"}
    others = {row["kind"]: row for row in report["claims"][FIXED]["other projects"]["card"]}
    assert others["tempo"]["known"] == 6
    assert report["found"]["all"]["key_exact"]["mean"] == 1.0
    assert report["calibration error"]["scores"].keys() >= {"tagger: instrument", "analysis: tempo"}
    pytest.importorskip("matplotlib")
    assert draw_reliability(run.state_probabilities(), tmp_path / "r.png").stat().st_size > 1000


def test_tags_that_no_truth_settles_are_named() -> None:
    run = _make_run(4)
    heard = [HeardTrack(made_track(tags={"mellow": 0.5, "piano": 0.5}), each.vector) for each in run.heard]
    assert replace(run, heard=heard).list_untested_tags() == {"mellow": 4}


def test_claims_are_counted_by_what_they_name() -> None:
    cases = _make_run(8).make_cases(FIXED, TemplateWriter())
    assert count_by_concept(cases, "reason", Trait.INSTRUMENT) == {"piano": (4, 4, 0)}


def test_shares_are_resampled_by_project() -> None:
    share = measure_share([(1, 1), (0, 1), (1, 1), (0, 0)], ["a", "b", "a", "c"], 0)
    assert share is not None
    assert share.mean == pytest.approx(2 / 3)
    assert (share.low, share.high) == (0.0, 1.0)
    assert measure_share([(0, 0)], ["a"], 0) is None


# -- verdicts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bpm", "right", "octave"),
    [(100.0, True, True), (103.9, True, True), (104.1, False, False), (50.0, False, True), (198.0, False, True),
     (300.0, False, True), (150.0, False, False)],
)  # fmt: skip
def test_tempos_within_four_percent_and_with_octaves(bpm: float, right: bool, octave: bool) -> None:
    assert is_tempo_right(bpm, 100.0) is right
    assert is_octave_right(bpm, 100.0) is octave


@pytest.mark.parametrize(
    ("said", "true", "score"),
    [("C major", "C major", 1.0), ("G major", "C major", 0.5), ("F major", "C major", 0.5), ("A minor", "C major", 0.3),
     ("C minor", "C major", 0.2), ("C major", "A minor", 0.3), ("D major", "C major", 0.0), ("E minor", "C major", 0.0)],
)  # fmt: skip
def test_keys_are_scored_as_in_mirex(said: str, true: str, score: float) -> None:
    assert score_key(said, true) == score


def _claim(meaning: ClaimMeaning, denied: bool = False) -> Claim:
    return Claim(meaning, About.TRACK, denied, meaning.value)


def test_claims_are_judged_where_truth_settles_them() -> None:
    truth = TrackTruth(
        Path("a"), "p", "composed", 100.0, "C major", PIANO, voice=False, genres=frozenset({"jazz"}),
        moods=frozenset({"sad"}), energy=0.3,
    )  # fmt: skip
    unknown = TrackTruth(Path("a"), "p", "composed")
    verdicts = [
        (ClaimMeaning(Trait.INSTRUMENT, "piano"), True), (ClaimMeaning(Trait.INSTRUMENT, "guitar"), False),
        (ClaimMeaning(Trait.GENRE, "jazz"), True), (ClaimMeaning(Trait.BPM, "102"), True),
        (ClaimMeaning(Trait.BPM, "150"), False), (ClaimMeaning(Trait.KEY, "C major"), True),
        (ClaimMeaning(Trait.KEY, "minor"), None), (ClaimMeaning(Trait.VOCALS, "none"), True),
        (ClaimMeaning(Trait.VOCALS, "any"), False), (ClaimMeaning(Trait.VOCALS, "female"), None),
        (parse_idea("track.sombre"), True), (parse_idea("track.cheerful"), False), (parse_idea("track.calm"), True),
        (parse_idea("track.driving"), False), (parse_idea("track.bright-sounding"), None),
        (ClaimMeaning(Trait.LENGTH, "short"), None),
    ]  # fmt: skip
    for meaning, true in verdicts:
        assert judge_claim(_claim(meaning), truth) is true, meaning
        assert judge_claim(_claim(meaning), unknown) is None, meaning
    assert judge_claim(_claim(ClaimMeaning(Trait.INSTRUMENT, "guitar"), denied=True), truth) is True
