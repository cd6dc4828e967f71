"""The messages that the reader is taught: whole, varied, in five languages, and none of those that judge it."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from research.training.member_messages import (
    INTENTS,
    LANGUAGES,
    SCALES,
    LabelledMessage,
    load_messages,
    load_wishes,
    parse_section,
)


@pytest.fixture(scope="module")
def messages() -> list[LabelledMessage]:
    return [message for language in LANGUAGES for load in (load_messages, load_wishes) for message in load(language)]


def fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum() or ord(c) > 0x2000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_is_there_in_every_language(language: str, messages: list[LabelledMessage]) -> None:
    counts = Counter(act.intent for m in messages if m.language == language for act in m.acts)
    assert set(counts) == INTENTS
    assert sum(counts.values()) > 850
    assert min(counts.values()) >= 20, counts


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wanted_and_what_is_not_is_there_for_every_concept(
    language: str, messages: list[LabelledMessage]
) -> None:
    labelled = [m for m in messages if m.language == language and m.wishes is not None]
    assert len(labelled) > 4000
    counts = Counter((wish.name, wish.sign) for m in labelled for wish in m.wishes or ())
    names = {name for name, _ in counts} - SCALES
    assert len(names) == 170  # "instrumental" is no vocals
    assert min(counts[name, sign] for name in names for sign in (1, -1)) >= 2
    assert min(counts[scale, sign] for scale in SCALES for sign in (1, -1)) >= 2, counts


def test_no_message_stands_twice(messages: list[LabelledMessage]) -> None:
    counts = Counter((m.language, m.text, m.wishes is None) for m in messages)
    assert [key for key, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("head", ["[praise]", "[question colour]", "[edit]", "[wish+nothing]", "[thanks tempo]"])
def test_unknown_sections_are_refused(head: str) -> None:
    with pytest.raises(ValueError, match="no such section"):
        parse_section(head)


def test_a_message_before_any_section_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("# a head\nhello\n[thanks]\nty\n")
    with pytest.raises(ValueError, match="before the first section"):
        load_messages("en", tmp_path)


def test_none_of_the_messages_that_judge_is_taught(messages: list[LabelledMessage], shared_data: Path) -> None:
    judging = shared_data.parent / "cases" / "messages" / "given.jsonl"
    if not judging.is_file():
        pytest.skip(f"the labelled messages are not here: {judging} is missing")
    kept = {fold(json.loads(line)["text"]) for line in judging.read_text(encoding="utf-8").splitlines()}
    assert [m.text for m in messages if fold(m.text) in kept] == []
