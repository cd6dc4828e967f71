"""The brief: what a thread's conversation has come to mean, as an append-only ledger of constraints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Force(StrEnum):
    """How binding a wish is."""

    MUST = "must"  # hard
    NEVER = "never"  # hard
    PREFER = "prefer"  # soft


class Facet(StrEnum):
    """What a wish is about; the comment gives the shape of :attr:`Wish.value`."""

    TEMPO = "tempo"  # {"min": bpm | None, "max": bpm | None, "than": bpm | None} (than: relative to a measured value)
    ENERGY = "energy"  # {"min", "max", "than"}, 0..1
    BRIGHTNESS = "brightness"  # {"min", "max", "than"}, 0..1
    VALENCE = "valence"  # {"min", "max", "than"}, 0..1
    LENGTH = "length"  # {"min", "max"}, seconds
    VOCALS = "vocals"  # {"present": bool, "voice": "female" | "male" | None}
    GENRE = "genre"  # {"name": str}
    INSTRUMENT = "instrument"  # {"name": str}
    MOOD = "mood"  # {"name": str}
    ERA = "era"  # {"min": year, "max": year}
    ARTIST = "artist"  # {"name": str}
    TRACK = "track"  # {"track_id": str}
    LICENCE = "licence"  # {"use": "commercial" | "derivatives" | "no-attribution"}
    EXPLICIT = "explicit"  # {"present": bool}
    LIKE = "like"  # {"track_id": str}: similar to this one
    WORDS = "words"  # {"text": str}: anything the rules did not understand; the text encoder hears it


@dataclass(frozen=True, slots=True)
class Wish:
    """One constraint of a brief."""

    force: Force
    facet: Facet
    value: dict[str, Any]
    said: str  # the asker's own words that led to it

    def to_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {"force": self.force.value, "facet": self.facet.value, "value": self.value, "said": self.said}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Wish:
        """Inverse of :meth:`to_json`."""
        return cls(Force(data["force"]), Facet(data["facet"]), data["value"], data["said"])


@dataclass(frozen=True, slots=True)
class BriefEvent:
    """One line of the ledger.

    ``op``: ``"add"`` a wish · ``"remove"`` the wish of event ``ref`` · ``"rewind"`` to the state after turn ``ref``.
    """

    seq: int  # position in the thread's ledger, from 1
    turn_seq: int  # the turn that wrote it
    author: int  # member id
    op: str
    wish: Wish | None = None
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class StandingWish:
    """A wish still in force, and the event that brought it."""

    event_seq: int
    turn_seq: int
    author: int
    wish: Wish


@dataclass(frozen=True, slots=True)
class Brief:
    """The standing wishes of a thread, oldest first."""

    standing: tuple[StandingWish, ...] = field(default=())

    @classmethod
    def replay(cls, events: Iterable[BriefEvent]) -> Brief:
        """Derive the brief from its whole ledger (in any order; sorted by ``seq`` here)."""
        raise NotImplementedError
