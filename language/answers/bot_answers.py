"""Answers about the bot, its music, and what is no business of its own."""

from __future__ import annotations

from language.answers.asked_details import find_bot_topic, is_greeting
from language.answers.facts import LibrarySummary
from language.answers.wording import join_sentences
from language.texts import Texts


def answer_abilities(library: LibrarySummary, texts: Texts) -> str:
    """Say how much music there is, and of which genres."""
    size = texts.format_count("answers.library.size", library.tracks)
    if not library.genres:
        return size
    genres = texts.join_list([texts.translate_term(name.lower()) for name in library.genres])
    return join_sentences([size, texts("answers.library.genres", genres=genres)], texts)


def answer_about_bot(texts: Texts, said: str) -> str:
    """Say what the bot is, what it keeps, or where it is set up."""
    return texts(f"answers.bot.{find_bot_topic(said)}")


def answer_off_topic(texts: Texts, said: str) -> str:
    """Greet back, or leave alone what is none of our business."""
    return texts("answers.greeting") if is_greeting(said) else texts("answers.off-topic")
