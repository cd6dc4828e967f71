"""Texts of the questions that may come with a pick."""

from __future__ import annotations

from language.texts import LANGUAGES, Texts, load_texts
from musechat.questions import INTENT, Subject
from musechat.turn import Question


def write_question(subject: Subject, texts: Texts) -> Question:
    """Put a question into words; its answers are words that say the same as a refinement."""
    answers = texts(f"questions.{subject}.first"), texts(f"questions.{subject}.second")
    return Question(subject.value, texts(f"questions.{subject}.ask"), answers)


def write_intent_question(texts: Texts) -> Question:
    """Ask whether the pick is to stay, where that is not clear from what was said."""
    answers = texts("questions.intent.first"), texts("questions.intent.second")
    return Question(INTENT, texts("questions.intent.ask"), answers)


def find_intent_answer(words: str) -> bool | None:
    """Whether the pick is to stay, by an answer to that question in any language; None where ``words`` are none."""
    said = words.strip().casefold()
    for language in LANGUAGES:
        keep, change = write_intent_question(load_texts(language)).answers
        if said in (keep.casefold(), change.casefold()):
            return said == keep.casefold()
    return None
