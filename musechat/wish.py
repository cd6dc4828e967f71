"""A wish: one constraint of a brief, and what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from musechat.json_types import JsonObject
from musechat.wish_values import (
    ExplicitValue,
    LicenceValue,
    LikeValue,
    NamedValue,
    RangeValue,
    TrackValue,
    VocalsValue,
    WishValue,
    WordsValue,
)


class Force(StrEnum):
    """How binding a wish is."""

    MUST = "must"  # hard
    NEVER = "never"  # hard
    PREFER = "prefer"  # soft


class Facet(StrEnum):
    """What a wish is about; :mod:`musechat.wish_values` has the shape of :attr:`Wish.value` for each."""

    TEMPO = "tempo"  # beats per minute
    ENERGY = "energy"  # 0..1, as are the next two
    BRIGHTNESS = "brightness"
    VALENCE = "valence"
    LENGTH = "length"  # seconds
    VOCALS = "vocals"
    GENRE = "genre"
    INSTRUMENT = "instrument"
    MOOD = "mood"
    ERA = "era"  # years
    ARTIST = "artist"
    TRACK = "track"
    LICENCE = "licence"
    EXPLICIT = "explicit"
    LIKE = "like"  # similar to a track, to an artist's, or to a film, a series, a game
    SCENE = "scene"  # what it is for, or what the clip shows: an id of language.scenes
    SHAPE = "shape"  # the course of the energy over time: "rise" or "fall"
    WORDS = "words"  # what no rule understood, for the text encoder


RANGES = frozenset({Facet.TEMPO, Facet.ENERGY, Facet.BRIGHTNESS, Facet.VALENCE, Facet.LENGTH, Facet.ERA})
NAMED = frozenset({Facet.GENRE, Facet.INSTRUMENT, Facet.MOOD, Facet.ARTIST, Facet.SCENE, Facet.SHAPE})
_SHAPES: dict[Facet, type[WishValue]] = {
    **dict.fromkeys(RANGES, RangeValue),
    **dict.fromkeys(NAMED, NamedValue),
    Facet.VOCALS: VocalsValue,
    Facet.TRACK: TrackValue,
    Facet.LICENCE: LicenceValue,
    Facet.EXPLICIT: ExplicitValue,
    Facet.LIKE: LikeValue,
    Facet.WORDS: WordsValue,
}


def parse_value(facet: Facet, data: JsonObject) -> WishValue:
    """Read the value of a facet's wish from JSON; keys that its shape does not have are passed over."""
    read: Callable[[JsonObject], WishValue] = _SHAPES[facet].from_json
    return read(data)


@dataclass(frozen=True, slots=True)
class Wish:
    """One constraint of a brief.

    Raises:
        TypeError: the value is of another facet's shape.

    """

    force: Force
    facet: Facet
    value: WishValue
    said: str  # the member's own words that led to it

    def __post_init__(self) -> None:
        if not isinstance(self.value, _SHAPES[self.facet]):
            raise TypeError(f"a wish for {self.facet} cannot have the value {self.value!r}")

    @property
    def hard(self) -> bool:
        """Whether a pick may never break it."""
        return self.force is not Force.PREFER

    @property
    def wanted(self) -> bool:
        """Whether it asks for something, rather than against it."""
        return self.force is not Force.NEVER and not self.less and not self.avoid

    @property
    def less(self) -> bool:
        """Whether it asks for as little of something as can be."""
        return isinstance(self.value, RangeValue | NamedValue | LikeValue) and self.value.less

    @property
    def instead(self) -> bool:
        """Whether it takes the place of what earlier turns wished for."""
        return isinstance(self.value, NamedValue) and self.value.instead

    @property
    def avoid(self) -> bool:
        """Whether it keeps away from free words."""
        return isinstance(self.value, WordsValue) and self.value.avoid

    @property
    def name(self) -> str:
        """The genre, instrument, mood, artist or scene that it names; "" for any other facet."""
        return self.value.name if isinstance(self.value, NamedValue) else ""

    @property
    def range(self) -> RangeValue:
        """The range that it asks for; one that is open at both ends for a facet without."""
        return self.value if isinstance(self.value, RangeValue) else RangeValue()

    @property
    def text(self) -> str:
        """Its free words; "" for any other facet."""
        return self.value.text if isinstance(self.value, WordsValue) else ""

    def to_json(self) -> JsonObject:
        """Plain JSON types."""
        value = self.value.to_json()
        return {"force": self.force.value, "facet": self.facet.value, "value": value, "said": self.said}

    @classmethod
    def from_json(cls, data: JsonObject) -> Wish:
        """Inverse of :meth:`to_json`; keys beside a wish's own are passed over."""
        facet = Facet(data["facet"])
        return cls(Force(data["force"]), facet, parse_value(facet, data["value"]), data["said"])
