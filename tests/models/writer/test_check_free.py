"""Reasons in the free style of a language model, labelled by hand: which claims they make, and which are wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from language.claims.extraction import About, Claim, extract_claims
from models.ranking.start_moment import StartMoment
from models.writer.fact_check.checker import check_reason
from models.writer.fact_check.claim_truth import is_claim_true
from models.writer.interface import ReasonFacts
from musechat.track import Section
from tests.musechat.made import CREDIT, UNKNOWN, find_clip_energy, made_clip, made_track

REASONS = [json.loads(line) for line in Path(__file__).with_name("free_reasons.jsonl").read_text("utf-8").splitlines()]
SLOW = made_track(
    "slow",
    title="Blue Door",
    artist="Mira Sol",
    energy=0.2,
    valence=0.2,
    brightness=0.25,
    tempo_bpm=72.0,
    key="D",
    mode="minor",
    duration_s=154.0,
    year=2014,
    licence=CREDIT,
    tags={"piano": 0.6, "strings": 0.4, "quiet": 0.5, "classical": 0.35},
)
BUSY = made_track(
    "busy",
    title="Neon Run",
    artist="DJ Hallo",
    energy=0.85,
    valence=0.8,
    brightness=0.8,
    tempo_bpm=128.0,
    key="A",
    mode="minor",
    vocals=True,
    vocal_score=0.9,
    duration_s=200.0,
    sections=(
        Section("intro", 0.0, 20.0, 0.3),
        Section("build", 20.0, 40.0, 0.5),
        Section("main", 40.0, 180.0, 0.9),
        Section("ending", 180.0, 200.0, 0.4),
    ),
    tags={"techno": 0.7, "electronic": 0.6, "synth": 0.5, "drums": 0.5, "female vocals": 0.4},
)
UNSURE = made_track(
    "unsure",
    title="Harbour",
    artist="Lena Voss",
    energy=0.5,
    tempo_confidence=0.2,
    key_confidence=0.2,
    vocals=None,
    licence=UNKNOWN,
    tags={"guitar": 0.4},
)
BEFORE_SLOW = made_track(
    "last",
    title="Night Bus",
    artist="Kato",
    energy=0.7,
    valence=0.75,
    brightness=0.7,
    tempo_bpm=122.0,
    vocals=True,
    tags={"drums": 0.5, "synth": 0.6},
)
BEFORE_BUSY = made_track(
    "last", title="Snow", artist="Ito", energy=0.15, valence=0.2, tempo_bpm=64.0, tags={"piano": 0.6}
)
DARK = made_clip(energy=find_clip_energy(0.2), brightness=0.2, warmth=0.3, cuts_s=(1.0,), cuts_per_minute=3.0)
VIVID = made_clip(energy=0.9, brightness=0.8, saturation=0.8, cuts_s=(1.0,), cuts_per_minute=60.0)
FACTS = {
    "piano": ReasonFacts(SLOW, StartMoment(40.0, 60.0, "main"), DARK, last=BEFORE_SLOW),
    "club": ReasonFacts(BUSY, StartMoment(24.0, 44.0, "build", 16.0), VIVID, last=BEFORE_BUSY),
    "unsure": ReasonFacts(UNSURE, StartMoment(18.0, 48.0, "main")),
}


def label(claim: Claim) -> str:
    about = "" if claim.about is About.TRACK else f" of {claim.about.value}"
    return f"{'not ' if claim.denied else ''}{claim.trait.value} {claim.value}{about}"


@pytest.mark.parametrize("row", REASONS, ids=lambda row: row["text"][:60])
def test_every_claim_is_read_and_every_wrong_one_noticed(row: dict[str, Any]) -> None:
    facts = FACTS[row["of"]]
    claims = extract_claims(row["text"], "en", facts.track.title, facts.track.artist)
    assert sorted(map(label, claims)) == sorted(row["claims"])
    assert {label(claim) for claim in claims if not is_claim_true(claim, facts)} == set(row["wrong"])
    assert check_reason(row["text"], facts).ok == (not row["wrong"])


ELSEWHERE = [
    json.loads(line)
    for line in Path(__file__).with_name("free_reasons_elsewhere.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ELSEWHERE, ids=lambda row: f"{row['language']} {row['text'][:50]}")
def test_free_reasons_in_other_languages(row: dict[str, Any]) -> None:
    facts = replace(FACTS[row["of"]], language=row["language"])
    said = [problem.said for problem in check_reason(row["text"], facts).problems]
    assert len(said) == len(row["wrong"]), said
    assert all(any(words in each for each in said) for words in row["wrong"]), said


VERDICTS = [
    json.loads(line) for line in Path(__file__).with_name("free_verdicts.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", VERDICTS, ids=lambda row: f"{row['ok']} {row['text'][:60]}")
def test_whole_reasons_are_shown_or_refused(row: dict[str, Any]) -> None:
    assert check_reason(row["text"], FACTS[row["of"]]).ok == row["ok"]
