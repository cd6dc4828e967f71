"""What it is worth that bars of a track fall on the cuts of a clip."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musechat.fit import NEAR_S

Doubles = NDArray[np.float64]

_ALL_CUTS = 0.6  # worth of every cut being met by a bar line
_ON_BEAT = 0.6  # of that, by another beat
_ON_SECTION = 1.6  # and by the beginning of a section
_MAIN_EVENT, _REACH_S = 0.6, 1.0  # worth of a rise on the clip's main event; how far from it a little is left
_NEAR_LINE_S = 0.3  # a section's beginning belongs to a bar line so near


class HitValues:
    """Values of the bars of one track under one clip."""

    def __init__(
        self,
        lines_s: Doubles,
        beat_s: float,
        *,
        cuts_s: tuple[float, ...] = (),
        event_s: float | None = None,
        sections_s: tuple[float, ...] = (),
        rises_s: tuple[float, ...] = (),
    ) -> None:
        """Prepare for bars that begin at ``lines_s``; cuts and event are seconds since the music began."""
        self.bars_s = np.diff(lines_s)
        self.beats_s = self.bars_s / np.maximum(np.rint(self.bars_s / beat_s), 1)
        self.cuts = np.array(cuts_s)
        self.event_s = event_s
        self.section = _mark_lines(lines_s, sections_s)[:-1]
        self.rise = _mark_lines(lines_s, rises_s)[:-1]
        self.each = _ALL_CUTS / max(len(cuts_s), 1)

    def rate_bars(self, bars: NDArray[np.int64], at_s: Doubles) -> Doubles:
        """What each of ``bars`` (n,) is worth where it begins ``at_s`` (n,) seconds after the music."""
        worth = np.zeros(len(bars))
        if len(bars) and len(self.cuts):
            first, last = np.searchsorted(self.cuts, (at_s.min() - NEAR_S, (at_s + self.bars_s[bars]).max()))
            for cut in self.cuts[first:last]:
                worth += self._rate_cut(cut - at_s, bars)
        if self.event_s is not None:
            near = np.maximum(0.0, 1 - np.abs(self.event_s - at_s) / _REACH_S)
            worth += np.where(self.rise[bars], _MAIN_EVENT * near, 0.0)
        return worth

    def _rate_cut(self, into_s: Doubles, bars: NDArray[np.int64]) -> Doubles:
        beat = np.rint(into_s / self.beats_s[bars])
        meets = np.abs(into_s - beat * self.beats_s[bars]) <= NEAR_S
        meets &= (into_s >= -NEAR_S) & (into_s < self.bars_s[bars] - NEAR_S)
        of_line = np.where(self.section[bars], _ON_SECTION, 1.0)
        return np.where(meets, np.where(beat == 0, of_line, _ON_BEAT), 0.0) * self.each


def _mark_lines(lines_s: Doubles, times_s: tuple[float, ...]) -> NDArray[np.bool_]:
    if not times_s:
        return np.zeros(len(lines_s), bool)
    return np.asarray(np.abs(lines_s[:, None] - np.array(times_s)).min(axis=1) < _NEAR_LINE_S)
