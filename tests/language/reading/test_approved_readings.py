"""How our own messages are read, whole: every change of a rule shows which of them it reads otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from language.reading import Reading, eras_in_words, read_words
from musechat.brief import Brief, BriefChange
from musechat.wish import Wish
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import CASES, NAMES, parse_case
from research.training.member_messages import load_messages
from tests.approval import compact, compare_with_approved
from tests.language.reading.test_fresh_messages import load_fresh_messages
from tests.musechat.made import made_clip

RARER = Path(__file__).with_name("rarer_messages.txt")  # kinds that the others lack
EVERY = 6  # of the messages written for the classifier, one in so many
CLIP = made_clip(energy=0.45)
SPELLED = 4  # how many readings go into one brief


@pytest.fixture(autouse=True)
def _in_one_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count ages ("not older than ten years") from one year, whenever the tests run."""
    monkeypatch.setattr(eras_in_words, "find_year", lambda: 2026)


def say_reading(words: str, reading: Reading) -> str:
    """Say all that a reading holds, an act's words only where they are a part of the message."""
    acts = ", ".join(compact(replace(act, text="" if act.text == words else act.text)) for act in reading.acts)
    said = [_say_change(change) for change in reading.events]
    return f"{' + '.join(said)} {compact(replace(reading, acts=(), events=()))} [{acts}]"


def _say_change(change: BriefChange) -> str:
    return change.op + " " + (compact(change.ref) if change.wish is None else _say_wish(change.wish))


def _say_wish(wish: Wish) -> str:
    return f"{wish.force} {wish.facet} {compact(wish.value)} {wish.said!r}"


def list_rows() -> Iterator[dict[str, object]]:
    for line in CASES.read_text("utf-8").splitlines():
        yield json.loads(line)


@pytest.mark.parametrize("half", ["tune", "test", "last"])
def test_own_cases_are_read_as_approved(half: str) -> None:
    cases = [parse_case(row) for row in list_rows() if row["half"] == half]
    readings = [(case.words, read_words(case.words, LAST, case.brief, NAMES)) for case in cases]
    compare_with_approved(f"readings-{half}", _write(readings))


def test_a_first_message_is_read_as_approved() -> None:
    words = [str(row["words"]) for row in list_rows() if row["half"] == "test"]
    compare_with_approved(
        "readings-first", _write((each, read_words(each, None, Brief(), NAMES, CLIP)) for each in words)
    )


@pytest.mark.parametrize("known", [True, False], ids=["refining", "first"])
def test_rarer_messages_are_read_as_approved(known: bool) -> None:
    words = RARER.read_text("utf-8").splitlines()
    last, clip = (LAST, None) if known else (None, CLIP)
    readings = ((each, read_words(each, last, Brief(), NAMES, clip)) for each in words)
    compare_with_approved(f"readings-rarer-{'refining' if known else 'first'}", _write(readings))


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ja"])
def test_members_messages_are_read_as_approved(language: str) -> None:
    words = [message.text for message in load_messages(language)[::EVERY]]
    words += [message.words for message in load_fresh_messages() if message.language == language]
    compare_with_approved(
        f"readings-{language}", _write((each, read_words(each, LAST, Brief(), NAMES)) for each in words)
    )


def test_wishes_that_follow_each_other_stand_as_approved() -> None:
    words = [str(row["words"]) for row in list_rows() if not row.get("standing")]
    lines = []
    for first in range(0, len(words), SPELLED):
        brief = Brief()
        for turn, each in enumerate(words[first : first + SPELLED], 1):
            brief = brief.apply_changes(read_words(each, LAST, brief, NAMES).events, turn_seq=turn)
        standing = ", ".join(f"{s.turn_seq}: {_say_wish(s.wish)}" for s in brief.standing)
        lines.append(f"{' / '.join(words[first : first + SPELLED])} => {standing}")
    compare_with_approved("briefs", lines)


def _write(readings: Iterable[tuple[str, Reading]]) -> Iterator[str]:
    for words, reading in readings:
        yield f"{words} => {say_reading(words, reading)}"
