"""Mockery: "oh great, another ukulele" and "great, elevator music" turn the pick down, and wish for nothing they name.

Told by whole messages of set forms (``IronyWords``); what they name is wanted less, softly: mockery binds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.languages import join_patterns, list_languages
from language.reading.intents.folded_line import fold_line, is_unspaced
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import NamedValue, VocalsValue

_LONGEST = 14  # words; of a longer message more is meant than its first words
_LONGEST_UNSPACED = 40  # letters
_ENDS = " .,;!?、。…"
_WEARY = tuple(
    (language.profile.spaced, re.compile(pattern))
    for language in list_languages()
    for pattern in language.reading.irony.weary
)
_PRAISE = re.compile(
    rf"^\W*(?:{join_patterns(lambda language: language.reading.irony.praise)})(?!\w*[a-z])", re.IGNORECASE
)
_BELITTLED = re.compile(join_patterns(lambda language: language.reading.irony.belittled))
_PURPOSES = re.compile(join_patterns(lambda language: language.reading.irony.purposes))


@dataclass(frozen=True, slots=True)
class Mockery:
    """What is mocked: the words that name it, "" where nothing of the music is named."""

    what: str


def find_mockery(words: str) -> Mockery | None:
    """Find what a message mocks; None where it mocks nothing."""
    line = fold_line(words).strip()
    unspaced = is_unspaced(line)
    line = line.replace(" ", "") if unspaced else line
    if len(line) > _LONGEST_UNSPACED if unspaced else len(line.split()) > _LONGEST:
        return None
    for spaced, pattern in _WEARY:
        found = pattern.fullmatch(line) if spaced is not unspaced else None
        if found is not None:
            what = next(said for said in found.groupdict().values() if said is not None)
            return Mockery(what.strip(_ENDS))
    if _PRAISE.search(line) and _BELITTLED.search(line) and not _PURPOSES.search(line):
        return Mockery("")
    return None


def want_less(wish: Wish) -> Wish | None:
    """Turn a soft wish for something that has a name round; None for any other."""
    if wish.force is not Force.PREFER or not wish.wanted:
        return None
    if wish.facet is Facet.VOCALS:
        return Wish(Force.PREFER, wish.facet, VocalsValue(present=False), wish.said)
    # A scene is what the clip is for, or beside the matter: "…, ideal for a lullaby".
    if isinstance(wish.value, NamedValue) and wish.facet not in (Facet.ARTIST, Facet.SCENE):
        return Wish(Force.PREFER, wish.facet, NamedValue(wish.name, less=True), wish.said)
    return None
