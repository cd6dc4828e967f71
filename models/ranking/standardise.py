"""Standardised scores, in which rounding is no difference.

Dot products of unit vectors in single precision differ by some 1e-7 between processors and between orders of summation.
Scaled to unit spread, such differences alone would decide between tracks that are equal, on each machine otherwise.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

ROUNDING = 1e-6  # a spread below it is rounding


def standardise(scores: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Scale scores (r,) to zero mean and unit spread; zeros where all are equal but for rounding."""
    wide = np.asarray(scores, np.float64)
    spread = float(wide.std())
    return (wide - wide.mean()) / spread if spread > ROUNDING else np.zeros(len(wide))
