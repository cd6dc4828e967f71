"""Louder and quieter of which it is not said what: of a pick that plays, the music's level in the mix is meant.

Beside another wish ("louder and wilder", "louder music", "something louder") they are said of the music itself.
"""

from __future__ import annotations

import re

from language.languages import list_languages
from musechat.message import EditKind, Intent, MessageAct

_COMPILED = tuple(
    (language, edit, re.compile(said))
    for language in list_languages()
    for edit, said in (
        (EditKind.LOUDER_MUSIC, language.edits.louder),
        (EditKind.QUIETER_MUSIC, language.edits.quieter),
    )
    if said
)


def find_bare_loudness(plain: str, text: str) -> MessageAct | None:
    """Find the edit of a part that says louder or quieter and no more; None for any other.

    Args:
        plain: the folded part without words that say nothing.
        text: the part as it stands.

    """
    for language, edit, pattern in _COMPILED:
        if pattern.fullmatch(plain if language.profile.spaced else plain.replace(" ", "")):
            return MessageAct(Intent.EDIT, text, edit=edit, language=language.code)
    return None
