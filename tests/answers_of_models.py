"""Answers of a language model that reads, as its schema has them."""

from __future__ import annotations

import json
from typing import Any


def act_of(intent: str, span: str, **details: Any) -> dict[str, Any]:
    plain = {"subject": "none", "edit": "none", "at_s": None, "end_s": None, "length_s": None}
    return {"intent": intent, **plain, "span": span, **details}


def wish_for(facet: str, value: str, span: str, force: str = "wish", **details: Any) -> dict[str, Any]:
    return {"facet": facet, "value": value, **details, "force": force, "span": span}


def range_of(facet: str, low: float | None, high: float | None, span: str, force: str = "wish") -> dict[str, Any]:
    return {"facet": facet, "low": low, "high": high, "force": force, "span": span}


def answer_of(*events: dict[str, Any]) -> str:
    """An answer of acts and wishes, told apart by their keys."""
    acts = [event for event in events if "intent" in event]
    return json.dumps({"acts": acts, "wishes": [event for event in events if "facet" in event]}, ensure_ascii=False)
