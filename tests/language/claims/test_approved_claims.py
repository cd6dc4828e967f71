"""What free sentences and our own reasons claim, in five languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import tests.models.writer
from language.claims.extraction import Claim, extract_claims, refers_to_request
from language.texts import LANGUAGES
from models.writer.template import TemplateWriter
from tests.approval import compare_with_approved
from tests.models.writer.made_facts import made_facts

WRITTEN = Path(tests.models.writer.__file__).parent  # texts as language models write them
FILES = ("free_reasons", "free_reasons_elsewhere", "free_verdicts", "injections")
TITLE, ARTIST = "Blue Door", "Mira Sol"
REASONS = 40


def say_claim(claim: Claim) -> str:
    marks = [
        mark
        for mark, holds in (
            ("not", claim.denied),
            ("perhaps", claim.hedged),
            ("now", claim.changed),
        )
        if holds
    ]
    return " ".join((*marks, claim.trait, claim.value, "of", claim.about, repr(claim.words)))


def write_claims(text: str, language: str, title: str = TITLE, artist: str = ARTIST) -> str:
    said = "; ".join(say_claim(claim) for claim in extract_claims(text, language, title, artist))
    return f"{text} => {said}{' (as asked)' if refers_to_request(text, language) else ''}"


def iter_written(name: str) -> Iterator[str]:
    for line in (WRITTEN / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield write_claims(row["text"], row.get("language", "en"))


@pytest.mark.parametrize("name", FILES)
def test_written_texts_claim_as_approved(name: str) -> None:
    compare_with_approved(f"claims-{name.replace('_', '-')}", iter_written(name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_and_their_claims_are_as_approved(language: str) -> None:
    lines = []
    for facts in made_facts(language, REASONS, seed=3):
        reason = TemplateWriter().write_reason(facts)
        lines.append(write_claims(reason.text, language, facts.track.title, facts.track.artist))
    compare_with_approved(f"reasons-{language}", lines)
