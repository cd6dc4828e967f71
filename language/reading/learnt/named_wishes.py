"""Wishes by the names that the network's outputs have, and the names of wishes that the rules have read.

What says the same on a scale is one thing: "calm" is less energy, as "energetic" is more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from language.reading.comparatives import Degree, LastPick, make_relative_wish
from language.reading.learnt.label_names import name_concept, name_scene
from language.reading.results import Reading
from language.vocabulary.traits import TRAITS
from musechat.clip import ClipTraits
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import NamedValue, RangeValue, VocalsValue, WordsValue

Key = tuple[str, int]  # what is wanted, and which way: 1 more of it, -1 less
SCALES = {
    "tempo": Facet.TEMPO,
    "energy": Facet.ENERGY,
    "brightness": Facet.BRIGHTNESS,
    "mood": Facet.VALENCE,
    "length": Facet.LENGTH,
}
SCALE_NAMES = {facet: name for name, facet in SCALES.items()}
# The two ends of a scale.
POLES: dict[str, Key] = {
    "slow": ("tempo", -1),
    "fast": ("tempo", 1),
    "calm": ("energy", -1),
    "energetic": ("energy", 1),
    "sad": ("mood", -1),
    "happy": ("mood", 1),
    "dark": ("brightness", -1),
    "bright": ("brightness", 1),
    "minimal": ("density", -1),
}
# What wanting the one says of the other: a wish for a violin is one for strings.
PARENTS = {
    "female vocals": "vocals",
    "male vocals": "vocals",
    "acoustic guitar": "guitar",
    "electric guitar": "guitar",
    "violin": "strings",
    "cello": "strings",
    "trumpet": "brass",
}
_LAYERED = "layered"
# What the reading of words alone takes for something else, or for nothing.
_SAID = {"marching": "march", "credits": "end credits", "circus": "circus", "party": "party", "soft": "gentle"}

ReadWishes = Callable[[str], Reading]


def find_key(name: str, sign: int) -> Key:
    """Find what it is about, and which way: ("calm", 1) is ("energy", -1)."""
    scale, pole = POLES.get(name, (name, 1))
    return scale, sign * pole


def name_wish(wish: Wish) -> Key | None:
    """Name what a wish of the rules is about, as the outputs do; None for numbers, names, licences and free words."""
    value, sign = wish.value, 1 if wish.wanted else -1
    match value:
        case RangeValue() if wish.facet in SCALE_NAMES:
            return _name_step(wish, value)
        case VocalsValue(present=present, voice=voice):
            return (f"{voice} vocals" if voice and present else "vocals"), (1 if present else -1) * sign
        case NamedValue(name) if wish.facet is Facet.SCENE:
            return find_key(name_scene(name), sign)
        case NamedValue() if wish.facet is Facet.SHAPE:
            return ("build", sign) if wish.name == "rise" else None
        case NamedValue() if wish.facet is not Facet.ARTIST:
            return find_key(name_concept(wish), sign)
        case WordsValue(text) if text == _LAYERED:
            return "density", sign
        case WordsValue(text) if text in TRAITS:
            return find_key(text, sign)
        case _:
            return None


def _name_step(wish: Wish, value: RangeValue) -> Key | None:
    low, high, than = value.min, value.max, value.than
    if than is None and any(c.isdigit() for c in wish.said):
        return None
    if low is not None and high is not None and than is None:
        return None
    upward = low is not None and (high is None or (than is not None and low >= than))
    return SCALE_NAMES[wish.facet], (1 if upward else -1) * (-1 if value.less else 1)


def make_wish(
    name: str, sign: int, firm: bool, said: str, last: LastPick | None, clip: ClipTraits | None, read: ReadWishes
) -> Wish | None:
    """Make the wish for more (1) or less (-1) of what an output is called; None where reading knows no such thing.

    ``read`` reads words by the rules, which say what a name stands for.
    """
    if name in SCALES:
        return make_relative_wish(SCALES[name], sign > 0, Degree.PLAIN, last, clip, said)
    if name == "density":
        return Wish(Force.PREFER, Facet.WORDS, WordsValue(_LAYERED, avoid=sign < 0), said)
    if name == "build" and sign > 0:
        return Wish(Force.PREFER, Facet.SHAPE, NamedValue("rise"), said)
    if name in TRAITS:
        return Wish(Force.PREFER, Facet.WORDS, WordsValue(name, avoid=sign < 0), said)
    for phrase in _list_phrases(_SAID.get(name, name), sign, firm):
        events = read(phrase).events
        wishes = [change.wish for change in events if change.wish is not None and change.wish.facet is not Facet.WORDS]
        wishes = [wish for wish in wishes if name_wish(wish) == find_key(name, sign)]
        if wishes:
            return replace(wishes[0], said=said)
    return _make_opposite(name, firm, said, last, clip, read) if sign < 0 else None


def _make_opposite(
    name: str, firm: bool, said: str, last: LastPick | None, clip: ClipTraits | None, read: ReadWishes
) -> Wish | None:
    """Make the wish for less of what can be wished for: "less epic" is no less energy."""
    wanted = make_wish(name, 1, False, said, last, clip, read)
    if wanted is None or not isinstance(wanted.value, NamedValue) or wanted.facet is Facet.SHAPE:
        return None
    if firm and wanted.facet in (Facet.GENRE, Facet.INSTRUMENT):
        return replace(wanted, force=Force.NEVER)
    return replace(wanted, value=replace(wanted.value, less=True))


@lru_cache(maxsize=1024)
def _list_phrases(name: str, sign: int, firm: bool) -> tuple[str, ...]:
    """List what says it plainly, the likeliest first."""
    if sign > 0:
        return (f"only {name}", f"must have {name}", name) if firm else (name, f"{name} music", f"more {name}")
    return (f"no {name}", f"less {name}") if firm else (f"less {name}", f"not so {name}", f"avoid {name}")
