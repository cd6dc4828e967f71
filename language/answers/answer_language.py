"""In which language to answer: that of the message, as far as it can be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from language.reading.line_languages import guess_languages
from musechat.message import MessageAct


def choose_answer_language(words: str, acts: Sequence[MessageAct], before: Iterable[str], default: str) -> str:
    """Choose the language to answer a message in.

    Args:
        words: of the message.
        acts: what was read in it; a pattern tells its language, though English ones match much that is not.
        before: what its member said before, latest first.
        default: where neither tells.

    """
    for language in (_tell_language(words, acts), *(_tell_language(text, ()) for text in before)):
        if language:
            return language
    return default


def _tell_language(words: str, acts: Sequence[MessageAct]) -> str:
    guessed = guess_languages(words)
    if len(guessed) == 1:
        return guessed[0]
    told = [act.language for act in acts if act.language not in ("", "en")]
    if told and (not guessed or told[0] in guessed):
        return told[0]
    return ""
