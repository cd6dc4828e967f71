"""The instrument families that the music analyser hears, and the names of tags that follow from them."""

from __future__ import annotations

FAMILIES = (
    "piano",
    "electric piano",
    "harpsichord",
    "bells",  # celesta, glockenspiel, music box, tubular bells
    "mallets",  # vibraphone, marimba, xylophone
    "organ",
    "accordion",  # and harmonica: free reeds
    "acoustic guitar",
    "clean guitar",
    "distorted guitar",
    "bass",
    "strings",
    "plucked strings",  # harp, pizzicato, banjo, sitar
    "choir",
    "brass",
    "saxophone",
    "reed",  # oboe, clarinet, bassoon
    "flute",
    "synth lead",
    "synth pad",
    "drums",
)

# A tag of the vocabulary (musechat.concepts.INSTRUMENTS) and the families any of which makes it true. Families that
# no word of the vocabulary names ("mallets", "reed", "plucked strings") are heard so that they are not taken for
# others, and are not said.
TAG_FAMILIES: dict[str, tuple[str, ...]] = {
    "piano": ("piano",),
    "harpsichord": ("harpsichord",),
    "bells": ("bells",),
    "organ": ("organ",),
    "accordion": ("accordion",),
    "guitar": ("acoustic guitar", "clean guitar", "distorted guitar"),
    "acoustic guitar": ("acoustic guitar",),
    "electric guitar": ("clean guitar", "distorted guitar"),
    "bass": ("bass",),
    "strings": ("strings",),
    "choir": ("choir",),
    "brass": ("brass",),
    "saxophone": ("saxophone",),
    "flute": ("flute",),
    "synth": ("synth lead", "synth pad"),
    "drums": ("drums",),
}
