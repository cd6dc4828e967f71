"""What the parts of a message do, by rules in five languages: questions, edits, verdicts and the like."""

from __future__ import annotations

from language.reading.intents.acts import ActScan, read_acts
from language.reading.intents.intent_classifier import IntentClassifier, IntentGuess

__all__ = ["ActScan", "IntentClassifier", "IntentGuess", "read_acts"]
