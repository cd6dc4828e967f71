"""Messages of threads in five languages, written before the reader was tried on them, with what stood before each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from research.evaluation.messages import load_messages, predict_messages

FRESH = {  # files, how many each holds, and how many of a language only the network that rules ask reads, at most
    "fresh_thread_messages.jsonl": (64, 0),
    "fresh_conversation_messages.jsonl": (60, 0),
    "fresh_stranger_messages.jsonl": (200, 4),
    "fresh_later_messages.jsonl": (100, 4),
    "fresh_last_messages.jsonl": (50, 4),
}


def load_fresh(name: str) -> list[dict[str, Any]]:
    return list(load_messages(Path(__file__).with_name(name)))


def is_read_well(row: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether intent and stay are those of a fair reading; the slots are scored elsewhere, see docs/reading.md."""
    fair = [row, *row.get("also", [])]
    return any((found["intent"], found["keeps_pick"]) == (each["intent"], each["keeps_pick"]) for each in fair)


@pytest.mark.parametrize("name", FRESH)
@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ja"])
def test_fresh_messages_of_threads_do_what_they_are_for(name: str, language: str) -> None:
    rows = [row for row in load_fresh(name) if row["lang"] == language]
    missed = [
        row["text"] for row, found in zip(rows, predict_messages(rows), strict=True) if not is_read_well(row, found)
    ]
    assert len(missed) <= FRESH[name][1], missed


@pytest.mark.parametrize("name", FRESH)
def test_labels_are_whole(name: str) -> None:
    rows = load_fresh(name)
    assert len(rows) == len({row["id"] for row in rows}) == FRESH[name][0]
    assert {"id", "lang", "text", "intent", "slots", "keeps_pick"} <= set.intersection(*(set(row) for row in rows))
