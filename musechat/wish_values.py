"""What a wish asks for: one shape for each kind of facet, and how each is written as JSON.

The JSON is older than these classes and stays as it is: a key that says nothing is left out where it always was, so
that briefs and reports written before open, and compare, as they did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from musechat.json_types import JsonObject
from musechat.sound_profile import SoundProfile


@dataclass(frozen=True, slots=True)
class RangeValue:
    """A range on a measured scale, in the facet's own unit; None leaves an end open.

    Attributes:
        min, max: the ends, both inside.
        than: the measured value that a comparative is relative to; None where the range stands by itself.
        by: the step that was taken from ``than``.
        less: as little of it as can be (soft).

    """

    min: float | None = None
    max: float | None = None
    than: float | None = None
    by: float | None = None
    less: bool = False

    def contains(self, level: float) -> bool:
        """Whether a level lies inside; the ends do."""
        return (self.min is None or level >= self.min) and (self.max is None or level <= self.max)

    def to_json(self) -> JsonObject:
        """All four numbers, and ``less`` where it is said."""
        value = {"min": self.min, "max": self.max, "than": self.than, "by": self.by}
        return value | _marks(less=self.less)

    @classmethod
    def from_json(cls, data: JsonObject) -> RangeValue:
        """Inverse of :meth:`to_json`; a value without ``than`` is a :class:`PeriodValue`."""
        low, high, less = data.get("min"), data.get("max"), bool(data.get("less"))
        if "than" not in data:
            return PeriodValue(low, high, less=less)
        return RangeValue(low, high, data["than"], data.get("by"), less)


@dataclass(frozen=True, slots=True)
class PeriodValue(RangeValue):
    """A range that is never relative, as a decade is: its JSON has only the two ends."""

    def to_json(self) -> JsonObject:
        """Both ends, and ``less`` where it is said."""
        return {"min": self.min, "max": self.max, **_marks(less=self.less)}


@dataclass(frozen=True, slots=True)
class VocalsValue:
    """Whether there is to be singing, and whose: "female", "male" or None for anybody's."""

    present: bool
    voice: str | None = None

    def to_json(self) -> JsonObject:
        """Both, always."""
        return {"present": self.present, "voice": self.voice}

    @classmethod
    def from_json(cls, data: JsonObject) -> VocalsValue:
        """Inverse of :meth:`to_json`."""
        return cls(bool(data.get("present")), data.get("voice"))


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A genre, instrument, mood or artist by its name.

    Attributes:
        name: the concept's name, or an artist's as the library writes it.
        less: as little of it as can be (soft).
        instead: it takes the place of what earlier turns wished for of this facet.
        unheard: it was asked for as a rule, which no track can be shown to keep: it is only wished for.

    """

    name: str
    less: bool = False
    instead: bool = False
    unheard: bool = False

    def to_json(self) -> JsonObject:
        """The name, and what is said beside it."""
        return {"name": self.name, **_marks(less=self.less, instead=self.instead, unheard=self.unheard)}

    @classmethod
    def from_json(cls, data: JsonObject) -> NamedValue:
        """Inverse of :meth:`to_json`."""
        marks = (bool(data.get(mark)) for mark in ("less", "instead", "unheard"))
        return cls(str(data.get("name", "")), *marks)


@dataclass(frozen=True, slots=True)
class TrackValue:
    """One track of the library."""

    track_id: str

    def to_json(self) -> JsonObject:
        """The id."""
        return {"track_id": self.track_id}

    @classmethod
    def from_json(cls, data: JsonObject) -> TrackValue:
        """Inverse of :meth:`to_json`."""
        return cls(str(data.get("track_id", "")))


@dataclass(frozen=True, slots=True)
class LicenceValue:
    """A use that the licence must allow: "commercial", "derivatives" or "no-attribution"."""

    use: str

    def to_json(self) -> JsonObject:
        """The use."""
        return {"use": self.use}

    @classmethod
    def from_json(cls, data: JsonObject) -> LicenceValue:
        """Inverse of :meth:`to_json`."""
        return cls(str(data.get("use", "")))


@dataclass(frozen=True, slots=True)
class ExplicitValue:
    """Whether the track is to be one marked as explicit."""

    present: bool

    def to_json(self) -> JsonObject:
        """The mark."""
        return {"present": self.present}

    @classmethod
    def from_json(cls, data: JsonObject) -> ExplicitValue:
        """Inverse of :meth:`to_json`."""
        return cls(bool(data.get("present")))


@dataclass(frozen=True, slots=True)
class LikeValue:
    """What the track is to be similar to: a track by its id, an artist of the library, or a reference by its name.

    Attributes:
        track_id: a track of the library.
        artist: an artist as the library writes it.
        name: a reference ("Hans Zimmer", "Stranger Things") as it is written.
        sound: what that sounds like; None where nobody knows.
        missing: tracks by that name were asked for, and the library has none.
        unheld: it is an artist who was likened to, and of whom the library had nothing then.
        less: as little like it as can be (soft).

    """

    track_id: str | None = None
    artist: str | None = None
    name: str | None = None
    sound: SoundProfile | None = None
    missing: bool = False
    less: bool = False
    unheld: bool = False

    def to_json(self) -> JsonObject:
        """The track or the artist, and what else is set."""
        value: JsonObject = {"artist": self.artist} if self.track_id is None else {"track_id": self.track_id}
        value |= {} if self.name is None else {"name": self.name}
        value |= {} if self.sound is None else {"sound": self.sound.to_json()}
        return value | _marks(missing=self.missing, less=self.less, unheld=self.unheld)

    @classmethod
    def from_json(cls, data: JsonObject) -> LikeValue:
        """Inverse of :meth:`to_json`."""
        sound = data.get("sound")
        return cls(
            data.get("track_id"),
            data.get("artist"),
            data.get("name"),
            None if sound is None else SoundProfile.from_json(sound),
            bool(data.get("missing")),
            bool(data.get("less")),
            bool(data.get("unheld")),
        )


@dataclass(frozen=True, slots=True)
class WordsValue:
    """Words that no rule understood, for the text encoder; ``avoid`` where they are to be kept away from."""

    text: str
    avoid: bool = False

    def to_json(self) -> JsonObject:
        """The words, and ``avoid`` where it is said."""
        return {"text": self.text, **_marks(avoid=self.avoid)}

    @classmethod
    def from_json(cls, data: JsonObject) -> WordsValue:
        """Inverse of :meth:`to_json`."""
        return cls(str(data.get("text", "")), bool(data.get("avoid")))


WishValue: TypeAlias = (
    RangeValue | VocalsValue | NamedValue | TrackValue | LicenceValue | ExplicitValue | LikeValue | WordsValue
)


def _marks(**marks: bool) -> JsonObject:
    """Write marks that are set; one that is not has never been written."""
    return {name: True for name, is_set in marks.items() if is_set}
