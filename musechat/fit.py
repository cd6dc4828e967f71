"""How a clip and the music under it meet: computed once, drawn as a picture, told in words and drawn on the page.

All times are seconds of the clip unless said otherwise. What is not surely known is not in it: beats and bar lines
without a tempo that can be counted on, a voice that may be an instrument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar

from musechat.clip import ClipTraits
from musechat.json_types import JsonObject
from musechat.track import Section

NEAR_S = 0.08  # a cut and a beat within this are seen and heard together
LIVELY, STANDS_OUT = 0.3, 1.5  # least energy of the liveliest moment, and how many times the clip's mean it must be
_LIVELIER = 0.08  # of a section's energy over another's, which a listener notices
_CLIMAX_RISE = 0.25  # how much a clip's energy must rise for its climax to matter
_LEAST_POINTS = 8  # of an energy curve that has a climax
T = TypeVar("T")


class MusicEvent(StrEnum):
    """What happens in the music."""

    RISE = "rise"  # it becomes much louder, and stays so
    BAR = "bar"
    BEAT = "beat"


class ClipEvent(StrEnum):
    """What happens in the picture."""

    CUT = "cut"
    MOVEMENT = "movement"  # the clip's liveliest moment


class FitEnding(StrEnum):
    """How the music ends."""

    OWN = "own"  # the track's own ending falls on the clip's end
    CADENCE = "cadence"  # on the first beat of a bar, which rings out until the clip's end
    BEAT = "beat"  # on a beat
    FADE = "fade"  # it fades out until the clip's end
    CUT = "cut"  # with the clip, without a fade
    EARLY = "early"  # before the clip does


@dataclass(frozen=True, slots=True)
class Hit:
    """Something in the picture, and what happens in the music nearest to it."""

    clip: ClipEvent
    music: MusicEvent
    clip_s: float
    late_s: float  # by how much the music comes later; negative: earlier

    @property
    def meets(self) -> bool:
        """Whether both are perceived as one."""
        return abs(self.late_s) <= NEAR_S


@dataclass(frozen=True, slots=True)
class FitSection:
    """A section of the track as far as it lies under the clip."""

    label: str  # as in :class:`musechat.track.Section`
    from_s: float
    to_s: float
    energy: float  # 0..1


@dataclass(frozen=True, slots=True)
class FitJoint:
    """A place where the music leaps, or begins again."""

    at_s: float
    track_from_s: float  # where in the track it leaves
    track_to_s: float  # and where it goes on


@dataclass(frozen=True, slots=True)
class Fit:
    """How one clip and the music under it meet."""

    length_s: float
    music_from_s: float
    music_to_s: float
    track_from_s: float  # where in the track the music begins
    cuts_s: tuple[float, ...]
    clip_energy: tuple[float, ...]  # 0..1 at equal steps over the clip
    waveform: tuple[float, ...]  # loudness of the music, 0..1, at equal steps over the clip; 0 where there is none
    sections: tuple[FitSection, ...]
    bars_s: tuple[float, ...]  # bar lines; empty where they are not known
    beats_known: bool  # whether anything may be said of beats and bars
    beats_sure: bool  # and whether it may be said plainly
    rises_s: tuple[float, ...]
    hits: tuple[Hit, ...]  # by time
    joints: tuple[FitJoint, ...]
    ending: FitEnding
    fade_s: float  # length of the fade at the end; 0 without one
    sings: bool | None  # whether somebody sings in the track; None: not sure
    rate: float = 1.0  # by how much the music plays faster than the track does, at the same pitch

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: JsonObject) -> Fit:
        """Inverse of :meth:`to_json`.

        Raises:
            KeyError, TypeError, ValueError: it is none.

        """
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        values["sections"] = _read_list(data["sections"], lambda each: FitSection(**each))
        values["joints"] = _read_list(data["joints"], lambda each: FitJoint(**each))
        values["hits"] = _read_list(data["hits"], _read_hit)
        values["ending"] = FitEnding(data["ending"])
        return cls(**values)

    @property
    def main_hits(self) -> tuple[Hit, ...]:
        """The hits of rises, which people notice first."""
        return tuple(hit for hit in self.hits if hit.music is MusicEvent.RISE)

    @property
    def grid_hits(self) -> tuple[Hit, ...]:
        """The cuts that fall on a beat or a bar line."""
        return tuple(hit for hit in self.hits if hit.music is not MusicEvent.RISE and hit.meets)


def list_rising(sections: Sequence[Section]) -> tuple[float, ...]:
    """Where sections of a track begin that are livelier than what lies before them, seconds."""
    return tuple(after.start_s for before, after in pairwise(sections) if after.energy >= before.energy + _LIVELIER)


def find_liveliest(clip: ClipTraits) -> tuple[float, float] | None:
    """The middle and the length of the clip's liveliest moment, seconds; None where none stands out."""
    curve = clip.energy_curve
    if not curve or max(curve) < max(LIVELY, STANDS_OUT * sum(curve) / len(curve)):
        return None
    step = clip.duration_s / len(curve)
    return (curve.index(max(curve)) + 0.5) * step, step


def find_climax_s(clip: ClipTraits) -> float | None:
    """The largest lasting rise of a clip's energy, in seconds; None where it rises by less than a quarter."""
    curve, count = clip.energy_curve, len(clip.energy_curve)
    if count < _LEAST_POINTS:
        return None
    # At least a tenth of the clip on either side: a mean over less is a single loud frame.
    margin = max(2, count // 10)
    rises = {at: sum(curve[at:]) / (count - at) - sum(curve[:at]) / at for at in range(margin, count - margin + 1)}
    best = max(rises, key=lambda at: rises[at])
    return best / count * clip.duration_s if rises[best] >= _CLIMAX_RISE else None


def find_main_event(clip: ClipTraits) -> float | None:
    """The second of the clip on which the music's main rise is to fall; None without one.

    Where its energy rises most and lastingly, on the cut there is; else its liveliest moment.
    """
    at = find_climax_s(clip)
    if at is None:
        liveliest = find_liveliest(clip)
        return None if liveliest is None else liveliest[0]
    cut = min(clip.cuts_s, key=lambda time: abs(time - at), default=at)
    return cut if abs(cut - at) <= clip.duration_s / len(clip.energy_curve) else at


def _read_list(items: list[Any], read: Callable[[Any], T]) -> tuple[T, ...]:
    return tuple(read(item) for item in items)


def _read_hit(data: JsonObject) -> Hit:
    return Hit(ClipEvent(data["clip"]), MusicEvent(data["music"]), float(data["clip_s"]), float(data["late_s"]))
