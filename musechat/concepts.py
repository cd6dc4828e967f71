"""The concepts a brief can name: ids of instruments, genres and moods, and how those show in tags and measured traits.

What people call them is in ``language.vocabulary``; where the domain has to find a concept in the words of a tag, the
names are handed to it (:class:`NamedConcept`). Tag ids are those of the two taggers' label sets (MTT and MSD, lower
case) and of the analysis. Mood targets lie in 0..1 on the scales of :class:`musechat.track.TrackTraits`; ``None``
leaves a scale open, so that "happy" says nothing about pace and "calm" nothing about gladness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from musechat.wish import Facet


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept: its id in the brief, and how it shows."""

    id: str
    facet: Facet
    hints: tuple[str, ...]  # tags that make it likely, its own id first
    energy: float | None = None
    valence: float | None = None
    brightness: float | None = None
    axis: Facet | None = None  # the scale that "more" and "less" of it move along
    upward: bool = True  # whether "more" of it raises that scale


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A concept with the names by which tags, genres and titles mention it, as :func:`fold_name` gives them."""

    concept: Concept
    names: tuple[str, ...]

    def is_named_in(self, text: str) -> bool:
        """Whether a tag or genre text names it outright, alone or as part ("guitar" in "acoustic guitar")."""
        padded = f" {fold_name(text)} "
        return any(f" {name} " in padded for name in self.names)


# Finds a concept by facet and id together with its names; ``language.vocabulary`` has the one that is handed over.
FindNamedConcept: TypeAlias = Callable[[Facet, str], NamedConcept]


def _list_hints(concept_id: str, tags: str) -> tuple[str, ...]:
    return (concept_id, *(tag.strip() for tag in tags.split(",") if tag.strip()))


def _make_concepts(facet: Facet, table: dict[str, str]) -> dict[str, Concept]:
    return {concept_id: Concept(concept_id, facet, _list_hints(concept_id, tags)) for concept_id, tags in table.items()}


# id: tags that make it likely besides the one of that id
INSTRUMENTS = _make_concepts(
    Facet.INSTRUMENT,
    {
        "piano": "",
        "guitar": "acoustic guitar, electric guitar",
        "acoustic guitar": "guitar, acoustic",
        "electric guitar": "guitar, rock",
        "bass": "",
        "drums": "beat, beats, percussion",
        "beat": "beats, drums",
        "strings": "violin, cello",
        "violin": "strings",
        "cello": "strings",
        "orchestra": "classical, strings, orchestral",
        "flute": "",
        "harp": "",
        "harpsichord": "",
        "organ": "",
        "trumpet": "brass",
        "brass": "trumpet",
        "saxophone": "jazz",
        "clarinet": "",
        "synth": "electronic",
        "choir": "choral",
        "bells": "",
        "ukulele": "guitar",
        "banjo": "country",
        "mandolin": "folk",
        "accordion": "",
        "harmonica": "blues",
        "sitar": "indian",
    },
)

GENRES = _make_concepts(
    Facet.GENRE,
    {
        "rock": "classic rock, hard rock, alternative rock",
        "classic rock": "rock",
        "hard rock": "rock, heavy metal",
        "alternative": "alternative rock",
        "indie": "indie rock, indie pop",
        "indie pop": "indie, pop",
        "pop": "indie pop",
        "metal": "heavy metal",
        "heavy metal": "metal",
        "punk": "",
        "jazz": "",
        "swing": "jazz",
        "bossa nova": "jazz, latin",
        "blues": "",
        "soul": "rnb",
        "funk": "",
        "rnb": "soul",
        "hip-hop": "hip hop, rap",
        "trap": "hip-hop",
        "country": "",
        "folk": "acoustic",
        "acoustic": "folk, guitar",
        "reggae": "",
        "latin": "",
        "afrobeat": "",
        "classical": "classic, strings",
        "opera": "",
        "electronic": "electronica, electro",
        "techno": "electronic",
        "house": "dance, electronic",
        "trance": "electronic, dance",
        "drum and bass": "electronic",
        "dubstep": "electronic",
        "dance": "party",
        "ambient": "chillout, new age",
        "chillout": "chill",
        "lo-fi": "chillout, chill, hip-hop",
        "synthwave": "80s, electronic, synth",
        "chiptune": "electronic, synth",
        "soundtrack": "orchestral",
        "new age": "ambient",
        "indian": "sitar",
        "gospel": "soul",
        "experimental": "weird",
        "easy listening": "",
        "progressive rock": "rock",
        "post-rock": "rock, ambient",
        "psychedelic": "rock",
        "world": "",
        "k-pop": "pop",
    },
)


def _make_mood(
    concept_id: str,
    tags: str,
    *,
    energy: float | None = None,
    valence: float | None = None,
    brightness: float | None = None,
    more: str = "",
) -> Concept:
    """Make a mood; ``more`` names the scale that "more of it" moves along, with its direction ("energy+")."""
    hints, axis = _list_hints(concept_id, tags), Facet(more[:-1]) if more else None
    return Concept(concept_id, Facet.MOOD, hints, energy, valence, brightness, axis, not more.endswith("-"))


_MOODS = (
    _make_mood("calm", "soft, quiet, slow, ambient, mellow", energy=0.2, more="energy-"),
    _make_mood("chill", "chillout, mellow", energy=0.3, more="energy-"),
    _make_mood("mellow", "soft, chill", energy=0.3, more="energy-"),
    _make_mood("soft", "quiet", energy=0.2, more="energy-"),
    _make_mood("quiet", "soft", energy=0.15, more="energy-"),
    _make_mood("energetic", "fast, loud, dance, party", energy=0.8, more="energy+"),
    _make_mood("intense", "loud, fast", energy=0.85, more="energy+"),
    _make_mood("loud", "", energy=0.85, more="energy+"),
    _make_mood("heavy", "metal, loud", energy=0.85, more="energy+"),
    _make_mood("aggressive", "metal, loud", energy=0.9, valence=0.3, more="energy+"),
    _make_mood("epic", "loud", energy=0.75, more="energy+"),
    _make_mood("upbeat", "happy, fast, dance", energy=0.7, valence=0.75, more="energy+"),
    _make_mood("happy", "", valence=0.85, more="valence+"),
    _make_mood("playful", "happy, weird", valence=0.75),
    _make_mood("uplifting", "happy, beautiful", energy=0.6, valence=0.75, more="valence+"),
    _make_mood("sad", "slow, soft", valence=0.15, more="valence-"),
    _make_mood("dark", "weird", valence=0.25, brightness=0.3, more="brightness-"),
    _make_mood("bright", "", brightness=0.75, more="brightness+"),
    _make_mood("warm", "mellow, acoustic", brightness=0.35, more="brightness-"),
    _make_mood("tense", "", energy=0.55, valence=0.25),
    _make_mood("mysterious", "ambient, weird", energy=0.35, valence=0.4),
    _make_mood("dreamy", "ambient, chillout", energy=0.3),
    _make_mood("romantic", "sexy, soft, beautiful", energy=0.35, valence=0.65),
    _make_mood("nostalgic", "oldies", energy=0.35, valence=0.45),
    _make_mood("party", "dance, happy", energy=0.85, valence=0.75, more="energy+"),
    _make_mood("groovy", "funk, dance", energy=0.6, valence=0.65),
    _make_mood("catchy", "pop"),
    _make_mood("beautiful", ""),
    _make_mood("sexy", ""),
    _make_mood("weird", "experimental"),
)
MOODS: dict[str, Concept] = {mood.id: mood for mood in _MOODS}

# Paces that stand for a tempo range, by id: (lowest, highest) bpm.
PACES: dict[str, tuple[float | None, float | None]] = {
    "very-slow": (None, 75.0),
    "slow": (None, 92.0),
    "mid": (90.0, 120.0),
    "fast": (122.0, None),
    "brisk": (118.0, None),
    "very-fast": (145.0, None),
}
ALL_TERMS: dict[tuple[Facet, str], Concept] = {
    (concept.facet, concept.id): concept for table in (INSTRUMENTS, GENRES, MOODS) for concept in table.values()
}
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 16)
def fold_name(text: str) -> str:
    """Fold to lower case, accents and punctuation dropped, single spaces: what names are compared by."""
    bare = text.casefold()
    if not bare.isascii():  # a whole library is folded at once, and most of it is ASCII
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.replace("'", "").replace("’", "")).strip()


def find_term(facet: Facet, concept_id: str) -> Concept:
    """Find the known concept of that id, or a bare one that shows only as a tag of the same id."""
    known = ALL_TERMS.get((facet, concept_id))
    return known or Concept(concept_id, facet, (concept_id,))


def are_contradictory(first: str, second: str) -> bool:
    """Whether two moods cannot stand together: opposite ends of a scale that both name."""
    a, b = find_term(Facet.MOOD, first), find_term(Facet.MOOD, second)
    pairs = ((a.energy, b.energy), (a.valence, b.valence), (a.brightness, b.brightness))
    return any(x is not None and y is not None and abs(x - y) >= 0.4 for x, y in pairs)


_FEATURING = re.compile(r"\s*(?:;|[\(\[]?\b(?:feat|ft|featuring|vs|versus|x)\b\.?\s)\s*", re.IGNORECASE)
# A comma before "The" and a slash between short parts belong to a name: "Tyler, The Creator", "AC/DC".
_JOINED = re.compile(r"\s*(?:,(?!\s+the\b)|&|(?<=\s)/(?=\s)|(?<=[^\s/]{4})/(?=[^\s/]{4})|\+|\band\b)\s*", re.IGNORECASE)


def split_artist_names(credit: str) -> frozenset[str]:
    """Find everyone a credit line names, plain: "Mira & Jo feat. Kai" gives the whole line, "mira", "jo" and "kai".

    The whole line is kept beside its parts, since some names hold an "and" of their own.
    """
    parts = [part for piece in _FEATURING.split(credit) for part in (piece, *_JOINED.split(piece))]
    names = {fold_name(part) for part in (credit, *parts)}
    return frozenset(name for name in names if name)
