"""Evidence of a track's tags for and against an instrument, genre or mood."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from language.certainty import Certainty, judge_absence, judge_tag
from language.claims.meanings import Trait
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
    return max(score_term(track, find_named_concept(TERMS[trait], each)) for each in _list_kin(name))


def grade_presence(track: Track, trait: Trait, name: str) -> Certainty:
    """How it may be said that an instrument, a genre or a mood is there."""
    terms = [find_named_concept(TERMS[trait], each) for each in _list_kin(name)]
    if trait is Trait.GENRE and track.genre and any(term.is_named_in(track.genre) for term in terms):
        return Certainty.PLAIN  # its owner says so
    named = (tag for tag in track.tags if any(term.is_named_in(tag.name) for term in terms))
    return max(map(judge_tag, named), default=Certainty.SILENT)


def grade_absence(track: Track, trait: Trait, name: str) -> Certainty:
    """How it may be said that an instrument, a genre or a mood is not there: a tagger knows it and scored it low.

    Tags below what a track keeps of a tagger's scores do not stand in it; a kin tag ("beat" for "drums") counts too.
    """
    term = find_named_concept(TERMS[trait], name)
    kin = (name, *term.concept.hints, *_KINDS.get(name, ()))
    unheard = max(score_term(track, find_named_concept(TERMS[trait], each)) for each in kin) == 0.0
    if not unheard or not _is_tagger_term(term) or not any(tag.source == "tagger" for tag in track.tags):
        return Certainty.SILENT
    return judge_absence("tagger", TERMS[trait].value, name)


def _list_kin(name: str) -> tuple[str, ...]:
    return (name, *_KINDS.get(name, ()))


@cache
def _is_tagger_term(term: NamedConcept) -> bool:
    return any(term.is_named_in(tag) for tag in _load_tagger_words())


@cache
def _load_tagger_words() -> frozenset[str]:
    """Every tag that a tagger knows; read from the table itself, since research.datasets.tags brings torch along."""
    table = tomllib.loads(files("research.datasets").joinpath("tags.toml").read_text("utf-8"))
    return frozenset(tag for family in table.values() for tag in family["tags"])
