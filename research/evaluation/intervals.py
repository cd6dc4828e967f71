"""Bootstrap confidence intervals (percentile method)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

# Enough for stable 2.5 % quantiles (50 draws beyond each).
RESAMPLES = 2000


@dataclass(frozen=True)
class Interval:
    """A figure and the bounds of its 95 % confidence interval."""

    mean: float
    low: float
    high: float


def bootstrap_interval(figure: Callable[[NDArray[np.intp]], float], count: int, rng: Generator) -> Interval:
    """Compute ``figure`` over ``count`` rows and its interval over rows drawn with replacement."""
    found = [figure(rng.integers(count, size=count)) for _ in range(RESAMPLES)]
    low, high = np.quantile(found, [0.025, 0.975])
    return Interval(figure(np.arange(count)), float(low), float(high))


def bootstrap_grouped_mean(values: NDArray[np.float64], groups: NDArray[np.intp], rng: Generator) -> Interval:
    """Mean of values in groups, such as cases of one clip, with its interval over resampled groups."""
    _, place = np.unique(groups, return_inverse=True)
    # Values of one group are not independent: resampling single values would make the interval too narrow.
    sums, sizes = np.bincount(place, values), np.bincount(place)
    return bootstrap_interval(lambda rows: float(sums[rows].sum() / sizes[rows].sum()), len(sizes), rng)
