"""How much the energy of a track rises or falls within it, as far as lasts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from musechat.track import TrackTraits

SWINGS = ("rise", "fall")  # the columns of what is measured, by the names of the wishes for them
SIDE_S = 8.0  # seconds on either side whose means are compared: a change that lasts that long is heard as one


def measure_swings(traits: TrackTraits) -> tuple[float, float]:
    """Measure the largest lasting rise and fall of a track's energy, both at least 0, on the scale of energy."""
    curve = np.asarray(traits.energy_curve, np.float64)
    if len(curve) < 4 or traits.duration_s <= 0:
        return 0.0, 0.0
    side = max(1, min(len(curve) // 3, round(SIDE_S / traits.duration_s * len(curve))))
    sums = np.concatenate(([0.0], np.cumsum(curve)))
    means = (sums[side:] - sums[:-side]) / side  # of each stretch of that length, by its first point
    changes = means[side:] - means[:-side]
    if not len(changes):
        return 0.0, 0.0
    return max(0.0, float(changes.max())), max(0.0, float(-changes.min()))


def collect_swings(tracks: Sequence[TrackTraits]) -> NDArray[np.float64]:
    """Measure all tracks, (n, 2): rise and fall."""
    return np.array([measure_swings(traits) for traits in tracks], np.float64).reshape(-1, len(SWINGS))
