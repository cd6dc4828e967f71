"""Ironic praise: "oh wow, techno, exactly what my yoga video needed" asks for no techno.

Only what is said in the set phrases of irony, and only together with what the clip is for, or that nothing fits.
"""

from __future__ import annotations

import re
from dataclasses import replace

from language.reading.results import Reading
from musechat.message import Intent, MessageAct
from musechat.wish import Facet, Force

_OPENING = re.compile(
    r"^\W*(?:oh,? (?:wow|great|brilliant|lovely|sure|perfect|nice)|wow|yeah,? (?:right|sure)|sure|great|bravo|super|lovely|"
    r"wonderful|brilliant|perfect|na (?:klar|toll|super)|ja (?:klar|super|toll)|toll|klar|s[ií],? claro|claro|genial|"
    r"ah,? (?:ben )?oui|ben voyons|bien s[uû]r|[ée]videmment|g[ée]nial|super|へえ|わー|さすが)(?!\w)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"exactly what|just what|nothing says|because nothing|perfect for an? |always wanted|who doesn|genau (?:das,? )?(?:was|mein|"
    r"richtig f)|braucht man unbedingt|nichts (?:passt|sagt)|justo lo que|qu[eé] gran idea|nada (?:dice|como)|lo que (?:necesitaba|faltaba)|"
    r"rien de tel|exactement ce|il aurait|elle aurait|pile ce qu|さすが|ぴったりですね|(?:\.\.\.|…) ?(?:nicht|not|no|pas|nah)\W*$",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"\b(?:i (?:asked for|said|wanted|meant)|ich (?:wollte|sagte|meinte)|(?:te )?ped[ií](?:a)?|quer[ií]a|j'(?:avais (?:dit|"
    r"demand[ée])|ai (?:dit|demand[ée]))|je voulais)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(r"(?:\.\.\.|…) ?(?:nicht|not|no|pas|nah)\W*$", re.IGNORECASE)
_HEARD = frozenset({Facet.GENRE, Facet.INSTRUMENT, Facet.MOOD, Facet.WORDS})


def is_ironic(words: str) -> bool:
    """Whether praise is turned round by a set phrase."""
    return bool(_OPENING.search(words) and _TURN.search(words))


def find_correction(words: str) -> int | None:
    """Find where "... I asked for" begins after praise: what stands before describes the pick; None without."""
    found = _CORRECTED.search(words)
    return found.start() if found is not None and found.start() > 0 and _OPENING.search(words) else None


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
    # What is mocked may be a scene too ("nothing like a lullaby for a boxing match"): the clip's own comes last.
    kept = () if _TAKEN_BACK.search(words) else tuple(c for c in kept if c not in scenes[:-1])
    if not _TAKEN_BACK.search(words) and all(c.wish is None or c.wish.facet is not Facet.SCENE for c in kept):
        return None
    if kept:
        return replace(reading, events=kept, acts=(MessageAct(Intent.WISH, words),), smalltalk=False, praised=False)
    acts = (MessageAct(Intent.VERDICT_DOWN, words, confidence=0.6),)
    return Reading(rejected=True, another=True, acts=acts)
