"""What a fit card is to be made of: as plain values that travel between the processes."""

from __future__ import annotations

from dataclasses import dataclass

from media.mix.job import MixJob
from musechat.clip import ClipTraits
from musechat.json_types import JsonObject
from musechat.track import TrackTraits


@dataclass(frozen=True, slots=True)
class FitJob:
    """A mix, and what was measured of the two that go into it.

    Attributes:
        mix: as it would be made; its files for results are not used.
        clip: measured traits of the clip.
        track: and of the track.
        has_clip: whether the clip's file is there; without it there is no filmstrip.

    """

    mix: MixJob
    clip: ClipTraits
    track: TrackTraits
    has_clip: bool = True

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        measured = {"clip": self.clip.to_json(), "track": self.track.to_json()}
        return measured | {"mix": self.mix.to_json(), "has_clip": self.has_clip}

    @classmethod
    def from_json(cls, data: JsonObject) -> FitJob:
        """Inverse of :meth:`to_json`."""
        clip, track = ClipTraits.from_json(data["clip"]), TrackTraits.from_json(data["track"])
        return cls(MixJob.from_json(data["mix"]), clip, track, bool(data["has_clip"]))
