"""How much the energy of a track rises or falls within it, as far as lasts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DoubleArray = NDArray[np.float64]

SWINGS = ("rise", "fall")  # the columns of what is measured, by the names of the wishes for them
SIDE_S = 8.0  # seconds on either side whose means are compared: a change that lasts that long is heard as one


def measure_swings(curves: DoubleArray, durations: DoubleArray) -> DoubleArray:
    """Measure the largest lasting rise and fall of tracks' energy, all at least 0, on the scale of energy.

    Args:
        curves: the course of each track's energy, (n, points).
        durations: seconds of each, (n,).

    Returns:
        The rise and the fall of each, (n, 2).

    """
    count, points = curves.shape
    found = np.zeros((count, len(SWINGS)))
    if points < 4:
        return found
    lasting = np.flatnonzero(durations > 0)
    sides = np.round(SIDE_S / durations[lasting] * points).clip(1, points // 3).astype(np.intp)
    sums = np.concatenate([np.zeros((count, 1)), np.cumsum(curves, axis=1)], axis=1)
    for side in np.unique(sides).tolist():
        rows = lasting[sides == side]
        means = (sums[rows, side:] - sums[rows, :-side]) / side  # of each stretch of that length, by its first point
        changes = means[:, side:] - means[:, :-side]
        if changes.shape[1]:
            found[rows, 0] = changes.max(axis=1).clip(min=0.0)
            found[rows, 1] = (-changes.min(axis=1)).clip(min=0.0)
    return found
