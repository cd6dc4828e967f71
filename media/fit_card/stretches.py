"""Which second of the track is heard at which second of the clip: one stretch, or several where the music leaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from media.mix.cut_plan import SHORTEST_S, Stretch
from media.mix.music_bed import OVERLAP_S, MusicBed
from musechat.fit import FitSection
from musechat.track import Section


def list_stretches(bed: MusicBed, start_s: float, track_length_s: float) -> list[Stretch]:
    """The stretches of a bed whose music begins ``start_s`` into a track of ``track_length_s`` seconds."""
    if bed.plan is not None:
        found = bed.plan.list_stretches(bed.from_s, bed.to_s)
        last = found[-1] if found else None
        return found if last is None else [*found, *_begin_again(bed, last, track_length_s)]
    first = Stretch(bed.from_s, start_s, min(bed.track_to_s - start_s, bed.to_s - bed.from_s))
    return _keep_long([first, *_begin_again(bed, first, track_length_s)])


def _begin_again(bed: MusicBed, last: Stretch, track_length_s: float) -> Iterator[Stretch]:
    """The track from its beginning, over and over, behind a stretch up to the bed's end."""
    step_s = max(track_length_s - OVERLAP_S, 1.0)
    at = last.clip_s + last.length_s - OVERLAP_S
    while at + OVERLAP_S < bed.to_s - SHORTEST_S:
        yield Stretch(at, 0.0, min(track_length_s, bed.to_s - at))
        at += step_s


def _keep_long(stretches: Iterable[Stretch]) -> list[Stretch]:
    return [stretch for stretch in stretches if stretch.length_s > SHORTEST_S]


def map_sections(sections: Sequence[Section], stretches: Sequence[Stretch]) -> Iterator[FitSection]:
    """The sections of the track as far as they are heard, by time."""
    for stretch in stretches:
        for section in sections:
            first = max(section.start_s, stretch.track_s)
            last = min(section.end_s, stretch.track_s + stretch.length_s * stretch.rate)
            if last - first > SHORTEST_S:
                begins, ends = (stretch.clip_s + (at - stretch.track_s) / stretch.rate for at in (first, last))
                yield FitSection(section.label, begins, ends, section.energy)
