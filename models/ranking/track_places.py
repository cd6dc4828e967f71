"""The places of a library's tracks on the scales that clips are compared on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from musechat.reference_scales import MUSIC_ENERGIES, PLACES
from musechat.wish import Facet

DoubleArray = NDArray[np.float64]

OWN_SHARE = 0.7  # weight of the place among the library's own tracks, beside that among all music, in a large library
FEW = 20  # tracks of a library in which that weight is half of it: the ranks of few tracks are coarse


def place_tracks(values: Mapping[Facet, DoubleArray]) -> dict[Facet, DoubleArray]:
    """Place tracks by energy, valence and brightness, (n,) each in 0..1; unknown values in the middle.

    An energy's place lies between that among all music and that among the library's own: in a library of calm pieces
    alone a lively clip still gets the liveliest of them, and a calm one not the same.
    """
    own = {facet: rank_values(values[facet]) for facet in (Facet.ENERGY, Facet.VALENCE, Facet.BRIGHTNESS)}
    count = len(own[Facet.ENERGY])
    share = OWN_SHARE * count / (count + FEW)
    among_all = np.interp(values[Facet.ENERGY], MUSIC_ENERGIES, PLACES)
    return own | {Facet.ENERGY: share * own[Facet.ENERGY] + (1 - share) * np.nan_to_num(among_all, nan=0.5)}


def rank_values(values: DoubleArray) -> DoubleArray:
    """Share of the values below each, equal ones counting half, (n,); one half where a value is unknown."""
    known = ~np.isnan(values)
    _, place, counts = np.unique(values[known], return_inverse=True, return_counts=True)
    below = (np.cumsum(counts) - counts / 2) / max(int(known.sum()), 1)
    found = np.full(len(values), 0.5)
    found[known] = below[place]
    return found
