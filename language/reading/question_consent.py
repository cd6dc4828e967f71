"""Consent to questions: "no questions please", or that a member may be asked again."""

from __future__ import annotations

import re

_NONE = (
    r"(?:please )?(?:no|without)(?: more| any| further)* questions(?: please)?",
    r"(?:please )?(?:stop|quit|don't|dont|do not)(?: keep)? ask(?:ing)?(?: me)?(?: any| more| so many)* questions",
    r"(?:bitte )?(?:keine|ohne)(?: weiteren?| mehr)? (?:rück)?fragen(?: mehr)?(?: bitte)?",
    r"(?:por favor,? )?(?:sin|no más|basta de)(?: más)? preguntas",
    r"no (?:me )?(?:preguntes(?: más)?|hagas(?: más)? preguntas)",
    r"(?:pas|plus|sans)(?: de)? questions?",
    r"arr[êe]te de (?:me )?poser des questions",
)
_SOME = (
    r"you (?:can|may) ask(?: me)?(?: questions)?(?: again)?",
    r"ask me questions(?: again)?",
    r"du (?:darfst|kannst)(?: mich)?(?: ruhig)?(?: wieder)? fragen(?: stellen)?",
    r"puedes (?:volver a )?(?:preguntarme|preguntar|hacerme preguntas)",
    r"tu peux (?:de nouveau )?(?:me )?poser des questions",
)
_NONE_JAPANESE = r"質問(?:は|を|も)?(?:しないで|いらない|いりません|不要|やめて|なし)(?:ください|です)?"
_SOME_JAPANESE = r"質問して(?:も)?(?:いいです|いい|ください)"


def _compile_either(spaced: tuple[str, ...], unspaced: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(spaced)})\b|{unspaced}", re.IGNORECASE)


_SAID = ((False, _compile_either(_NONE, _NONE_JAPANESE)), (True, _compile_either(_SOME, _SOME_JAPANESE)))


def find_question_consent(words: str) -> tuple[bool | None, str]:
    """Find whether a member wants to be asked (None where the words do not say), and the rest of their words."""
    # Phones write a typographic apostrophe; the patterns know the plain one.
    text = words.replace("’", "'")
    for wanted, pattern in _SAID:
        if pattern.search(text):
            return wanted, pattern.sub(" ", text).strip(" \t\n.,;:!-。、！")
    return None, words
