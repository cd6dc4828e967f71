"""What the words of a reason claim, by the names of ideas that every language's table uses.

An idea is "track.calm", "clip.few-cuts", "tempo.slow", "instrument.piano", "vocals.none", "change.energy.less" and so
on; what it means is measured on the scales of :mod:`language.descriptions`. Ideas that begin with "role." claim
nothing: they say how the words around them are to be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from language.vocabulary.scenes import SCENES
from musechat.concepts import GENRES, INSTRUMENTS, MOODS, PACES


class Trait(StrEnum):
    """What a claim is about."""

    LEVEL = "level"  # energy, valence or brightness of the track
    TEMPO = "tempo"  # a word for it
    BPM = "bpm"  # a number
    BEAT = "beat"  # that there is a steady one
    KEY = "key"  # value "D minor", "D", or "minor"
    VOCALS = "vocals"  # value "any", "none", "female" or "male"
    INSTRUMENT = "instrument"
    GENRE = "genre"
    MOOD = "mood"  # only tags can tell
    SOLO = "solo"
    ERA = "era"
    YEAR = "year"
    LICENCE = "licence"  # value: as it stands in the text
    USE = "use"  # value "commercial", "derivatives", "credit", "no-credit", "non-commercial"
    EXPLICIT = "explicit"
    LENGTH = "length"
    TIME = "time"
    LOOK = "look"  # of the clip
    CUTS = "cuts"
    SOUND = "sound"  # of the clip
    SHOWN = "shown"  # what the clip shows: a concept of language.vocabulary.scenes
    PACE = "pace"  # whether pick and clip share one: value "same" or "other"
    MEETS = "meets"  # the track's main part and the clip's rise
    PLACE = "place"  # the section in which it starts
    STARTS = "starts"  # the section with which it starts
    SECTION = "section"  # that there is one
    OUTLASTED = "outlasted"  # the track ends before the clip
    CHANGE = "change"  # value: a facet, and "more" or "less"
    TWICE = "twice"  # tempo beside the last pick's: value "double" or "half"
    NUMBER = "number"  # one that says nothing we know
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class ClaimMeaning:
    """What is claimed.

    Attributes:
        trait: what it is about.
        value: which one; for levels and looks, the idea's own name.
        ranges: on measured scales, (scale, from, below); true where any of them holds.
        term: a mood whose tag may hold the claim up as well, "" where there is none.

    """

    trait: Trait
    value: str
    ranges: tuple[tuple[str, float, float], ...] = ()
    term: str = ""


_ALL = 9e9
_LEVELS: dict[str, tuple[tuple[tuple[str, float, float], ...], str]] = {
    "calm": ((("energy", 0.0, 0.25),), ""),
    "easy-going": ((("energy", 0.0, 0.4),), ""),
    "gentle": ((("energy", 0.0, 0.4),), "calm"),
    "soft": ((("energy", 0.0, 0.4),), "soft"),
    "quiet": ((("energy", 0.0, 0.4),), "quiet"),
    "mellow": ((("energy", 0.0, 0.4),), "mellow"),
    "chill": ((("energy", 0.0, 0.4),), "chill"),
    "steady": ((("energy", 0.4, 0.6),), ""),
    "lively": ((("energy", 0.6, _ALL),), ""),
    "energetic": ((("energy", 0.6, _ALL),), "energetic"),
    "upbeat": ((("energy", 0.6, _ALL),), "upbeat"),
    "driving": ((("energy", 0.75, _ALL),), ""),
    "loud": ((("energy", 0.75, _ALL),), "loud"),
    "heavy": ((("energy", 0.75, _ALL),), "heavy"),
    "intense": ((("energy", 0.75, _ALL),), "intense"),
    "sombre": ((("valence", 0.0, 0.3),), ""),
    "sad": ((("valence", 0.0, 0.3),), "sad"),
    "wistful": ((("valence", 0.0, 0.45),), "sad"),
    "cheerful": ((("valence", 0.7, _ALL),), ""),
    "happy": ((("valence", 0.7, _ALL),), "happy"),
    "hopeful": ((("valence", 0.55, _ALL),), "uplifting"),
    "dark-sounding": ((("brightness", 0.0, 0.3),), ""),
    "bright-sounding": ((("brightness", 0.7, _ALL),), ""),
    "dark": ((("brightness", 0.0, 0.3), ("valence", 0.0, 0.3)), "dark"),
    "bright": ((("brightness", 0.7, _ALL), ("valence", 0.7, _ALL)), "bright"),
    "warm": ((("brightness", 0.0, 0.45),), "warm"),
    "light": ((("energy", 0.0, 0.4), ("valence", 0.6, _ALL)), ""),
}
_LOOKS: dict[str, tuple[str, float, float]] = {
    "slow": ("energy", 0.0, 0.3),
    "unhurried": ("energy", 0.0, 0.45),
    "steady": ("energy", 0.45, 0.6),
    "lively": ("energy", 0.6, _ALL),
    "fast": ("energy", 0.75, _ALL),
    "dark": ("brightness", 0.0, 0.3),
    "bright": ("brightness", 0.65, _ALL),
    "cool-toned": ("warmth", 0.0, 0.42),
    "warm-toned": ("warmth", 0.58, _ALL),
    "muted": ("saturation", 0.0, 0.15),
    "colourful": ("saturation", 0.6, _ALL),
}
SECTIONS = ("intro", "build", "main", "break", "ending")


@cache
def parse_idea(idea: str) -> ClaimMeaning:
    """Say what an idea means.

    Raises:
        KeyError: there is no such idea.

    """
    area, _, name = idea.partition(".")
    return _AREAS[area](name)


def _parse_tempo(name: str) -> ClaimMeaning:
    low, high = PACES[name]
    return ClaimMeaning(Trait.TEMPO, name, (("bpm", low or 0.0, high or _ALL),))


def _parse_clip(name: str) -> ClaimMeaning:
    if name.endswith("-cuts"):
        return ClaimMeaning(Trait.CUTS, name)
    if name in ("speech", "music", "silent", "sound"):
        return ClaimMeaning(Trait.SOUND, name)
    return ClaimMeaning(Trait.LOOK, name, (_LOOKS[name],))


def _parse_level(name: str) -> ClaimMeaning:
    ranges, term = _LEVELS[name]
    return ClaimMeaning(Trait.LEVEL, name, ranges, term)


def _make_parser(trait: Trait, known: tuple[str, ...] = ()) -> Callable[[str], ClaimMeaning]:
    def made(name: str) -> ClaimMeaning:
        if known and name not in known:
            raise KeyError(f"{trait.value}.{name}")
        return ClaimMeaning(trait, name)

    return made


_AREAS: dict[str, Callable[[str], ClaimMeaning]] = {
    "track": _parse_level,
    "clip": _parse_clip,
    "tempo": _parse_tempo,
    "beat": _make_parser(Trait.BEAT, ("steady",)),
    "key": _make_parser(Trait.KEY),
    "vocals": _make_parser(Trait.VOCALS, ("any", "none", "female", "male")),
    "instrument": _make_parser(Trait.INSTRUMENT),  # any name: one that no tagger knows is one that was not heard
    "genre": _make_parser(Trait.GENRE),
    "mood": _make_parser(Trait.MOOD),
    "solo": _make_parser(Trait.SOLO),
    "era": _make_parser(Trait.ERA),
    "use": _make_parser(Trait.USE, ("commercial", "derivatives", "credit", "no-credit", "non-commercial")),
    "licence": _make_parser(Trait.LICENCE),
    "explicit": _make_parser(Trait.EXPLICIT),
    "length": _make_parser(Trait.LENGTH, ("short", "long")),
    "pace": _make_parser(Trait.PACE, ("same", "other")),
    "meets": _make_parser(Trait.MEETS),
    "place": _make_parser(Trait.PLACE, SECTIONS),
    "place-starts": _make_parser(Trait.STARTS, (*SECTIONS, "beginning")),
    "section": _make_parser(Trait.SECTION, SECTIONS),
    "outlasted": _make_parser(Trait.OUTLASTED),
    "change": _make_parser(Trait.CHANGE),
    "twice": _make_parser(Trait.TWICE, ("double", "half")),
    "shown": _make_parser(Trait.SHOWN, tuple(SCENES)),
    "unmeasured": _make_parser(Trait.UNMEASURED),
}
OF_CLIP = frozenset({Trait.LOOK, Trait.CUTS, Trait.SOUND, Trait.SHOWN})

# Moods that a level says; the others only tags can tell.
MOOD_LEVELS = {
    "calm": "gentle",
    "chill": "chill",
    "mellow": "mellow",
    "soft": "soft",
    "quiet": "quiet",
    "energetic": "energetic",
    "intense": "intense",
    "loud": "loud",
    "heavy": "heavy",
    "upbeat": "upbeat",
    "happy": "happy",
    "uplifting": "hopeful",
    "sad": "sad",
    "dark": "dark",
    "bright": "bright",
    "warm": "warm",
}


def term_to_idea(name: str) -> str:
    """The idea that a word of the vocabulary (an instrument's, genre's or mood's name) stands for."""
    if name in INSTRUMENTS:
        return f"instrument.{name}"
    if name in GENRES:
        return f"genre.{name}"
    if name in MOODS:
        return f"track.{MOOD_LEVELS[name]}" if name in MOOD_LEVELS else f"mood.{name}"
    return _OTHER_TERMS.get(name, "")


_VOICES = ["vocals", "vocal", "voice", "singing", "choral"]
_FEMALE = ["female", "woman", "female vocal", "female vocals", "female voice", "female vocalist", "female vocalists"]
_OTHER_TERMS = (
    dict.fromkeys(_VOICES, "vocals.any")
    | dict.fromkeys(_FEMALE, "vocals.female")
    | {name.replace("female", "male").replace("woman", "man"): "vocals.male" for name in _FEMALE}
    | dict.fromkeys(("no vocals", "no vocal", "no voice", "instrumental"), "vocals.none")
    | {f"{decade}s": f"era.{decade}s" for decade in ("60", "70", "80", "90", "00")}
    | {"oldies": "era.old", "solo": "solo.one", "slow": "tempo.slow", "fast": "tempo.fast", "beats": "instrument.beat"}
    | {"classic": "genre.classical", "electronica": "genre.electronic", "electro": "genre.electronic"}
    | {"alternative rock": "genre.alternative", "indie rock": "genre.indie"}
)
