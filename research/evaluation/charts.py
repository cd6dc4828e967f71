"""Bar charts of an evaluation's figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from research.evaluation.intervals import Interval
from research.plotting import pyplot


@dataclass(frozen=True)
class ChartBar:
    """One bar: a share with its interval, and the share expected by chance."""

    name: str
    share: Interval
    chance: float | None = None


def draw_bars(path: Path, title: str, bars: Sequence[ChartBar], target: float | None = None) -> None:
    """Draw shares as horizontal bars with intervals, a mark for chance and a line for the target, into a PNG.

    Raises:
        BadInput: ``no-matplotlib`` where matplotlib is not installed.

    """
    plt = pyplot()
    figure, axes = plt.subplots(figsize=(8, 1.2 + 0.32 * len(bars)), layout="constrained")
    places = range(len(bars))
    means = [bar.share.mean for bar in bars]
    around = [[b.share.mean - b.share.low for b in bars], [b.share.high - b.share.mean for b in bars]]
    axes.barh(places, means, xerr=around, color="#5b7fb4", ecolor="#333333", capsize=2, height=0.66)
    by_chance = [(n, bar.chance) for n, bar in enumerate(bars) if bar.chance is not None]
    if by_chance:
        axes.scatter([c for _, c in by_chance], [n for n, _ in by_chance], marker="|", s=160, color="#c04d3a", zorder=3)
    if target is not None:
        axes.axvline(target, color="#777777", linestyle=":", linewidth=1)
    axes.set_yticks(list(places), [bar.name for bar in bars])
    axes.invert_yaxis()
    # Always the whole range: shares of different runs are compared by eye.
    axes.set_xlim(0, 1)
    axes.margins(y=0.01)
    figure.suptitle(title, fontsize=10)
    figure.savefig(path, dpi=110)
    plt.close(figure)
