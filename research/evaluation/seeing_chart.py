"""The reliability diagram of what is said of clips."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from research.evaluation.seeing import CalibrationBin
from research.plotting import pyplot


def draw_reliability(path: Path, bins: Sequence[CalibrationBin]) -> None:
    """Draw the probabilities that were foretold against the shares that came true, into a PNG.

    Raises:
        BadInput: ``no-matplotlib`` where matplotlib is not installed.

    """
    plt = pyplot()
    figure, axes = plt.subplots(figsize=(5, 5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="#777777", linestyle=":", linewidth=1)
    foretold, true = [found.foretold for found in bins], [found.true for found in bins]
    axes.scatter(foretold, true, s=[12 + 3 * found.count**0.7 for found in bins], color="#5b7fb4")
    for found in bins:
        axes.annotate(str(found.count), (found.foretold, found.true), textcoords="offset points", xytext=(6, -10))
    axes.set(xlim=(0, 1.03), ylim=(0, 1.03), xlabel="probability that was foretold", ylabel="share that came true")
    figure.suptitle("What clips show: reliability", fontsize=10)
    figure.savefig(path, dpi=110)
    plt.close(figure)
