"""Starts from which a track's beats, bar lines and sections fall on the cuts of a clip and on its main event."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from language.certainty import judge_tempo
from musechat.clip import ClipTraits
from musechat.fit import NEAR_S, find_main_event, list_rising
from musechat.track import TrackTraits

Curve = NDArray[np.float64]

MOST_CUTS = 60  # of a clip that are looked at, spread over it
_ON_BAR, _ON_BEAT, _ON_SECTION = 1.0, 0.6, 1.6  # worth of a cut that is met so
_ALL_CUTS, _EVENT = 0.4, 0.3  # of all cuts on bar lines, of a section that begins with the main event
_EVENT_REACH_S = 1.0
_OFF_BEAT = 0.1  # what it costs to start between two beats
_FARTHEST_S = 2.0  # that a start is moved for a cut


class CutHits:
    """What starts of one track are worth under one clip; nothing where its beat cannot be counted on."""

    def __init__(self, clip: ClipTraits, track: TrackTraits) -> None:
        """Take what is needed of both."""
        cuts = np.array(clip.cuts_s)
        if len(cuts) > MOST_CUTS:
            cuts = cuts[np.linspace(0, len(cuts) - 1, MOST_CUTS).astype(int)]
        counted = bool(track.beats_s) and bool(judge_tempo(track))
        self.cuts = cuts if counted else cuts[:0]
        self.beats, self.bars = np.array(track.beats_s), np.array(track.downbeats_s)
        self.sections = np.array([section.start_s for section in track.sections[1:]])
        self.rises = np.array(list_rising(track.sections))
        self.event_s = find_main_event(clip)

    def list_shifted(self, start: float, latest: float) -> list[float]:
        """Starts near one, from which a bar line or a section falls exactly on a cut."""
        found = set[float]()
        for cut in self.cuts:
            for times in (self.bars, self.sections):
                if len(times):
                    at = float(times[np.abs(times - start - cut).argmin()]) - float(cut)
                    found.add(round(at, 3))
        if self.event_s is not None and len(self.rises):
            found.add(self._snap(float(self.rises[np.abs(self.rises - start - self.event_s).argmin()]) - self.event_s))
        return sorted(at for at in found if 0.0 <= at <= latest and abs(at - start) <= _FARTHEST_S)

    def _snap(self, at: float) -> float:
        """The nearest beat: an event is not known so exactly that music should begin between two of them for it."""
        return float(self.beats[np.abs(self.beats - at).argmin()]) if len(self.beats) else round(at, 3)

    def score_starts(self, starts: Curve) -> Curve:
        """What each start (n,) is worth, about -0.1 to 1."""
        worth = np.zeros(len(starts))
        if len(self.cuts):
            heard = starts[:, None] + self.cuts
            met = np.where(_meets(heard, self.beats), _ON_BEAT, 0.0)
            met = np.where(_meets(heard, self.bars), _ON_BAR, met)
            met = np.where(_meets(heard, self.sections), _ON_SECTION, met)
            worth += _ALL_CUTS * met.mean(axis=1) - np.where(_meets(starts, self.beats), 0.0, _OFF_BEAT)
        if self.event_s is not None and len(self.rises):
            off = np.abs((starts + self.event_s)[:, None] - self.rises).min(axis=1)
            worth += _EVENT * np.maximum(0.0, 1 - off / _EVENT_REACH_S)
        return worth


def _meets(heard: Curve, times: Curve) -> NDArray[np.bool_]:
    """Whether one of ``times``, ascending, lies near enough to each moment."""
    if not len(times):
        return np.zeros(heard.shape, bool)
    after = np.clip(np.searchsorted(times, heard), 0, len(times) - 1)
    before = np.maximum(after - 1, 0)
    return np.asarray(np.minimum(np.abs(times[after] - heard), np.abs(times[before] - heard)) <= NEAR_S)
