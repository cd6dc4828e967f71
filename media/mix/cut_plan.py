"""How a track is cut to length: which stretches of it are heard one after the other, and how they end."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from media.mix.music_sounds import join_sounds
from media.preview.excerpt import RATE, Floats
from musechat.fit import FitJoint

SEAM_S = 0.04  # over which both sides of a joint are heard
SHORTEST_S = 0.05  # a stretch below it is not worth mentioning


class CutEnding(StrEnum):
    """On what the music ends; the values of :class:`musechat.fit.FitEnding` where they mean the same."""

    OWN = "own"  # the track's own ending
    CADENCE = "cadence"  # the first beat of a bar, which rings out
    FADE = "fade"  # wherever it is by then


@dataclass(frozen=True, slots=True)
class Joint:
    """A leap in a track, seconds of the track."""

    leaves_s: float
    enters_s: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the track that is heard without a leap."""

    clip_s: float  # where in the clip it begins
    track_s: float  # and where in the track
    length_s: float  # in the clip
    rate: float = 1.0  # seconds of the track in a second of the clip


@dataclass(frozen=True, slots=True)
class CutPlan:
    """A track cut to length.

    Attributes:
        start_s: where in the track it starts.
        joints: in the order in which they are heard.
        end_s: where in the track it ends.
        ending: on what.
        fade_s: length of the fade that belongs to that ending; None: as mixes fade.
        rate: by how much it plays faster, at the same pitch.

    """

    start_s: float
    joints: tuple[Joint, ...]
    end_s: float
    ending: CutEnding
    fade_s: float | None = None
    rate: float = 1.0

    @property
    def length_s(self) -> float:
        """How long it plays."""
        enters = (self.start_s, *(joint.enters_s for joint in self.joints))
        leaves = (*(joint.leaves_s for joint in self.joints), self.end_s)
        return sum(leave - enter for enter, leave in zip(enters, leaves, strict=True)) / self.rate

    def list_stretches(self, from_s: float, to_s: float) -> list[Stretch]:
        """Its stretches where it lies between two times of a clip."""
        found, at = list[Stretch](), from_s
        enters = (self.start_s, *(joint.enters_s for joint in self.joints))
        leaves = (*(joint.leaves_s for joint in self.joints), self.end_s)
        for enter, leave in zip(enters, leaves, strict=True):
            length = min((leave - enter) / self.rate, to_s - at)
            if length > SHORTEST_S:
                found.append(Stretch(at, enter, length, self.rate))
            at += (leave - enter) / self.rate
        return found


def apply_joints(sound: Floats, plan: CutPlan) -> Floats:
    """The music (2, m) that a plan makes of a whole track (2, n), at the track's own tempo."""
    half = round(SEAM_S / 2 * RATE)
    enters = [plan.start_s, *(joint.enters_s for joint in plan.joints)]
    leaves = [*(joint.leaves_s for joint in plan.joints), plan.end_s]
    music: Floats | None = None
    for number, (enter, leave) in enumerate(zip(enters, leaves, strict=True)):
        first = max(0, round(enter * RATE) - (half if number else 0))
        last = round(leave * RATE) + (half if number < len(plan.joints) else 0)
        part = sound[:, first:last]
        music = part if music is None else join_sounds(music, part, 2 * half)
    assert music is not None  # noqa: S101 - there is at least one stretch
    return music if plan.joints else music.copy()


def map_times(times_s: Iterable[float], stretches: Sequence[Stretch]) -> list[float]:
    """Where in the clip times of the track are heard, ascending; a time may be heard several times, or never."""
    times = tuple(times_s)
    return sorted(
        each.clip_s + (at - each.track_s) / each.rate
        for each in stretches
        for at in times
        if each.track_s <= at < each.track_s + each.length_s * each.rate
    )


def list_joints(stretches: Sequence[Stretch]) -> tuple[FitJoint, ...]:
    """The places between stretches."""
    pairs = itertools.pairwise(stretches)
    return tuple(
        FitJoint(
            round(after.clip_s, 3),
            round(before.track_s + (after.clip_s - before.clip_s) * before.rate, 3),
            round(after.track_s, 3),
        )
        for before, after in pairs
    )
