"""Comparatives: "calmer", "a bit faster", "much longer" as ranges measured from the last pick or the clip."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from musechat.clip import ClipTraits
from musechat.reference_scales import match_clip_energy
from musechat.track import Track, TrackTraits
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import RangeValue


class Degree(Enum):
    """How much more or less was asked for."""

    SMALL = "small"
    PLAIN = "plain"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class LastPick:
    """The pick that "calmer" or "like this" refers to: what was measured in it."""

    track_id: str
    artist: str
    tempo_bpm: float | None
    energy: float
    brightness: float
    valence: float
    length_s: float
    year: int | None = None

    @classmethod
    def from_track(cls, track: Track) -> LastPick:
        """The measured values of a library track."""
        return cls.from_traits(track.id, track.artist, track.traits, track.year)

    @classmethod
    def from_traits(cls, track_id: str, artist: str, traits: TrackTraits, year: int | None = None) -> LastPick:
        """From traits alone."""
        return cls(
            track_id,
            artist,
            traits.tempo_bpm,
            traits.energy,
            traits.brightness,
            traits.valence,
            traits.duration_s,
            year,
        )

    def get_value(self, facet: Facet) -> float | None:
        """The measured value on one scale."""
        return {
            Facet.TEMPO: self.tempo_bpm,
            Facet.ENERGY: self.energy,
            Facet.BRIGHTNESS: self.brightness,
            Facet.VALENCE: self.valence,
            Facet.LENGTH: self.length_s,
            Facet.ERA: self.year,
        }.get(facet)


# Steps on the scales from 0 to 1, and as a share of the value for tempo and length.
_STEPS = {Degree.SMALL: 0.05, Degree.PLAIN: 0.1, Degree.LARGE: 0.25}
_YEARS = {Degree.SMALL: 3, Degree.PLAIN: 6, Degree.LARGE: 15}
_NEW = 2020  # music from here on is new, however old the last pick
_SHARES = {
    Facet.TEMPO: {Degree.SMALL: 0.04, Degree.PLAIN: 0.1, Degree.LARGE: 0.25},
    Facet.LENGTH: {Degree.SMALL: 0.05, Degree.PLAIN: 0.15, Degree.LARGE: 0.4},
}
_SMALL_REACH = 5  # "a bit" also means no more than this many small steps
# What "less" and "more" mean where nothing was measured to compare with.
_ABSOLUTE: dict[Facet, tuple[float, float]] = {
    Facet.TEMPO: (96.0, 118.0),
    Facet.ENERGY: (0.4, 0.6),
    Facet.BRIGHTNESS: (0.4, 0.6),
    Facet.VALENCE: (0.4, 0.6),
    Facet.LENGTH: (120.0, 180.0),
    Facet.ERA: (1999, 2010),
}


def make_relative_wish(
    facet: Facet,
    upward: bool,
    degree: Degree,
    last: LastPick | None,
    clip: ClipTraits | None,
    said: str,
    exact: float | None = None,
) -> Wish:
    """Turn a comparative into a soft range wish.

    The reference is the last pick; on the first turn the clip's energy; without either the wish is absolute. ``exact``
    is a step that was named in numbers ("10 bpm slower"), in the facet's unit.
    """
    if facet is Facet.TEMPO and last is not None and last.tempo_bpm is None:
        facet, exact = Facet.ENERGY, None  # a pick without a steady beat has no tempo to go below
    # None here means that nothing was measured: an absolute bound is better than ignoring the wish.
    than = _find_reference(facet, last, clip)
    if than is None:
        low, high = _ABSOLUTE[facet]
        return Wish(Force.PREFER, facet, _make_range(low=high) if upward else _make_range(high=low), said)
    if facet is Facet.ERA:
        return Wish(Force.PREFER, facet, _shift_years(int(than), upward, degree), said)
    by = exact if exact is not None else _choose_step(facet, than, degree)
    return Wish(Force.PREFER, facet, _shift_range(facet, than, by, upward, degree if exact is None else None), said)


def _find_reference(facet: Facet, last: LastPick | None, clip: ClipTraits | None) -> float | None:
    if last is not None:
        return last.get_value(facet)
    # Of a clip's traits only energy can be said as a track's; its light says nothing of a track's brightness.
    return match_clip_energy(clip.energy) if clip is not None and facet is Facet.ENERGY else None


def _shift_years(than: int, upward: bool, degree: Degree) -> RangeValue:
    by = _YEARS[degree]
    # "newer" than a song of 2018 must not ask for music of the future.
    near = min(than + by, max(than + 1, _NEW)) if upward else than - by
    # "a bit" bounds the far side as well: far too old is as wrong as not old enough.
    far = than + (_SMALL_REACH if upward else -_SMALL_REACH) * by if degree is Degree.SMALL else None
    low, high = (near, far) if upward else (far, near)
    return RangeValue(low, high, than, by)


def _choose_step(facet: Facet, than: float, degree: Degree) -> float:
    return than * _SHARES[facet][degree] if facet in _SHARES else _STEPS[degree]


def _shift_range(facet: Facet, than: float, by: float, upward: bool, degree: Degree | None) -> RangeValue:
    near = than + by if upward else than - by
    far = than + _SMALL_REACH * by if upward else than - _SMALL_REACH * by
    if facet not in _SHARES:  # near an end of the scale the step shrinks, so that the wish can still be met
        near = min(near, than + (1 - than) / 2) if upward else max(near, than / 2)
        far = min(max(far, 0.0), 1.0)
    end = round(far, 3) if degree is Degree.SMALL else None
    low, high = (round(near, 3), end) if upward else (end, round(near, 3))
    return RangeValue(low, high, round(than, 3), round(by, 3))


def _make_range(low: float | None = None, high: float | None = None) -> RangeValue:
    return RangeValue(None if low is None else round(low, 3), None if high is None else round(high, 3))
