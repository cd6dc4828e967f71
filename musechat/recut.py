"""A new cut of a clip: which stretches were kept, and where moments of the earlier version lie in it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum

from musechat.json_types import JsonObject
from musechat.mix_settings import MixSettings

LEAST_CHANGE_S = 0.25  # a difference below this is none that anybody sees
SAME_START_S = 0.05  # starts nearer than this are the same to hear
SHORTEST_MUSIC_S = 1.0  # music under a stretch shorter than this is none
LEAST_SHARE = 0.5  # of the shorter version that both must have
LEAST_NEW_SHARE = 0.3  # of the new version that must have been in the earlier one


@dataclass(frozen=True, slots=True)
class KeptStretch:
    """A stretch of the new version, seconds; what lies at ``t`` of it lay at ``t + shift_s`` of the earlier one."""

    from_s: float
    to_s: float
    shift_s: float

    @property
    def length_s(self) -> float:
        """Its length, seconds."""
        return self.to_s - self.from_s


@dataclass(frozen=True, slots=True)
class CutChange:
    """A place where both versions differ.

    Attributes:
        at_s: where in the new version; 0 at its beginning, its length at its end.
        removed_s: seconds of the earlier version that are gone there.
        added_s: seconds that are new there.

    """

    at_s: float
    removed_s: float
    added_s: float


@dataclass(frozen=True, slots=True)
class Recut:
    """How a new version of a clip follows from the earlier one; stretches in order, in both versions alike."""

    old_s: float  # length of the earlier version
    new_s: float
    kept: tuple[KeptStretch, ...]

    @property
    def is_same_clip(self) -> bool:
        """Whether enough of both is the same for the new one to be a version of the earlier one."""
        common = sum(each.length_s for each in self.kept)
        return common >= LEAST_SHARE * min(self.old_s, self.new_s) and common >= LEAST_NEW_SHARE * self.new_s

    @property
    def moved_as_one(self) -> bool:
        """Whether all that was kept moved by the same time."""
        shifts = [each.shift_s for each in self.kept]
        return not shifts or max(shifts) - min(shifts) < LEAST_CHANGE_S

    def find_new_time(self, old_s: float) -> float | None:
        """Where a moment of the earlier version lies in the new one; None where it was cut out."""
        for each in self.kept:
            if each.from_s - 1e-6 <= old_s - each.shift_s <= each.to_s + 1e-6:
                return old_s - each.shift_s
        return None

    def find_next_time(self, old_s: float) -> float:
        """The same; of a moment that was cut out, where the material after it begins."""
        found = self.find_new_time(old_s)
        if found is not None:
            return found
        return next((each.from_s for each in self.kept if each.from_s + each.shift_s >= old_s), self.new_s)

    def list_changes(self) -> tuple[CutChange, ...]:
        """Where something was taken out or put in, first to last."""
        changes: list[CutChange] = []
        new_s, old_s = 0.0, 0.0
        for each in self.kept:
            changes.append(CutChange(new_s, each.from_s + each.shift_s - old_s, each.from_s - new_s))
            new_s, old_s = each.to_s, each.to_s + each.shift_s
        changes.append(CutChange(new_s, self.old_s - old_s, self.new_s - new_s))
        return tuple(each for each in changes if max(each.removed_s, each.added_s) >= LEAST_CHANGE_S)


class RecutDoubt(StrEnum):
    """Why a pick may no longer fit the new version."""

    TOO_SHORT = "too-short"  # the track ends before the clip does
    LIVELIER = "livelier"  # than the version that it was picked for
    CALMER = "calmer"
    MOMENT_GONE = "moment-gone"  # the moment that was to be hit was cut out


class RecutHit(StrEnum):
    """What in the music still falls on the moment of the clip on which it fell."""

    DROP = "drop"  # as a member asked
    RISE = "rise"


@dataclass(frozen=True, slots=True)
class RecutNews:
    """What a member is told of a new version of their clip.

    Attributes:
        changes: where both versions differ.
        new_s: length of the new one.
        was_s: where in the track the music started.
        start_s: where it starts now.
        begins_s: where in the clip the music begins; 0 its beginning.
        together_s: the stretch of the clip in which picture and music are together as they were; None: wherever it
            is what it was.
        hit: what still falls where it did; None where nothing did that is known.
        hit_s: on which second of the new version.
        on_cut: whether that is a cut.
        missing_s: seconds of the clip that are left without music at its end.
        doubts: why the pick may no longer fit.
        instead: number of the first alternate on the card that is long enough; 0 none.

    """

    changes: tuple[CutChange, ...]
    new_s: float
    was_s: float
    start_s: float
    begins_s: float = 0.0
    together_s: tuple[float, float] | None = None
    hit: RecutHit | None = None
    hit_s: float = 0.0
    on_cut: bool = False
    missing_s: float = 0.0
    doubts: tuple[RecutDoubt, ...] = ()
    instead: int = 0

    @property
    def moved(self) -> bool:
        """Whether the music starts elsewhere in the track than before."""
        return abs(self.start_s - self.was_s) >= SAME_START_S

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return asdict(self) | {"changes": [asdict(each) for each in self.changes]}

    @classmethod
    def from_json(cls, data: JsonObject) -> RecutNews:
        """Inverse of :meth:`to_json`; ignores keys of other versions."""
        known = {each.name for each in fields(cls)}
        values: JsonObject = {key: value for key, value in data.items() if key in known}
        values["changes"] = tuple(CutChange(**each) for each in values.get("changes", ()))
        values["doubts"] = tuple(RecutDoubt(each) for each in values.get("doubts", ()))
        values["together_s"] = tuple(values["together_s"]) if values.get("together_s") else None
        values["hit"] = RecutHit(values["hit"]) if values.get("hit") else None
        return cls(**values)


@dataclass(frozen=True, slots=True)
class MovedUse:
    """How a track lies under the new version.

    Attributes:
        start_s: where in the track the music starts.
        mix: with its moments where they lie now.
        anchor: the stretch in which picture and music are together as before.

    """

    start_s: float
    mix: MixSettings
    anchor: KeptStretch


def move_use(recut: Recut, start_s: float, mix: MixSettings, hits_s: Sequence[float] = ()) -> MovedUse:
    """Lay a track under the new version so that it stays with the pictures that it was under.

    Where stretches moved differently, those count that hold what was pinned, else what is to be hit, else most of the
    clip.

    Args:
        recut: of at least one stretch that was kept.
        start_s: where in the track the music started.
        mix: how it was laid under the earlier version.
        hits_s: moments of the earlier version at which the music does something, the most telling first.

    """
    pinned = () if mix.drop_at_s is None else (mix.drop_at_s,)
    anchor = _find_anchor(recut, (*pinned, *hits_s))
    began_s = mix.clip_start_s or 0.0
    # What began with a moment of the clip goes with it, what lay under all of it goes on lying under all of it.
    begins_s = max(0.0, began_s - anchor.shift_s) if mix.clip_start_s else 0.0
    wanted = start_s + begins_s + anchor.shift_s - began_s
    if wanted < 0.0:  # the track has nothing before its beginning
        begins_s, wanted = begins_s - wanted, 0.0
    drop = None if mix.drop_at_s is None else recut.find_new_time(mix.drop_at_s)
    end = None if mix.clip_end_s is None else round(min(recut.find_next_time(mix.clip_end_s), recut.new_s), 3)
    begins = round(begins_s, 3) if begins_s >= SAME_START_S else None
    if begins is not None and begins > recut.new_s - SHORTEST_MUSIC_S:  # nothing of the stretch is left
        begins, end, wanted = None, None, start_s
    if end is not None and end - (begins or 0.0) < SHORTEST_MUSIC_S:
        end = None
    moved = replace(mix, clip_start_s=begins, clip_end_s=end, drop_at_s=None if drop is None else round(drop, 3))
    return MovedUse(round(wanted, 3), moved, anchor)


def _find_anchor(recut: Recut, moments_s: Sequence[float]) -> KeptStretch:
    for moment in moments_s:
        found = recut.find_new_time(moment)
        if found is not None:
            return next(each for each in recut.kept if each.from_s - 1e-6 <= found <= each.to_s + 1e-6)
    return max(recut.kept, key=lambda each: each.length_s)
