"""Phrases for the differences from the last pick: "slower than the last pick, 84 instead of 122 bpm"."""

from __future__ import annotations

from language.texts import Texts
from models.writer.changes import Change, find_changes
from models.writer.interface import ReasonFacts


def describe_differences(facts: ReasonFacts, texts: Texts) -> list[str]:
    """Describe the differences from the last pick, those asked for first; empty on the first turn."""
    return [_describe_change(change, texts) for change in find_changes(facts)]


def _describe_change(change: Change, texts: Texts) -> str:
    if change.name == "instrument":
        return texts("reasons.change.instrument", name=texts.inflect_after_with(change.new))
    if "." in change.name:
        scale, way = change.name.split(".")
        return texts(f"reasons.change.{scale}.{way}")
    return texts(f"reasons.change.{change.name}", new=change.new, old=change.old)
