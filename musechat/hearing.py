"""What a learned analyser heard in a track: handed from the models to the signal analysis, which knows no models."""

from __future__ import annotations

from dataclasses import dataclass

from musechat.track import SoundEntries, Tag


@dataclass(frozen=True, slots=True)
class HeardRhythm:
    """Beats and tempo. ``tempo_bpm`` is None, and all else empty, where nothing beats."""

    tempo_bpm: float | None
    confidence: float  # probability that the tempo is within 4 % of what people count
    alternatives_bpm: tuple[float, ...] = ()  # octaves at which people may count it too, most probable first
    beats_s: tuple[float, ...] = ()
    downbeats_s: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class HeardKey:
    """A key, "C".."B" with "major" or "minor"; both None where none stands out."""

    tonic: str | None
    mode: str | None
    confidence: float  # probability that it is the right one


@dataclass(frozen=True, slots=True)
class HeardMusic:
    """All that was heard."""

    rhythm: HeardRhythm
    key: HeardKey
    instruments: tuple[Tag, ...] = ()  # best first
    entries: tuple[SoundEntries, ...] = ()  # where instruments come in
