"""Ironic praise: "oh wow, techno, exactly what my yoga video needed" asks for no techno.

Only what is said in the set phrases of irony, and only together with what the clip is for, or that nothing fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from language.languages import gather_words, join_patterns
from language.languages.reading_words import IronyWords
from language.reading.results import Reading
from musechat.message import Intent, MessageAct
from musechat.wish import Facet, Force, Wish


def _join(part: Callable[[IronyWords], str]) -> str:
    return join_patterns(lambda language: part(language.reading.irony))


_BACK = rf"(?:\.\.\.|…) ?(?:{_join(lambda words: words.taken_back)})\W*$"
_OPENING = re.compile(rf"^\W*(?:{_join(lambda words: words.opening)})(?!\w)", re.IGNORECASE)
_TURN = re.compile(rf"{_join(lambda words: words.turn)}|{_BACK}", re.IGNORECASE)
_CORRECTED = re.compile(rf"\b(?:{_join(lambda words: words.corrected)})\b", re.IGNORECASE)
_TAKEN_BACK = re.compile(_BACK, re.IGNORECASE)
_PURPOSES = re.compile(rf"\b(?:{'|'.join(sorted(gather_words(lambda language: language.reading.naming.purposes)))})\b")
_HEARD = frozenset({Facet.GENRE, Facet.INSTRUMENT, Facet.MOOD, Facet.WORDS})


def is_ironic(words: str) -> bool:
    """Whether praise is turned round by a set phrase."""
    return bool(_OPENING.search(words) and _TURN.search(words))


def find_correction(words: str) -> int | None:
    """Find where "... I asked for" begins after praise: what stands before describes the pick; None without."""
    found = _CORRECTED.search(words)
    return found.start() if found is not None and found.start() > 0 and _OPENING.search(words) else None


def _is_behind(wish: Wish, words: str, at: int) -> bool:
    return words.casefold().find(wish.said.casefold()) >= at


def drop_ironic_wishes(reading: Reading, words: str) -> Reading | None:
    """Take back the wishes for what an ironic message only mocks; what the clip is for stays.

    None where neither that is said nor the praise taken back at its end, so that it may be meant.
    """
    kept = tuple(
        c
        for c in reading.events
        if c.wish is None or c.wish.facet not in _HEARD or not c.wish.wanted or c.wish.force is not Force.PREFER
    )
    scenes = [c for c in kept if c.wish is not None and c.wish.facet is Facet.SCENE]
    # What is mocked may be a scene too ("nothing like a lullaby for a boxing match"): the clip's own comes last,
    # or behind "for".
    purposes = list(_PURPOSES.finditer(words.casefold()))
    named = [c for c in scenes if c.wish is not None and purposes and _is_behind(c.wish, words, purposes[0].end())]
    mocked = [c for c in scenes if c not in (named or scenes[-1:])]
    kept = () if _TAKEN_BACK.search(words) else tuple(c for c in kept if c not in mocked)
    if not _TAKEN_BACK.search(words) and all(c.wish is None or c.wish.facet is not Facet.SCENE for c in kept):
        return None
    if kept:
        return replace(reading, events=kept, acts=(MessageAct(Intent.WISH, words),), smalltalk=False, praised=False)
    acts = (MessageAct(Intent.VERDICT_DOWN, words, confidence=0.6),)
    return Reading(rejected=True, another=True, acts=acts)
