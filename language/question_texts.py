"""Texts of the questions that may come with a pick."""

from __future__ import annotations

from language.texts import Texts
from musechat.questions import Subject
from musechat.turn import Question


def write_question(subject: Subject, texts: Texts) -> Question:
    """Put a question into words; its answers are words that say the same as a refinement."""
    answers = texts(f"questions.{subject}.first"), texts(f"questions.{subject}.second")
    return Question(subject.value, texts(f"questions.{subject}.ask"), answers)
