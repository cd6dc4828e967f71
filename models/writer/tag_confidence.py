"""What may be said of a track's sound: instruments, styles and moods that its tags are sure enough of."""

from __future__ import annotations

from collections.abc import Iterable

from language.certainty import Certainty, judge_tag
from musechat.concepts import GENRES, INSTRUMENTS, MOODS
from musechat.track import Tag, Track

# Tags that are said as moods; what else the taggers call a mood is measured better ("fast") or an opinion ("sexy").
MOOD_TAGS = ("mellow", "soft", "quiet", "happy", "sad", "loud", "party")
MAX_MOOD_DISTANCE = 0.35  # how far a mood may lie from what was measured before it is not said


def list_instruments(track: Track, least: float = 0.0) -> list[str]:
    """Instruments that may be named plainly and have a score of at least ``least``, highest first."""
    return [name for name in _list_sure_tags(track.tags, least) if name in INSTRUMENTS]


def list_styles(track: Track, least: float = 0.0) -> list[str]:
    """Genres that may be named plainly and have a score of at least ``least``, highest first."""
    return [name for name in _list_sure_tags(track.tags, least) if name in GENRES]


def list_moods(track: Track, least: float = 0.0) -> list[str]:
    """Moods that may be named plainly and do not contradict what was measured, highest score first."""
    return [
        name for name in _list_sure_tags(track.tags, least) if name in MOOD_TAGS and agrees_with_traits(name, track)
    ]


def _list_sure_tags(tags: Iterable[Tag], least: float) -> list[str]:
    """Names of the tags that may be said plainly; measured traits have words of their own."""
    sure = (tag for tag in tags if tag.score >= least and tag.source != "analysis")
    return list(dict.fromkeys(tag.name for tag in sure if judge_tag(tag) is Certainty.PLAIN))


def agrees_with_traits(mood: str, track: Track) -> bool:
    """Whether what was measured of a track does not speak against a mood."""
    term, traits = MOODS[mood], track.traits
    pairs = ((term.energy, traits.energy), (term.valence, traits.valence), (term.brightness, traits.brightness))
    return all(abs(wanted - found) <= MAX_MOOD_DISTANCE for wanted, found in pairs if wanted is not None)
