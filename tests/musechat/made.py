"""Tracks and clips made up for tests; every value can be set, the rest is plain and alike."""

from __future__ import annotations

from typing import Any

from musechat.clip import ENERGY_POINTS, ClipTraits
from musechat.reference_scales import match_clip_energy, place_music_energy
from musechat.track import CURVE_POINTS, Licence, Section, Tag, Track, TrackTraits
from musechat.wish import Facet, Force, Wish, parse_value

FREE = Licence("CC0-1.0", commercial=True, derivatives=True, attribution=False, share_alike=False)
CREDIT = Licence("CC-BY-4.0", commercial=True, derivatives=True, attribution=True, share_alike=False)
HOME = Licence("CC-BY-NC-4.0", commercial=False, derivatives=True, attribution=True, share_alike=False)
UNKNOWN = Licence("unknown")


def made_traits(**changed: Any) -> TrackTraits:
    """Traits of a steady, middling 90 s piece with an intro, a main part and an ending."""
    duration = changed.get("duration_s", 90.0)
    tempo = changed.get("tempo_bpm", 120.0)
    beats = tuple(i * 60 / tempo for i in range(int(duration * tempo / 60))) if tempo else ()
    values: dict[str, Any] = {
        "duration_s": duration,
        "tempo_bpm": tempo,
        "tempo_confidence": 0.9,
        "beats_s": beats,
        "key": "C",
        "mode": "major",
        "key_confidence": 0.8,
        "loudness_lufs": -14.0,
        "energy": 0.5,
        "energy_curve": (0.5,) * CURVE_POINTS,
        "brightness": 0.5,
        "valence": 0.5,
        "vocals": False,
        "vocal_score": 0.05,
        "sections": (
            Section("intro", 0.0, duration * 0.2, 0.3),
            Section("main", duration * 0.2, duration * 0.9, 0.6),
            Section("ending", duration * 0.9, duration, 0.3),
        ),
    }
    return TrackTraits(**(values | changed))


def made_track(track_id: str = "t1", *, tags: dict[str, float] | None = None, **changed: Any) -> Track:
    """A track; keywords of :class:`TrackTraits` and of :class:`Track` alike."""
    own = {k: changed.pop(k) for k in tuple(changed) if k in Track.__slots__}
    values: dict[str, Any] = {
        "title": f"Title {track_id}",
        "artist": f"Artist {track_id}",
        "album": "",
        "genre": "",
        "year": None,
        "explicit": False,
        "licence": FREE,
        "source_url": "",
        "path": f"{track_id}.mp3",
        "file_hash": track_id * 4,
        "traits": made_traits(**changed),
        "tags": tuple(Tag(name, score, "tagger") for name, score in (tags or {}).items()),
    }
    return Track(id=track_id, **(values | own))


def made_clip(**changed: Any) -> ClipTraits:
    """A quiet 20 s clip with no sound of its own."""
    values: dict[str, Any] = {
        "duration_s": 20.0,
        "width": 640,
        "height": 360,
        "fps": 25.0,
        "container": "mp4",
        "has_picture": True,
        "has_sound": False,
        "speech": 0.0,
        "music": 0.0,
        "loudness_lufs": None,
        "cuts_s": (),
        "cuts_per_minute": 0.0,
        "motion": 0.3,
        "motion_peak": 0.4,
        "brightness": 0.5,
        "contrast": 0.5,
        "saturation": 0.5,
        "warmth": 0.5,
        "palette": ("#808080",),
        "energy": 0.4,
        "energy_curve": (0.4,) * ENERGY_POINTS,
    }
    return ClipTraits(**(values | changed))


def wish_of(force: Force, facet: Facet, value: dict[str, Any], said: str = "") -> Wish:
    """A wish whose value is written as its JSON, which is shorter to read in tables of cases."""
    return Wish(force, facet, parse_value(facet, value), said)


def find_clip_energy(music: float) -> float:
    """The energy of a clip that is as lively among clips as music of an energy is among music."""
    return next(n / 1000 for n in range(1001) if match_clip_energy(n / 1000) >= music)


def find_music_energy(place: float) -> float:
    """The energy of music at a place among music."""
    return next(n / 10000 for n in range(10001) if place_music_energy(n / 10000) >= place)
