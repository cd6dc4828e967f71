"""How the shipped network and the rules read messages of strangers; `docs/reading.md` has all figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from models.encoders.e5 import MultilingualE5
from models.profiles import SHIPPED_WEIGHTS
from models.reading.message_classifier import MessageClassifier
from research.evaluation.messages import load_messages, predict_messages

HELD_OUT = tuple(f"held_out_{name}messages.jsonl" for name in ("", "later_", "third_", "fourth_"))
LEAST_RIGHT = 0.88  # of the intents; the rules alone find 0.76


def list_fair(row: Mapping[str, Any]) -> set[str]:
    """List the intents of all fair readings of a message."""
    return {row["intent"], *(also["intent"] for also in row.get("also", ()))}


@pytest.mark.slow
@pytest.mark.parametrize("name", HELD_OUT)
def test_the_intent_of_most_messages_is_found(name: str, text: MultilingualE5) -> None:
    rows = list(load_messages(Path(__file__).parents[2] / "language" / "reading" / name))
    scorer = MessageClassifier.load(text, SHIPPED_WEIGHTS)
    found = predict_messages(rows, scorer)
    right = [prediction["intent"] in list_fair(row) for row, prediction in zip(rows, found, strict=True)]
    assert sum(right) / len(right) >= LEAST_RIGHT
