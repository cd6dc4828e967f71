"""Questions whether the pick has something or is something: "has it got a sax in it?", "ist das Jazz?".

Without them the thing that is asked about would be taken for a wish, and the pick lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from language.reading.lexer import LexedItem, split_items
from language.reading.lexicon import PhraseKind
from language.reading.library_names import LibraryWords
from musechat.concepts import Concept
from musechat.message import Intent, MessageAct, QuestionSubject
from musechat.wish import Facet

_THIS = r"(?:it|this|that|these|those|the (?:song|track|music|tune|piece)|this (?:song|track|one|tune|piece)|that (?:song|one))"
# How such a question begins, on a folded line; with a question mark unless it can be nothing else.
_FRAMES: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        rf"^(?:is|are|was|isn'?t) {_THIS}\b(?! (?:possible|ok|okay|fine|allowed|too|a way|just me))|"
        rf"^is (?:that|this) \w+ \w+\?|^(?:has|have) {_THIS} (?:got )?|"
        rf"^(?:does|did|do|doesn'?t) {_THIS} (?:have|contain|use|include|sound|feel|get|feature)\b(?! to\b)|"
        r"^(?:is|are) there (?:(?:a|an|any|some) )?.*\bin (?:it|this|that|there|the (?:song|track|music))\b|"
        r"^any .*\bin (?:it|this|that|there|the (?:song|track|music)|this (?:one|song|track))\W*$|^(?:do|can) (?:i|you|we) hear\b"
    ),
    "de": re.compile(
        r"^(?:ist|sind|war|klingt|wirkt|hat|enthalt) (?:das|es|da|dies|der (?:song|track|titel)|das (?:lied|stuck|ding)|"
        r"die musik|in dem (?:song|lied|stuck))\b|^(?:hort|hore) (?:man|ich)\b|^(?:gibt es|gibts|gibt's) da\b|"
        r"^(?:kommt|kommen|spielt|singt) (?:da|darin|in dem (?:song|lied|stuck))\b"
    ),
    "es": re.compile(
        r"^(?:(?:esto|esta?|este tema|esta cancion|la cancion|el tema) )?(?:es|son|suena|lleva|tiene|incluye|se oye|se escucha)\b"
        r"(?! (?:que|posible))|^hay (?!algo|algun|otr|mas|mejor)"
    ),
    "fr": re.compile(
        r"^(?:c'est|est ce (?:que c'est|qu'il|qu'elle|que ca)|(?:il |elle )?y a(?: t il)?|y'a|ya|a t (?:il|elle)|"
        r"(?:ca|elle|il|ce morceau|la chanson) (?:a|contient|sonne|est)|on entend|c'est ce que c'est)\b(?! (?:possible|quelque|"
        r"autre|mieux|pas))"
    ),
    "ja": re.compile(
        r"(?:入って(?:る|いる|ます|います)|あり|ある|あります|使(?:って|われて)(?:る|いる|ます|います)|聞こえ(?:る|ます)|聴こえ(?:る|ます)|"
        r"です|なの|系|感じ)(?:の|か|です)*\??$"
    ),
}
# Asks for other music, however it begins.
_WANTS = re.compile(
    r"\b(?:version|something|anything|another|other|more|less|add|instead|possible|algo|otra?|version|mas|menos|quelque|autre|"
    r"plus|moins|etwas|was anderes|andere\w*|mehr|weniger|moglich)\b|"
    r"もっと|欲しい|ほしい|ください|お願い|入れ|別の|他の|ありません(?!か\??$)|できます|なしで"
)
_ARTICLE = re.compile(r"\b(?:la|le|les|el|los|las|the|der|die|das)\b|\bl'")
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
