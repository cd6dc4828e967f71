"""What is to be compared, and what came out: as plain values that travel between the processes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path

from media.mix.job import MixJob
from musechat.json_types import JsonObject
from musechat.mix_settings import MixSettings


@dataclass(frozen=True, slots=True)
class ComparedTrack:
    """One candidate.

    Attributes:
        track: its file.
        start_s: where in it the music starts where its mix is not cut to length.
        untouched: whether it may only be cut out, faded and levelled: no dip in the voice's band.
        out: where its MP4 goes.
        mix: the job of its mix with the whole clip, whose cuts of the music count here; None: it is only cut out.

    """

    track: Path
    start_s: float
    untouched: bool
    out: Path
    mix: MixJob | None = None


@dataclass(frozen=True, slots=True)
class ComparisonJob:
    """A stretch of a clip and the tracks that are to be heard under it, all at one loudness.

    Attributes:
        clip: the clip's file.
        from_s: where in it the stretch starts.
        length_s: how long it is.
        tracks: the candidates, in the order of their letters.
        settings: of all mixes; where music lies and how long it is are not read.
        speech_spans_s: stretches of the whole clip in which somebody speaks.
        max_bytes: how large each file may be.
        with_picture: whether the clip's picture is shown; else the music's waveform, and only the music is heard.
        max_seconds: how long the clip may be.
        clip_s: how long it is, for music that is cut to end with it.

    """

    clip: Path
    from_s: float
    length_s: float
    tracks: tuple[ComparedTrack, ...]
    settings: MixSettings = field(default_factory=MixSettings)
    speech_spans_s: tuple[tuple[float, float], ...] = ()
    max_bytes: int = 2**31
    with_picture: bool = True
    max_seconds: float = 600.0
    clip_s: float = 0.0

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        data = asdict(self) | {"clip": str(self.clip.absolute()), "settings": self.settings.to_json()}
        data["tracks"] = [
            asdict(each)
            | {"track": str(each.track.absolute()), "out": str(each.out)}
            | {"mix": each.mix.to_json() if each.mix else None}
            for each in self.tracks
        ]
        return data

    @classmethod
    def from_json(cls, data: JsonObject) -> ComparisonJob:
        """Inverse of :meth:`to_json`."""
        tracks = tuple(
            ComparedTrack(
                Path(each["track"]),
                float(each["start_s"]),
                bool(each["untouched"]),
                Path(each["out"]),
                MixJob.from_json(each["mix"]) if each["mix"] else None,
            )
            for each in data["tracks"]
        )
        spans = tuple((float(start), float(end)) for start, end in data["speech_spans_s"])
        settings = MixSettings.from_json(data["settings"])
        typed = {"clip": Path(data["clip"]), "tracks": tracks, "settings": settings, "speech_spans_s": spans}
        return cls(**{**data, **typed})


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """What a comparison turned out to be; one value per candidate."""

    loudness_lufs: tuple[float, ...]  # integrated, of the finished files
    bytes: tuple[int, ...]

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: JsonObject) -> ComparisonReport:
        """Inverse of :meth:`to_json`."""
        return cls(tuple(data["loudness_lufs"]), tuple(data["bytes"]))
