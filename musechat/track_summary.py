"""What is known of a track without its beats, sections and files: as much as choosing among many tracks looks at."""

from __future__ import annotations

from typing import NamedTuple

from musechat.track import Licence, Track


class TrackSummary(NamedTuple):
    """The short part of a :class:`musechat.track.Track`, whose fields have the same names and meanings."""

    id: str
    title: str
    artist: str
    album: str
    genre: str
    year: int | None
    explicit: bool
    licence: Licence
    guild_id: int | None
    rating: float | None
    tags: tuple[tuple[str, float], ...]  # name and score
    duration_s: float
    tempo_bpm: float | None
    tempo_confidence: float
    tempo_alternatives_bpm: tuple[float, ...]
    energy: float
    energy_curve: tuple[float, ...]
    brightness: float
    valence: float
    vocals: bool | None
    vocal_score: float

    @classmethod
    def from_track(cls, track: Track) -> TrackSummary:
        """The summary of a whole track."""
        traits = track.traits
        return cls(
            id=track.id,
            title=track.title,
            artist=track.artist,
            album=track.album,
            genre=track.genre,
            year=track.year,
            explicit=track.explicit,
            licence=track.licence,
            guild_id=track.guild_id,
            rating=track.rating,
            tags=tuple((tag.name, tag.score) for tag in track.tags),
            duration_s=traits.duration_s,
            tempo_bpm=traits.tempo_bpm,
            tempo_confidence=traits.tempo_confidence,
            tempo_alternatives_bpm=traits.tempo_alternatives_bpm,
            energy=traits.energy,
            energy_curve=traits.energy_curve,
            brightness=traits.brightness,
            valence=traits.valence,
            vocals=traits.vocals,
            vocal_score=traits.vocal_score,
        )
