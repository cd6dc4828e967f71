"""What is said beside the matter: "sounds like elevator music" turns the pick down, "my dog howls along" asks nothing.

Without these the elevator or the dog would be taken for a wish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from language.languages import Language, find_language, join_patterns, list_languages
from musechat.message import Intent, MessageAct

_LAUGHS = join_patterns(lambda language: language.reading.asides.laughs)
_OF_CLIP = re.compile(join_patterns(lambda language: language.reading.asides.of_clip))


def _iter_patterns(language: Language) -> Iterator[tuple[Intent, re.Pattern[str]]]:
    asides = language.reading.asides
    # The music is likened to what nobody wants to hear; a wish would say "something that sounds like" it.
    # Somebody at home does something to the music; of what the clip shows a clip is said to.
    for intent, said in ((Intent.VERDICT_DOWN, asides.belittling), (Intent.OFF_TOPIC, asides.at_home)):
        if said:
            # Possessive: words that two languages share would be tried again and again.
            yield intent, re.compile(rf"(?:(?:{_LAUGHS}) )*+(?:{said})[ .!…w]*")


_COMPILED = {language.code: tuple(_iter_patterns(language)) for language in list_languages()}


def find_aside(part: str, languages: Sequence[str]) -> MessageAct | None:
    """Find what a folded part says beside the matter; None for any other."""
    if _OF_CLIP.search(part):
        return None
    for language in languages:
        line = part if find_language(language).profile.spaced else part.replace(" ", "")
        for intent, pattern in _COMPILED[language]:
            if pattern.fullmatch(line):
                return MessageAct(intent, part, language=language)
    return None
