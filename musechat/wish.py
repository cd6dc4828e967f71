"""A wish: one constraint of a brief, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Force(StrEnum):
    """How binding a wish is."""

    MUST = "must"  # hard
    NEVER = "never"  # hard
    PREFER = "prefer"  # soft


class Facet(StrEnum):
    """What a wish is about; the comment gives the shape of :attr:`Wish.value`.

    Two keys may join a value: ``"less": True`` (soft: as little of it as can be) and ``"instead": True`` (it replaces
    what earlier turns wished for of this facet).
    """

    TEMPO = "tempo"  # {"min": bpm | None, "max": bpm | None, "than": bpm | None, "by": bpm | None}
    ENERGY = "energy"  # {"min", "max", "than", "by"}, 0..1 (than: the measured value it is relative to; by: the step)
    BRIGHTNESS = "brightness"  # {"min", "max", "than", "by"}, 0..1
    VALENCE = "valence"  # {"min", "max", "than", "by"}, 0..1
    LENGTH = "length"  # {"min", "max", "than", "by"}, seconds
    VOCALS = "vocals"  # {"present": bool, "voice": "female" | "male" | None}
    GENRE = "genre"  # {"name": str}
    INSTRUMENT = "instrument"  # {"name": str}
    MOOD = "mood"  # {"name": str}
    ERA = "era"  # {"min": year | None, "max": year | None}, and "than", "by" where it is relative
    ARTIST = "artist"  # {"name": str}
    TRACK = "track"  # {"track_id": str}
    LICENCE = "licence"  # {"use": "commercial" | "derivatives" | "no-attribution"}
    EXPLICIT = "explicit"  # {"present": bool}
    LIKE = "like"  # {"track_id": str} or {"artist": str}: similar to this one
    WORDS = "words"  # {"text": str, "avoid": bool}: what the rules did not understand; the text encoder hears it


RANGES = frozenset({Facet.TEMPO, Facet.ENERGY, Facet.BRIGHTNESS, Facet.VALENCE, Facet.LENGTH, Facet.ERA})


@dataclass(frozen=True, slots=True)
class Wish:
    """One constraint of a brief."""

    force: Force
    facet: Facet
    value: dict[str, Any]
    said: str  # the asker's own words that led to it

    @property
    def hard(self) -> bool:
        """Whether a pick may never break it."""
        return self.force is not Force.PREFER

    @property
    def wanted(self) -> bool:
        """Whether it asks for something, rather than against it."""
        return self.force is not Force.NEVER and not self.value.get("less") and not self.value.get("avoid")

    def to_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {"force": self.force.value, "facet": self.facet.value, "value": self.value, "said": self.said}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Wish:
        """Inverse of :meth:`to_json`."""
        return cls(Force(data["force"]), Facet(data["facet"]), data["value"], data["said"])
