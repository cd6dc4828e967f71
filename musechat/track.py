"""A track of the library: its metadata, its licence and what was measured in it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields

from musechat.json_types import JsonObject

CURVE_POINTS = 64
MAX_TRACK_BYTES = 100 * 1024 * 1024  # of a file that a moderator uploads; five uncompressed minutes take half of it


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be done with a track. ``None`` means not known, and is treated as not allowed."""

    id: str  # SPDX id where there is one ("CC-BY-4.0"), else the text found; "unknown"
    url: str = ""
    commercial: bool | None = None
    derivatives: bool | None = None
    attribution: bool | None = None  # credit must be given
    share_alike: bool | None = None


@dataclass(frozen=True, slots=True)
class LicenceStatement:
    """Words about a licence, where they stand, and what they mean."""

    text: str
    where: str  # "tag WCOP", "licences.csv", "song.mp3.json", "a moderator", a source's name
    licence: Licence
    page: str = ""  # the address of the page that says so, where there is one
    seen_at: str = ""  # ISO, UTC

    @classmethod
    def from_json(cls, data: JsonObject) -> LicenceStatement:
        """Inverse of :func:`dataclasses.asdict`."""
        known = {f.name for f in fields(cls)}
        plain: JsonObject = {k: v for k, v in data.items() if k in known}
        return cls(**{**plain, "licence": Licence(**data["licence"])})


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a track with one character."""

    label: str  # "intro", "build", "main", "break", "ending"
    start_s: float
    end_s: float
    energy: float  # 0..1, relative to the whole library's scale


@dataclass(frozen=True, slots=True)
class SoundEntries:
    """Where one instrument comes in: the beginnings of the stretches in which it plays."""

    name: str  # as its tag: "drums"
    starts_s: tuple[float, ...]  # seconds, in order


@dataclass(frozen=True, slots=True)
class TrackTraits:
    """Measured traits of a track. Levels lie in 0..1 unless a unit is given."""

    duration_s: float
    tempo_bpm: float | None  # None where no steady beat was found
    tempo_confidence: float
    beats_s: tuple[float, ...]  # beat times, seconds; empty without a steady beat
    key: str | None  # "C", "C#", ... "B"; None where no key stands out
    mode: str | None  # "major" | "minor"
    key_confidence: float
    loudness_lufs: float  # integrated, EBU R128
    energy: float  # overall arousal: loudness, onsets, brightness and tempo taken together
    energy_curve: tuple[float, ...]  # CURVE_POINTS values at equal steps over the track
    brightness: float  # timbre: 0 dark .. 1 bright
    valence: float  # 0 sad/dark mood .. 1 happy/light mood
    vocals: bool | None  # None: not sure
    vocal_score: float  # estimated probability of singing or rap
    sections: tuple[Section, ...]
    downbeats_s: tuple[float, ...] = ()  # times of the first beats of bars, seconds; empty where they are not known
    tempo_alternatives_bpm: tuple[float, ...] = ()  # octaves at which people may tap it too, most probable first
    silences_s: tuple[tuple[float, float], ...] = ()  # stretches without sound, from and to, seconds
    entries: tuple[SoundEntries, ...] = ()  # of the instruments that are heard; empty where that is not known

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        data = asdict(self)
        data["sections"] = [asdict(s) for s in self.sections]
        data["silences_s"] = [list(span) for span in self.silences_s]
        data["entries"] = [{"name": each.name, "starts_s": list(each.starts_s)} for each in self.entries]
        return {k: list(v) if isinstance(v, tuple) else v for k, v in data.items()}

    @classmethod
    def from_json(cls, data: JsonObject) -> TrackTraits:
        """Inverse of :meth:`to_json`; ignores keys of other versions."""
        known = {f.name for f in fields(cls)}
        plain: JsonObject = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
        plain["sections"] = tuple(Section(**s) for s in data.get("sections", ()))
        plain["entries"] = tuple(SoundEntries(e["name"], tuple(e["starts_s"])) for e in data.get("entries", ()))
        plain["silences_s"] = tuple((float(a), float(b)) for a, b in data.get("silences_s", ()))
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a track, with its confidence."""

    name: str  # lower case: "piano", "ambient", "calm", "no vocals"
    score: float  # 0..1
    source: str  # "tagger", "analyser" (instruments), "file" (the file's own genre tag), "analysis"
    probability: float | None = None  # calibrated: that a listener would agree; None where nothing calibrated it


@dataclass(frozen=True, slots=True)
class Track:
    """One playable piece of the library: a recording, whatever its file is called, tagged or encoded as.

    ``id`` is given once, by :func:`make_track_id`, and kept when the file is retagged, moved or replaced.
    """

    id: str
    title: str
    artist: str
    album: str
    genre: str
    year: int | None
    explicit: bool
    licence: Licence
    source_url: str
    path: str
    file_hash: str
    traits: TrackTraits
    tags: tuple[Tag, ...]
    guild_id: int | None = None  # the only guild that it may be picked in; None: all
    sound_hash: str = ""  # SHA-256 of the encoded sound without its container and tags; "" in rows of older versions
    statements: tuple[LicenceStatement, ...] = ()  # all that is said of its licence
    rating: float | None = None  # its owner's, 0.2 (one star) to 1 (five); None where the file has none

    def get_tag_score(self, name: str) -> float:
        """Score of a tag, 0 where the track does not carry it."""
        return max((t.score for t in self.tags if t.name == name), default=0.0)


def make_track_id(sound_hash: str, guild_id: int | None = None) -> str:
    """The id of a new track with this sound (SHA-256, hex), in everybody's library or in one guild's own."""
    if guild_id is None:
        return sound_hash[:16]
    return hashlib.sha256(f"{sound_hash}:{guild_id}".encode()).hexdigest()[:16]
