"""Bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

RESAMPLES = 2000


@dataclass(frozen=True)
class Interval:
    """A figure and the bounds of its 95 % interval."""

    mean: float
    low: float
    high: float


def bootstrap_interval(figure: Callable[[NDArray[np.intp]], float], count: int, rng: Generator) -> Interval:
    """A figure of ``count`` rows, with the interval that it has over rows drawn again; ``figure`` is given rows."""
    found = [figure(rng.integers(count, size=count)) for _ in range(RESAMPLES)]
    low, high = np.quantile(found, [0.025, 0.975])
    return Interval(figure(np.arange(count)), float(low), float(high))


def bootstrap_grouped_mean(values: NDArray[np.float64], groups: NDArray[np.intp], rng: Generator) -> Interval:
    """The mean of values that come in groups, such as cases of one clip; whole groups are drawn again."""
    _, place = np.unique(groups, return_inverse=True)
    sums, sizes = np.bincount(place, values), np.bincount(place)
    return bootstrap_interval(lambda rows: float(sums[rows].sum() / sizes[rows].sum()), len(sizes), rng)
