"""The measured traits of a member's clip."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from musechat.json_types import JsonObject

ENERGY_POINTS = 32
# Shares of a clip's time from which speech and music are claimed of it (`research/evaluation/clip_sound.py`).
SURE_SPEECH = 0.15
SURE_MUSIC = 0.3
SURE_SCENE = 0.9  # probability from which something is said to be in a clip


@dataclass(frozen=True, slots=True)
class SceneScore:
    """Something that the pictures show, with its calibrated probability."""

    name: str  # a concept's id: "coast", "kitchen", "dog", "people"
    probability: float  # 0..1 that a person who watches the clip would agree


@dataclass(frozen=True, slots=True)
class ClipTraits:
    """Measured traits of a clip. Shares and levels lie in 0..1 unless a unit is given."""

    duration_s: float
    width: int
    height: int
    fps: float
    container: str  # short format name: "mp4", "webm", ...
    has_picture: bool
    has_sound: bool  # an audio stream that is not silent
    speech: float  # share of the clip's time with speech; 0 without sound
    music: float  # share of the clip's time with music; 0 without sound
    loudness_lufs: float | None  # integrated loudness of the clip's own sound; None without sound
    cuts_s: tuple[float, ...]  # times of hard cuts, seconds, ascending
    cuts_per_minute: float
    motion: float  # mean picture motion
    motion_peak: float
    brightness: float  # mean luma
    contrast: float
    saturation: float
    warmth: float  # 0 cold (blue) .. 0.5 neutral .. 1 warm (orange)
    palette: tuple[str, ...]  # up to five "#rrggbb", most frequent first
    energy: float  # overall pace of the clip: motion, cuts and loud sound taken together
    energy_curve: tuple[float, ...]  # ENERGY_POINTS values at equal steps over the clip
    scenes: tuple[SceneScore, ...] = ()  # what the pictures show, most probable first
    speech_spans_s: tuple[tuple[float, float], ...] = ()  # stretches with speech: start and end, seconds, ascending
    notices: tuple[str, ...] = ()  # what its owner should be told about the file: "upload-cut", "sound-lost", ...

    @property
    def has_speech(self) -> bool:
        """Whether it is sure that somebody speaks in it."""
        return self.speech >= SURE_SPEECH

    @property
    def has_music(self) -> bool:
        """Whether it is sure that there is music in it."""
        return self.music >= SURE_MUSIC

    @property
    def gladness(self) -> float:
        """How much its light and colours suggest a glad mood, 0..1: weak evidence, no measure of what happens in it."""
        return 0.5 * self.brightness + 0.3 * self.saturation + 0.2 * self.warmth

    @property
    def sure_scenes(self) -> tuple[str, ...]:
        """The ids of what the pictures surely show, surest first; only these may be told to a member."""
        return tuple(scene.name for scene in self.scenes if scene.probability >= SURE_SCENE)

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}

    @classmethod
    def from_json(cls, data: JsonObject) -> ClipTraits:
        """Inverse of :meth:`to_json`; ignores keys of other versions."""
        known = {f.name for f in fields(cls)}
        values: JsonObject = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
        values["scenes"] = tuple(SceneScore(**scene) for scene in data.get("scenes", ()))
        values["speech_spans_s"] = tuple((start, end) for start, end in data.get("speech_spans_s", ()))
        return cls(**values)
