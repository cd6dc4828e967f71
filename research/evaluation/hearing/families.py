"""Families of instruments (those of General MIDI, and the kit), in which the truth of a score is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_STRINGS = ("strings", "ensemble")
_SYNTH = ("synth lead", "synth pad", "synth effects")
# Families by which a claimed instrument holds. A claim that is narrower than a family ("violin", "trumpet") holds by
# the family: a score's programs are exact, but what a sound font makes of them is not always that very instrument.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "piano": ("piano",), "harpsichord": ("piano",), "keyboard": ("piano", "organ", *_SYNTH),
    "guitar": ("guitar",), "acoustic guitar": ("guitar",), "electric guitar": ("guitar",), "ukulele": ("guitar",),
    "mandolin": ("guitar",), "banjo": ("ethnic", "guitar"), "sitar": ("ethnic",),
    "bass": ("bass",), "drums": ("drums", "percussive"), "beat": ("drums", "percussive"),
    "strings": _STRINGS, "violin": ("strings",), "cello": ("strings",), "viola": ("strings",), "harp": ("strings",),
    "orchestra": _STRINGS, "choir": ("ensemble", "voice"),
    "flute": ("pipe",), "woodwind": ("pipe", "reed"), "clarinet": ("reed",), "saxophone": ("reed",),
    "oboe": ("reed",), "organ": ("organ",), "accordion": ("organ",), "harmonica": ("organ",),
    "trumpet": ("brass",), "brass": ("brass",), "synth": _SYNTH,
    "bells": ("chromatic percussion",), "mallets": ("chromatic percussion",),
}  # fmt: skip
# What may sound like the instrument without being of its family: a synthesised bass or brass section is a synthesiser
# too, and synthesised strings are strings to most. Where only these sound, nobody is right or wrong.
_ARGUABLE: Mapping[str, tuple[str, ...]] = {
    "synth": ("bass", "ensemble", "brass"), "strings": ("synth pad",), "orchestra": ("brass",),
    "bass": ("synth lead",), "banjo": ("guitar",),
}  # fmt: skip
SOUNDS = 0.05  # share of the time from which a family counts as sounding
CLEAR = 0.5  # share from which it is one that a description should name

# The composer's own instruments, by the family that each belongs to.
COMPOSED: Mapping[str, str] = {
    "piano": "piano", "felt piano": "piano", "electric piano": "piano",
    "guitar overdriven": "guitar", "guitar lead": "guitar", "guitar chug": "guitar", "nylon guitar": "guitar",
    "steel guitar": "guitar", "ukulele": "guitar", "clean guitar": "guitar", "muted guitar": "guitar",
    "double bass": "bass", "finger bass": "bass", "slap bass": "bass", "synth bass": "bass", "round bass": "bass",
    "sub bass": "bass", "reese": "bass", "dub bass": "bass", "chip bass": "bass", "acid": "bass",
    "strings": "ensemble", "strings slow": "ensemble", "strings short": "ensemble", "low strings": "ensemble",
    "violin": "strings", "cello": "strings", "harp": "strings", "pizzicato": "strings", "timpani": "strings",
    "choir": "voice", "choir ooh": "voice", "choir ohh": "voice",
    "voice": "voice", "voice ooh": "voice", "voice hum": "voice", "voice chop": "voice",
    "brass": "brass", "horns": "brass", "brass stab": "brass",
    "flute": "pipe", "clarinet": "reed", "saxophone": "reed", "melodica": "organ", "accordion": "organ",
    "organ": "organ", "organ stab": "organ",
    "marimba": "chromatic percussion", "xylophone": "chromatic percussion", "vibraphone": "chromatic percussion",
    "celesta": "chromatic percussion", "music box": "chromatic percussion", "kalimba": "chromatic percussion",
    "glockenspiel": "chromatic percussion", "bell": "chromatic percussion", "steel pan": "chromatic percussion",
    "warm pad": "synth pad", "glass pad": "synth pad", "drone": "synth pad", "breathing pad": "synth pad",
    "supersaw": "synth lead", "pluck": "synth lead", "soft pluck": "synth lead", "stab": "synth lead",
    "analog lead": "synth lead", "square lead": "synth lead", "sine lead": "synth lead", "chip lead": "synth lead",
    "chip square": "synth lead", "drums": "drums",
}  # fmt: skip


def is_instrument_there(name: str, sounding: Mapping[str, float], unsure: Iterable[str] = ()) -> bool | None:
    """Whether an instrument sounds, by the families that do.

    Args:
        name: as a claim names it.
        sounding: share of the time in which each family sounds, 0..1; families that are not named are silent.
        unsure: families of which it is not known whether they sound.

    Returns:
        None where that is not known, or where a listener could say either.

    """
    families = FAMILIES.get(name)
    if families is None:
        return None
    if any(sounding.get(family, 0.0) >= SOUNDS for family in families):
        return True
    arguable = any(sounding.get(family, 0.0) >= SOUNDS for family in _ARGUABLE.get(name, ()))
    # A family that hardly sounds is neither there nor absent.
    faint = any(sounding.get(family, 0.0) > 0.0 for family in families)
    return None if arguable or faint or not set(families).isdisjoint(unsure) else False
