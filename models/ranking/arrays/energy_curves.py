"""The course of the energy of tracks as arrays: its shape, and how far it rises and falls."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.ranking.energy_swings import measure_swings
from musechat.track import CURVE_POINTS

_FLAT = 0.015  # standard deviation below which the course of a track's energy is noise
_AT_ONCE = 4096  # tracks whose courses are worked out together


class CurveRows:
    """Collects the course of one track's energy after the other."""

    def __init__(self) -> None:
        self._points, self._durations = array("d"), array("d")
        self._shapes: list[NDArray[np.float16]] = []
        self._swings: list[NDArray[np.float64]] = []

    def add(self, curve: Sequence[float], duration_s: float) -> None:
        """Add a track's energy at equal steps over its length; one of another number of points has no course."""
        self._points.extend(curve if len(curve) == CURVE_POINTS else (0.0,) * CURVE_POINTS)
        self._durations.append(duration_s)
        if len(self._durations) == _AT_ONCE:
            self._work_out()

    def finish(self) -> tuple[NDArray[np.float16], NDArray[np.float64]]:
        """The shapes, (n, CURVE_POINTS) unit about their mean or zeros where flat, and the swings, (n, 2)."""
        self._work_out()
        return np.concatenate(self._shapes), np.concatenate(self._swings)

    def _work_out(self) -> None:
        curves = np.array(self._points, np.float64).reshape(-1, CURVE_POINTS)
        self._swings.append(measure_swings(curves, np.array(self._durations, np.float64)))
        centred = curves - curves.mean(axis=1, keepdims=True)
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        lengths[curves.std(axis=1) < _FLAT] = np.inf
        self._shapes.append((centred / lengths).astype(np.float16))
        self._points, self._durations = array("d"), array("d")
