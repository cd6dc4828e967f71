"""Parts of a message that say of a thing that it is fine, or that there is too much of it.

"Les paroles explicites ça va" lifts a rule: it asks nothing about the thing, and praises no pick. "El techno no me
gusta" is said of techno, and turns down no pick.
"""

from __future__ import annotations

import re
from functools import cache

from language.languages import list_languages
from language.languages.phrase_kinds import PhraseKind
from language.languages.vocabulary_table import split_phrases
from language.reading.clause import Sense
from language.reading.lexer import split_items
from language.reading.library_names import LibraryWords
from language.reading.tokens import drop_accents, normalise_line
from language.reading.verdict_patterns import VERDICTS

_THINGS = frozenset(
    {PhraseKind.TERM, PhraseKind.VOCALS, PhraseKind.EXPLICIT, PhraseKind.LICENCE, PhraseKind.SCALE, PhraseKind.ERA}
)
_LONGEST = 60  # letters before the words that say so


def is_lifting(part: str) -> bool:
    """Whether a folded part ends by saying that the thing named before it is fine."""
    found = _compile_fine().search(part)
    if found is None or not 0 < found.start() <= _LONGEST:
        return False
    _, items = split_items(part[: found.start()], LibraryWords(), has_pick=True)
    named = [item for item in items if item.is_word]
    return bool(named) and named[-1].kind in _THINGS


def is_blaming(part: str) -> bool:
    """Whether a folded part is a thing, and right behind it a verdict that there is too much of it."""
    line = drop_accents(part)
    for sense, pattern in VERDICTS:
        found = pattern.search(line) if sense is Sense.LESS else None
        if found is not None and 0 < found.start() <= _LONGEST and not line[found.end() :].strip(" .!"):
            _, items = split_items(line[: found.start()], LibraryWords(), has_pick=True)
            named = [item for item in items if item.is_word]
            return bool(named) and named[-1].kind is PhraseKind.TERM
    return False


@cache
def _compile_fine() -> re.Pattern[str]:
    spaced, unspaced = (
        sorted(
            {
                re.escape(drop_accents(normalise_line(said)))
                for language in list_languages()
                if language.profile.spaced is kind
                for said in split_phrases(language.vocabulary.said.get(PhraseKind.FINE, ""))
            },
            key=len,
            reverse=True,
        )
        for kind in (True, False)
    )
    after = r"(?: (?:\w+ ?){0,2})?"
    return re.compile(rf"[ ,]+(?:{'|'.join(spaced)}){after}[ .!]*$|(?:{'|'.join(unspaced)})[ぁ-ん。!]*$")
