"""One scale for clips and for music: the share of clips, or of music, that lies below.

The energies of both are measured in 0..1, by different things: a clip of 0.4 may be livelier than most clips, where
music of 0.4 is calmer than most music. What clips and music are like is in :mod:`musechat.reference_quantiles`,
measured on reference material.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from musechat.reference_quantiles import CLIP_BRIGHTNESS, CLIP_ENERGY, CLIP_GLADNESS, MUSIC_ENERGY

CLOSE_PACE = 0.15  # difference of places within which clip and music share a pace


def _add_ends(quantiles: Sequence[float]) -> tuple[float, ...]:
    return (0.0, *quantiles, 1.0)


# Both axes of each scale. Beyond the outermost quantiles a place goes on to the end of the scale.
PLACES = _add_ends([(n + 0.5) / len(MUSIC_ENERGY) for n in range(len(MUSIC_ENERGY))])
MUSIC_ENERGIES = _add_ends(MUSIC_ENERGY)
_CLIP_ENERGIES = _add_ends(CLIP_ENERGY)
_CLIP_GLADNESSES = _add_ends(CLIP_GLADNESS)
_CLIP_BRIGHTNESSES = _add_ends(CLIP_BRIGHTNESS)


def place_clip_energy(energy: float) -> float:
    """Share of clips that are calmer than one of this energy, 0..1."""
    return _interpolate(energy, _CLIP_ENERGIES, PLACES)


def place_clip_gladness(gladness: float) -> float:
    """Share of clips whose light and colours are less glad, 0..1."""
    return _interpolate(gladness, _CLIP_GLADNESSES, PLACES)


def place_clip_brightness(brightness: float) -> float:
    """Share of clips that are darker, 0..1."""
    return _interpolate(brightness, _CLIP_BRIGHTNESSES, PLACES)


def place_music_energy(energy: float) -> float:
    """Share of music that is calmer than music of this energy, 0..1."""
    return _interpolate(energy, MUSIC_ENERGIES, PLACES)


def match_clip_energy(energy: float) -> float:
    """The energy of music that is as lively among music as a clip of this energy is among clips."""
    return _interpolate(place_clip_energy(energy), PLACES, MUSIC_ENERGIES)


def compare_paces(clip_energy: float, music_energy: float) -> float:
    """How much livelier music is than a clip, -1..1: the difference of their places."""
    return place_music_energy(music_energy) - place_clip_energy(clip_energy)


def is_close_pace(clip_energy: float, music_energy: float) -> bool:
    """Whether clip and music share a pace."""
    return abs(compare_paces(clip_energy, music_energy)) <= CLOSE_PACE


def _interpolate(value: float, points: Sequence[float], levels: Sequence[float]) -> float:
    """Interpolate linearly between ascending points; values outside take the outermost level."""
    if value <= points[0]:
        return levels[0]
    if value >= points[-1]:
        return levels[-1]
    at = bisect_right(points, value)
    low, high = points[at - 1], points[at]
    return levels[at - 1] + (levels[at] - levels[at - 1]) * (value - low) / (high - low)
