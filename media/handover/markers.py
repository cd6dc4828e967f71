"""Places in a mix that an editor wants to find: where music, sections and bars begin, and where the clip cuts."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from language.descriptions import format_clock
from media.mix.cut_plan import Stretch, map_times
from media.mix.job import MixReport
from musechat.clip import ClipTraits
from musechat.track import TrackTraits

_NEAR_S = 0.08  # a cut and a bar line within this are said to meet


class MarkerKind(StrEnum):
    """What a marker marks; values are OpenTimelineIO's names of colours."""

    MUSIC = "GREEN"
    SECTION = "BLUE"
    BAR = "YELLOW"
    CUT = "RED"
    JOINT = "PURPLE"


@dataclass(frozen=True, slots=True)
class EditMarker:
    """A place in the mix."""

    at_s: float  # in the clip
    kind: MarkerKind
    name: str
    note: str = ""


def list_markers(track: TrackTraits, clip: ClipTraits | None, mix: MixReport) -> list[EditMarker]:
    """All markers of a mix, by time."""
    heard = list_heard(mix)
    found = [*_mark_music(mix), *_mark_joints(mix), *_mark_sections(track, heard), *_mark_bars(track, heard)]
    found += _mark_cuts(track, clip, heard) if clip is not None else []
    return sorted((each for each in found if 0.0 <= each.at_s < mix.duration_s), key=lambda each: each.at_s)


def _mark_music(mix: MixReport) -> Iterator[EditMarker]:
    yield EditMarker(mix.lies_from_s, MarkerKind.MUSIC, "Music starts", f"track at {mix.music_from_s:.2f} s")
    if mix.lies_to_s < mix.duration_s - _NEAR_S:
        yield EditMarker(mix.lies_to_s, MarkerKind.MUSIC, "Music ends")


def _mark_joints(mix: MixReport) -> Iterator[EditMarker]:
    for number, joint in enumerate(mix.joints, 1):
        left, right = (format_clock(at) for at in (joint.track_from_s, joint.track_to_s))
        yield EditMarker(joint.at_s, MarkerKind.JOINT, f"Joint {number}", f"track leaps from {left} to {right}")


def _mark_sections(track: TrackTraits, heard: Sequence[Stretch]) -> Iterator[EditMarker]:
    for section in track.sections:
        for at in map_times((section.start_s,), heard):
            yield EditMarker(at, MarkerKind.SECTION, section.label.capitalize(), f"energy {section.energy:.2f}")


def _mark_bars(track: TrackTraits, heard: Sequence[Stretch]) -> Iterator[EditMarker]:
    for number, bar in enumerate(track.downbeats_s, 1):
        for at in map_times((bar,), heard):
            yield EditMarker(at, MarkerKind.BAR, f"Bar {number}")


def _mark_cuts(track: TrackTraits, clip: ClipTraits, heard: Sequence[Stretch]) -> Iterator[EditMarker]:
    bars = map_times(track.downbeats_s, heard)
    for number, at in enumerate(clip.cuts_s, 1):
        nearest = min(bars[max(0, (i := bisect.bisect(bars, at)) - 1) : i + 1], key=lambda b: abs(b - at), default=None)
        meets = nearest is not None and abs(nearest - at) <= _NEAR_S
        yield EditMarker(at, MarkerKind.CUT, f"Cut {number}", "on a bar line" if meets else "")


def list_heard(mix: MixReport) -> list[Stretch]:
    """The stretches of the track that a mix holds, one after the other."""
    starts = [(mix.lies_from_s, mix.music_from_s), *((joint.at_s, joint.track_to_s) for joint in mix.joints)]
    ends = [*(joint.at_s for joint in mix.joints), mix.lies_to_s]
    return [Stretch(at, track, end - at, mix.rate) for (at, track), end in zip(starts, ends, strict=True)]
