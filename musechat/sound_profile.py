"""How music is to sound, said in the closed vocabulary: what a scene, a genre or a reference ("like X") comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from musechat.json_types import JsonObject

Weights: TypeAlias = tuple[tuple[str, float], ...]  # (concept id, 0..1), the most fitting first
Span: TypeAlias = tuple[float, float]

WEIGHTED = ("moods", "genres", "instruments")  # the parts of a profile that are lists of concepts
SPANS = ("energy", "tempo", "era")  # those that are ranges
VOICES = frozenset({"none", "any", "female", "male"})  # "none": no singing; "any": there is singing
DENSITIES = {"sparse": (0.0, 0.4), "medium": (0.3, 0.7), "full": (0.6, 1.0)}  # of sounding parts and onsets


@dataclass(frozen=True, slots=True)
class SoundProfile:
    """What music fits; an empty part says nothing.

    Attributes:
        moods, genres, instruments: ids of :mod:`musechat.concepts` with weights.
        avoid: ids of concepts of any of the three that do not fit.
        energy: range in 0..1. tempo: range in bpm. era: range of years.
        density: "sparse", "medium" or "full", see :data:`DENSITIES`.
        voice: one of :data:`VOICES`, None where it does not matter.

    """

    moods: Weights = ()
    genres: Weights = ()
    instruments: Weights = ()
    avoid: tuple[str, ...] = ()
    energy: Span | None = None
    tempo: Span | None = None
    era: Span | None = None
    density: str | None = None
    voice: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return self == SoundProfile()

    def list_names(self, count: int = 3) -> tuple[str, ...]:
        """List its most telling concepts, genres first: what people are shown of it."""
        genres, moods = ([name for name, _ in part] for part in (self.genres, self.moods))
        instruments = [name for name, _ in self.instruments]
        ordered = [*genres[:2], *moods[:1], *instruments[:1], *genres[2:], *moods[1:], *instruments[1:]]
        return tuple(dict.fromkeys(ordered))[:count]

    def to_json(self) -> JsonObject:
        """Plain JSON types; parts that say nothing are left out."""
        lists = {name: [list(pair) for pair in getattr(self, name)] for name in WEIGHTED}
        plain: JsonObject = {**lists, "avoid": list(self.avoid), "density": self.density, "voice": self.voice}
        plain |= {name: list(span) if (span := getattr(self, name)) else None for name in SPANS}
        return {name: value for name, value in plain.items() if value}

    @classmethod
    def from_json(cls, data: JsonObject) -> SoundProfile:
        """Inverse of :meth:`to_json`; keys that it does not have are passed over."""
        return cls(
            moods=_read_weights(data.get("moods")),
            genres=_read_weights(data.get("genres")),
            instruments=_read_weights(data.get("instruments")),
            avoid=tuple(str(each) for each in data.get("avoid") or ()),
            energy=_read_span(data.get("energy")),
            tempo=_read_span(data.get("tempo")),
            era=_read_span(data.get("era")),
            density=data.get("density"),
            voice=data.get("voice"),
        )


def _read_weights(data: Iterable[Iterable[Any]] | None) -> Weights:
    return tuple((str(name), float(weight)) for name, weight in data or ())


def _read_span(data: Sequence[float] | None) -> Span | None:
    return (float(data[0]), float(data[1])) if data else None
