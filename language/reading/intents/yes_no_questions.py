"""Questions whether the pick has something or is something: "has it got a sax in it?", "ist das Jazz?".

Without them the thing that is asked about would be taken for a wish, and the pick lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from language.languages import join_patterns, list_languages
from language.languages.phrase_kinds import PhraseKind
from language.reading.lexer import LexedItem, split_items
from language.reading.library_names import LibraryWords
from musechat.concepts import Concept
from musechat.message import Intent, MessageAct, QuestionSubject
from musechat.wish import Facet

# How such a question begins, on a folded line; with a question mark unless it can be nothing else.
_FRAMES = {
    language.code: re.compile(language.reading.yes_no.frame)
    for language in list_languages()
    if language.reading.yes_no.frame
}
# Asks for other music, however it begins.
_WANTS = re.compile(join_patterns(lambda language: language.reading.yes_no.wanting))
_ARTICLE = re.compile(join_patterns(lambda language: language.reading.yes_no.articles))
_OF_VOICE = frozenset({PhraseKind.VOCALS, PhraseKind.INSTRUMENTAL, PhraseKind.EXPLICIT, PhraseKind.CLEAN})
_SUBJECTS = {
    Facet.INSTRUMENT: QuestionSubject.INSTRUMENTS,
    Facet.GENRE: QuestionSubject.GENRE,
    Facet.MOOD: QuestionSubject.MOOD,
}


def find_yes_no_question(plain: str, part: str, languages: Sequence[str]) -> MessageAct | None:
    """Find what a folded part of a message asks about the pick; None where it asks no such thing.

    Args:
        plain: the part without words that say nothing.
        part: the part as it stands, with its question mark.
        languages: in which to look for the beginning.

    """
    asked = "?" in part or part.endswith("か")
    language = next((each for each in languages if (frame := _FRAMES.get(each)) and frame.search(plain)), None)
    if language is None or not asked or _WANTS.search(plain):
        return None
    # Without articles: with one, a genre may be the name of a reference.
    _, items = split_items(_ARTICLE.sub(" ", plain), LibraryWords(), has_pick=True)
    subject = next((found for item in items if (found := _find_subject(item)) is not None), None)
    return None if subject is None else MessageAct(Intent.QUESTION, part.strip(), subject=subject, language=language)


def _find_subject(item: LexedItem) -> QuestionSubject | None:
    if item.kind in _OF_VOICE:
        return QuestionSubject.LYRICS_OR_VOICE
    payload: Any = item.payload
    return _SUBJECTS.get(payload.facet) if isinstance(payload, Concept) else None
