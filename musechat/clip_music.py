"""Music that is in a clip already."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClipMusic:
    """A track that was surely found in a clip's own sound.

    Attributes:
        track_id: of the track.
        title, artist: as the library has them now.
        at_s: where in the track the clip begins, seconds.
        score: how well they agree, -1..1; 0 is chance.

    """

    track_id: str
    title: str
    artist: str
    at_s: float
    score: float


@dataclass(frozen=True, slots=True)
class ClipRecording:
    """A recording that a public catalogue of sound takes a clip's own for: likely, and no more.

    Attributes:
        title, artist: as the catalogue has them.
        score: how well the sounds agree, 0..1.

    """

    title: str
    artist: str
    score: float
