"""Pairs of what happens in the picture and what happens in the music at that time."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from musechat.clip import ClipTraits
from musechat.fit import NEAR_S, ClipEvent, Hit, MusicEvent, find_liveliest

_RISE_REACH_S = 1.0  # a cut within it of a rise belongs to it


def find_hits(
    clip: ClipTraits, length_s: float, rises_s: Sequence[float], bars_s: Sequence[float], beats_s: Sequence[float]
) -> tuple[Hit, ...]:
    """All hits within ``length_s`` seconds, by time: for each rise the nearest cut, for each cut the nearest beat."""
    cuts = [at for at in clip.cuts_s if at < length_s]
    found = [*_pair_rises(rises_s, cuts), *_pair_cuts(cuts, bars_s, beats_s)]
    found += _pair_movement(clip, length_s, rises_s)
    return tuple(sorted(found, key=lambda hit: hit.clip_s))


def _pair_rises(rises_s: Sequence[float], cuts: Sequence[float]) -> Iterator[Hit]:
    for rise in rises_s:
        cut = _find_nearest(rise, cuts)
        if cut is not None and abs(rise - cut) <= _RISE_REACH_S:
            yield Hit(ClipEvent.CUT, MusicEvent.RISE, cut, round(rise - cut, 3))


def _pair_cuts(cuts: Sequence[float], bars_s: Sequence[float], beats_s: Sequence[float]) -> Iterator[Hit]:
    """A bar line where the cut meets one, else the nearest beat."""
    for cut in cuts:
        bar, beat = _find_nearest(cut, bars_s), _find_nearest(cut, beats_s)
        if bar is not None and abs(bar - cut) <= NEAR_S:
            yield Hit(ClipEvent.CUT, MusicEvent.BAR, cut, round(bar - cut, 3))
        elif beat is not None:
            yield Hit(ClipEvent.CUT, MusicEvent.BEAT, cut, round(beat - cut, 3))


def _pair_movement(clip: ClipTraits, length_s: float, rises_s: Sequence[float]) -> Iterator[Hit]:
    """The rise within the clip's liveliest moment, of which no more than its stretch of the energy curve is known."""
    liveliest = find_liveliest(clip)
    if liveliest is None:
        return
    at, step = liveliest
    rise = _find_nearest(at, rises_s)
    if rise is not None and abs(rise - at) <= step / 2 and at < length_s:
        yield Hit(ClipEvent.MOVEMENT, MusicEvent.RISE, round(at, 3), round(rise - at, 3))


def _find_nearest(at: float, times: Sequence[float]) -> float | None:
    place = bisect.bisect(times, at)
    return min(times[max(0, place - 1) : place + 1], key=lambda time: abs(time - at), default=None)
