"""What is to be mixed, and what came out: as plain values that travel between the processes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from media.mix.guide import CutGuide
from musechat.fit import FitJoint
from musechat.json_types import JsonObject
from musechat.mix_settings import MixSettings

PLENTY = 2**31  # bytes: no limit that matters


@dataclass(frozen=True, slots=True)
class MixJob:
    """One clip and one track, and where the results go.

    Attributes:
        clip: the clip's file.
        track: the track's file.
        start_s: where in the track the music starts.
        settings: of the mix.
        speech_spans_s: stretches of the clip in which somebody speaks; None: they are found here.
        beats_s: beats of the track, seconds.
        bars_s: its bar lines, on which the music may leap so that it ends with the clip; empty: it does not.
        untouched: whether the music may only be cut out, faded and levelled: no loops, no dip in the voice's band.
        max_bytes: how large the video may be; above it the picture is encoded smaller.
        max_seconds: how long the clip may be.
        video: where the mix goes (MP4); None: none is wanted.
        music: where the music alone goes, as long as the mix: any of WAV, FLAC and M4A by their suffixes.
        guide: what else a cut of the music goes by.

    """

    clip: Path
    track: Path
    start_s: float
    settings: MixSettings = field(default_factory=MixSettings)
    speech_spans_s: tuple[tuple[float, float], ...] | None = None
    beats_s: tuple[float, ...] = ()
    bars_s: tuple[float, ...] = ()
    untouched: bool = False
    max_bytes: int = PLENTY
    max_seconds: float = 600.0
    video: Path | None = None
    music: tuple[Path, ...] = ()
    guide: CutGuide = field(default_factory=CutGuide)

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        data: JsonObject = {f.name: getattr(self, f.name) for f in fields(self)}
        data |= {"clip": str(self.clip.absolute()), "track": str(self.track.absolute())}
        data |= {"video": str(self.video) if self.video else None, "music": [str(path) for path in self.music]}
        return data | {"settings": self.settings.to_json(), "guide": self.guide.to_json()}

    @classmethod
    def from_json(cls, data: JsonObject) -> MixJob:
        """Inverse of :meth:`to_json`."""
        spans = data["speech_spans_s"]
        return cls(
            clip=Path(data["clip"]),
            track=Path(data["track"]),
            start_s=float(data["start_s"]),
            settings=MixSettings.from_json(data["settings"]),
            speech_spans_s=None if spans is None else tuple((float(a), float(b)) for a, b in spans),
            beats_s=tuple(float(at) for at in data["beats_s"]),
            bars_s=tuple(float(at) for at in data["bars_s"]),
            untouched=bool(data["untouched"]),
            max_bytes=int(data["max_bytes"]),
            max_seconds=float(data["max_seconds"]),
            video=Path(data["video"]) if data["video"] else None,
            music=tuple(Path(path) for path in data["music"]),
            guide=CutGuide.from_json(data.get("guide")),
        )


@dataclass(frozen=True, slots=True)
class MixReport:
    """What a mix turned out to be. Times in seconds."""

    duration_s: float
    copied: bool  # the picture is the clip's own, bit by bit
    bytes: int  # of the video; 0 without
    width: int  # as shown
    height: int
    fps: float
    loudness_lufs: float  # integrated
    peak_db: float  # true peak before the sound was coded, dBTP
    own_sound: str  # "kept", "muted", "silent" or "lost"
    music_from_s: float  # in the track
    music_to_s: float  # in the track, where it was not begun again
    lies_from_s: float  # in the clip
    lies_to_s: float
    joints: tuple[FitJoint, ...] = ()  # where the music leaps
    rate: float = 1.0  # by how much it plays faster, at the same pitch

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: JsonObject) -> MixReport:
        """Inverse of :meth:`to_json`."""
        joints = tuple(FitJoint(**each) for each in data.get("joints", ()))
        return cls(**{**data, "joints": joints})
