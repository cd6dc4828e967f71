"""Places in a mix that an editor wants to find: where music, sections and bars begin, and where the clip cuts."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class EditMarker:
    """A place in the mix."""

    at_s: float  # in the clip
    kind: MarkerKind
    name: str
    note: str = ""


def list_markers(track: TrackTraits, clip: ClipTraits | None, mix: MixReport) -> list[EditMarker]:
    """All markers of a mix, by time."""
    found = [*_mark_music(mix), *_mark_sections(track, mix), *_mark_bars(track, mix)]
    found += _mark_cuts(track, clip, mix) if clip is not None else []
    return sorted((each for each in found if 0.0 <= each.at_s < mix.duration_s), key=lambda each: each.at_s)


def _mark_music(mix: MixReport) -> Iterator[EditMarker]:
    yield EditMarker(mix.lies_from_s, MarkerKind.MUSIC, "Music starts", f"track at {mix.music_from_s:.2f} s")
    if mix.lies_to_s < mix.duration_s - _NEAR_S:
        yield EditMarker(mix.lies_to_s, MarkerKind.MUSIC, "Music ends")


def _mark_sections(track: TrackTraits, mix: MixReport) -> Iterator[EditMarker]:
    for section in track.sections:
        if mix.music_from_s <= section.start_s < mix.music_to_s:
            note = f"energy {section.energy:.2f}"
            yield EditMarker(_to_clip(section.start_s, mix), MarkerKind.SECTION, section.label.capitalize(), note)


def _mark_bars(track: TrackTraits, mix: MixReport) -> Iterator[EditMarker]:
    for number, at in enumerate(track.downbeats_s, 1):
        if mix.music_from_s <= at < mix.music_to_s:
            yield EditMarker(_to_clip(at, mix), MarkerKind.BAR, f"Bar {number}")


def _mark_cuts(track: TrackTraits, clip: ClipTraits, mix: MixReport) -> Iterator[EditMarker]:
    bars = [_to_clip(at, mix) for at in track.downbeats_s]
    for number, at in enumerate(clip.cuts_s, 1):
        nearest = min(bars[max(0, (i := bisect.bisect(bars, at)) - 1) : i + 1], key=lambda b: abs(b - at), default=None)
        meets = nearest is not None and abs(nearest - at) <= _NEAR_S
        yield EditMarker(at, MarkerKind.CUT, f"Cut {number}", "on a bar line" if meets else "")


def _to_clip(track_s: float, mix: MixReport) -> float:
    return track_s - mix.music_from_s + mix.lies_from_s
