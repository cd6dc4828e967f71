"""Which bar lines are sure enough to leap on: those that go on as the others do.

A tempo that was heard twice too fast makes two bars of one, and a meter that was heard now as three and now as four
beats puts lines where none are. The first is told by how sure the tempo is (``CutGuide.steady``); the second here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_LEAST_SHARE = 0.85  # of the bars, that have as many beats as most have; else the meter itself is in doubt
_REACH = 2  # bars on each side that must have so many
_MOST_DRIFT = 0.25  # of a beat, that a bar may be longer or shorter


def find_sure_lines(lines_s: NDArray[np.float64], beat_s: float) -> NDArray[np.bool_]:
    """(n,) whether each of the bar lines (n,) lies between bars of the usual number of beats."""
    lengths = np.diff(lines_s) / max(beat_s, 1e-6)
    if not len(lengths):
        return np.zeros(len(lines_s), bool)
    counts = np.rint(lengths).astype(int)
    usual = int(np.bincount(np.maximum(counts, 0)).argmax())
    regular = (counts == usual) & (np.abs(lengths - usual) <= _MOST_DRIFT)
    if regular.mean() < _LEAST_SHARE:
        return np.zeros(len(lines_s), bool)
    # Beyond the first and the last line nothing is known that speaks against them.
    padded = np.pad(regular, _REACH, constant_values=True)
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, 2 * _REACH).all(axis=1))
