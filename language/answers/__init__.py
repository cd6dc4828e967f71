"""Answers: what a message asks of the pick, its licence or the bot, said from what is known and no more."""

from __future__ import annotations

from language.answers.answer_writing import write_answer
from language.answers.facts import AnswerFacts, LibrarySummary, PickFacts

__all__ = ["AnswerFacts", "LibrarySummary", "PickFacts", "write_answer"]
