"""Evidence of a track's tags for and against an instrument, genre or mood."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from language.claims.meanings import Trait
from language.descriptions import CLAIM_TAG
from language.vocabulary import find_named_concept
from musechat.concepts import NamedConcept
from musechat.matching import score_term
from musechat.track import Track
from musechat.wish import Facet

TERMS = {Trait.INSTRUMENT: Facet.INSTRUMENT, Trait.GENRE: Facet.GENRE, Trait.MOOD: Facet.MOOD}
# What is of a kind: who hears the one has heard the other.
_KINDS = {
    "strings": ("violin", "cello"),
    "brass": ("trumpet",),
    "beat": ("drums",),
    "electronic": ("techno", "house", "trance", "drum and bass", "dubstep", "synthwave"),
    "rock": ("classic rock", "hard rock", "alternative", "punk", "progressive rock"),
    "metal": ("heavy metal",),
    "chill": ("chillout",),
    "chillout": ("chill",),
}


def score_presence(track: Track, trait: Trait, name: str) -> float:
    """How sure tags and the file's genre are of an instrument, a genre or a mood, 0..1."""
    return max(score_term(track, find_named_concept(TERMS[trait], each)) for each in (name, *_KINDS.get(name, ())))


def is_present(track: Track, trait: Trait, name: str) -> bool:
    """Whether it may be claimed."""
    return score_presence(track, trait, name) >= CLAIM_TAG


def is_absent(track: Track, trait: Trait, name: str) -> bool | None:
    """Whether it may be called absent: a tagger knows it and scored it low; None where no tagger knows it.

    Tags below what a track keeps of a tagger's scores do not stand in it; a kin tag ("beat" for "drums") counts too.
    """
    term = find_named_concept(TERMS[trait], name)
    if not _is_tagger_term(term) or not any(tag.source == "tagger" for tag in track.tags):
        return None
    kin = (name, *term.concept.hints, *_KINDS.get(name, ()))
    return max(score_term(track, find_named_concept(TERMS[trait], each)) for each in kin) == 0.0


@cache
def _is_tagger_term(term: NamedConcept) -> bool:
    return any(term.is_named_in(tag) for tag in _load_tagger_words())


@cache
def _load_tagger_words() -> frozenset[str]:
    """Every tag that a tagger knows; read from the table itself, since research.datasets.tags brings torch along."""
    table = tomllib.loads(files("research.datasets").joinpath("tags.toml").read_text("utf-8"))
    return frozenset(tag for family in table.values() for tag in family["tags"])
