"""What may be said of a track's sound: instruments, styles and moods that its tags are sure enough of."""

from __future__ import annotations

from collections.abc import Iterable

from language.descriptions import CLAIM_TAG
from musechat.concepts import GENRES, INSTRUMENTS, MOODS
from musechat.track import Tag, Track

# Tags that are said as moods; what else the taggers call a mood is measured better ("fast") or an opinion ("sexy").
MOOD_TAGS = ("mellow", "soft", "quiet", "happy", "sad", "loud", "party")
MAX_MOOD_DISTANCE = 0.35  # how far a mood may lie from what was measured before it is not said


def list_instruments(track: Track, least: float = CLAIM_TAG) -> list[str]:
    """Instruments with a score of at least ``least``, surest first."""
    return [name for name in _list_sure_tags(track.tags, least) if name in INSTRUMENTS]


def list_styles(track: Track, least: float = CLAIM_TAG) -> list[str]:
    """Genres with a score of at least ``least``, surest first."""
    return [name for name in _list_sure_tags(track.tags, least) if name in GENRES]


def list_moods(track: Track, least: float = CLAIM_TAG) -> list[str]:
    """Moods with a score of at least ``least`` that do not contradict what was measured, surest first."""
    return [
        name for name in _list_sure_tags(track.tags, least) if name in MOOD_TAGS and agrees_with_traits(name, track)
    ]


def _list_sure_tags(tags: Iterable[Tag], least: float) -> list[str]:
    return [tag.name for tag in tags if tag.score >= least and tag.source != "analysis"]


def agrees_with_traits(mood: str, track: Track) -> bool:
    """Whether what was measured of a track does not speak against a mood."""
    term, traits = MOODS[mood], track.traits
    pairs = ((term.energy, traits.energy), (term.valence, traits.valence), (term.brightness, traits.brightness))
    return all(abs(wanted - found) <= MAX_MOOD_DISTANCE for wanted, found in pairs if wanted is not None)
