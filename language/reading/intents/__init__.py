"""What the parts of a message do, by rules in five languages: questions, edits, verdicts and the like."""

from __future__ import annotations

from language.reading.intents.acts import ActScan, find_choice, find_second, find_turn, read_acts

__all__ = ["ActScan", "find_choice", "find_second", "find_turn", "read_acts"]
