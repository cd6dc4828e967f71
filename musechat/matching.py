"""Whether a track meets one hard rule, from what was measured in it and what is known of it.

What is not known counts against a track where a rule asks for it: an unknown licence is not allowed, an unknown tempo
meets no tempo rule, an unknown year no era. A ban (``never``) needs something known to act on. Vocals are a matter of
degree: under "no vocals" a track passes when it was found to have none, or when it is unsure
(``vocals is None``) and the estimated probability of singing lies below :data:`UNSURE_VOCALS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from musechat.concepts import Concept, find_term
from musechat.credits import credited
from musechat.track import Licence, Track
from musechat.wish import Facet

UNSURE_VOCALS = 0.35
TAG_PRESENT = 0.2  # score from which a track counts as carrying a tag
MOOD_REACH = 0.3  # how far from a mood's target a track may lie on each scale and still have that mood


class RuleKind(StrEnum):
    """What a rule looks at."""

    RANGE = "range"  # value: {"facet", "min", "max", "inside": bool}
    VOCALS = "vocals"  # value: {"present": bool, "voice": str | None, "want": bool}
    TERM = "term"  # value: {"facet", "name", "want": bool}
    ARTIST = "artist"  # value: {"names": frozenset of plain names, "want": bool}
    TRACKS = "tracks"  # value: {"ids": frozenset, "want": bool}
    LICENCE = "licence"  # value: {"use": str}
    EXPLICIT = "explicit"  # value: {"present": bool}


def meets(kind: RuleKind, track: Track, value: Mapping[str, Any]) -> bool:
    """Whether a track meets a rule of this kind and value."""
    return _MEETS[kind](track, value)


def measured(track: Track, facet: Facet) -> float | None:
    """The value that a range rule looks at, None where it is not known."""
    traits = track.traits
    return {
        Facet.TEMPO: traits.tempo_bpm,
        Facet.ENERGY: traits.energy,
        Facet.BRIGHTNESS: traits.brightness,
        Facet.VALENCE: traits.valence,
        Facet.LENGTH: traits.duration_s,
        Facet.ERA: track.year,
    }[facet]


def _meets_range(track: Track, value: Mapping[str, Any]) -> bool:
    found = measured(track, value["facet"])
    if found is None:
        return not value["inside"]
    low, high = value["min"], value["max"]
    inside = (low is None or found >= low) and (high is None or found <= high)
    return bool(inside == value["inside"])


def has_vocals(track: Track) -> bool:
    """Whether singing has to be reckoned with."""
    traits = track.traits
    return traits.vocals if traits.vocals is not None else traits.vocal_score >= UNSURE_VOCALS


VOICE_TAGS = {
    "female": (
        "female vocals",
        "female vocal",
        "female voice",
        "female vocalists",
        "female vocalist",
        "female",
        "woman",
    ),
    "male": ("male vocals", "male vocal", "male voice", "male vocalists", "male vocalist", "male", "man"),
}


def voice_score(track: Track, voice: str) -> float:
    """How sure the tags are of a female or male voice, 0..1."""
    return max((track.tag_score(tag) for tag in VOICE_TAGS.get(voice, ())), default=0.0)


def _meets_vocals(track: Track, value: Mapping[str, Any]) -> bool:
    sung, voice = has_vocals(track), value["voice"]
    if not value["present"]:
        return bool(sung != value["want"])
    fits = sung and (voice is None or voice_score(track, voice) >= TAG_PRESENT)
    return fits == bool(value["want"])


def term_score(track: Track, term: Concept) -> float:
    """How sure tags and the file's genre are that a term is in a track, 0..1; only tags that name it outright count."""
    scores = [tag.score for tag in track.tags if term.named_in(tag.name)]
    if term.facet is Facet.GENRE and track.genre and term.named_in(track.genre):
        scores.append(1.0)
    return max(scores, default=0.0)


def _meets_term(track: Track, value: Mapping[str, Any]) -> bool:
    term = find_term(value["facet"], value["name"])
    present = term_score(track, term) >= TAG_PRESENT
    if term.facet is Facet.MOOD and not present:
        pairs = (
            (term.energy, track.traits.energy),
            (term.valence, track.traits.valence),
            (term.brightness, track.traits.brightness),
        )
        known = [abs(target - found) <= MOOD_REACH for target, found in pairs if target is not None]
        present = bool(known) and all(known)
    return present == bool(value["want"])


def _meets_artist(track: Track, value: Mapping[str, Any]) -> bool:
    return bool(credited(track.artist, track.title) & value["names"]) == bool(value["want"])


def _meets_tracks(track: Track, value: Mapping[str, Any]) -> bool:
    return (track.id in value["ids"]) == bool(value["want"])


def allows(licence: Licence, use: str) -> bool:
    """Whether a licence is known to allow a use; what is not known is not allowed."""
    if use == "commercial":
        return licence.commercial is True
    if use == "derivatives":
        return licence.derivatives is True
    return licence.attribution is False


def _meets_licence(track: Track, value: Mapping[str, Any]) -> bool:
    return allows(track.licence, value["use"])


def _meets_explicit(track: Track, value: Mapping[str, Any]) -> bool:
    return track.explicit == bool(value["present"])


_MEETS: dict[RuleKind, Callable[[Track, Mapping[str, Any]], bool]] = {
    RuleKind.RANGE: _meets_range,
    RuleKind.VOCALS: _meets_vocals,
    RuleKind.TERM: _meets_term,
    RuleKind.ARTIST: _meets_artist,
    RuleKind.TRACKS: _meets_tracks,
    RuleKind.LICENCE: _meets_licence,
    RuleKind.EXPLICIT: _meets_explicit,
}
