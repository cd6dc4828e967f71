"""Evidence of a track's tags for an instrument, genre or mood."""

from __future__ import annotations

from language.certainty import Certainty, judge_tag
from language.claims.meanings import Trait
from language.vocabulary import find_named_concept
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


def _list_kin(name: str) -> tuple[str, ...]:
    return (name, *_KINDS.get(name, ()))
