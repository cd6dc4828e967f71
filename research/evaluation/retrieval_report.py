"""Report of ``musechat evaluate retrieval``: JSON, a chart, and a comparison with the project's own targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from research.evaluation.retrieval import FULL, RetrievalFigures, RetrievalRow, compare_ranks
from research.plotting import pyplot

# Published figures on other data, as context only, not comparable.
# Pool 500: R@1, R@5, R@10 in percent, median rank.
OTHERS = {
    "random": (0.2, 1.0, 2.0, None),
    "MuseChat, as its paper is quoted": (32.79, 63.92, 76.53, 2),
    "the only public reproduction": (2.88, 11.68, 20.33, 37),
}
# The gain that the words of turn 2 should bring over the clip alone.
TIMES_MVP = 3.0


@dataclass(frozen=True)
class TargetVerdict:
    """One target: the requirement, the measured value, and whether it is met."""

    what: str
    found: str
    met: bool


def check_targets(rows: Sequence[RetrievalRow], pool: int = 500) -> list[TargetVerdict]:
    """Compare the table with its targets; empty if the pool was not measured."""
    by = {(row.name, row.turn): row for row in rows}
    full, mvp, first = (by.get(key) for key in (("MVT-Fusion", 2), ("MVP", 1), ("MVT-Fusion", 1)))
    if full is None or mvp is None or first is None or pool not in full.ranks:
        return []
    ratio = full.figures[pool].recall_at_1[0] / max(mvp.figures[pool].recall_at_1[0], 1e-9)
    found = [TargetVerdict(f"turn 2 has {TIMES_MVP:.0f} x the R@1 of MVP", f"{ratio:.1f} x", ratio >= TIMES_MVP)]
    for row in rows:
        if row.turn == 2 and row is not full:
            mean, low, high = compare_ranks(full.ranks[pool], row.ranks[pool])
            gained = f"{100 * mean:+.1f} [{100 * low:+.1f}, {100 * high:+.1f}] points"
            masked = "masked" in row.name  # synthetic words hold no names, so masking cannot cost anything
            found.append(TargetVerdict(f"turn 2 beats {row.name} in R@1", gained, low > 0 or masked))
    mean, low, high = compare_ranks(first.ranks[pool], mvp.ranks[pool])
    said = f"{100 * mean:+.1f} [{100 * low:+.1f}, {100 * high:+.1f}] points of R@1"
    # Not worse: the interval of the difference reaches zero or beyond.
    return [*found, TargetVerdict("turn 1 is not worse than MVP", said, high >= 0)]


def to_json(rows: Sequence[RetrievalRow], hard: Sequence[RetrievalRow], about: dict[str, Any]) -> dict[str, Any]:
    """Return all results as JSON types."""
    return {
        "about": about,
        "rows": [_row_to_json(row) for row in rows],
        "hard_negatives": [_row_to_json(row) for row in hard],
        "targets": [asdict(verdict) for verdict in check_targets(rows)],
        "others_on_other_data": OTHERS,
    }


def _row_to_json(row: RetrievalRow) -> dict[str, Any]:
    pools = {("full" if size == FULL else str(size)): asdict(found) for size, found in row.figures.items()}
    return {"name": row.name, "turn": row.turn, "pools": pools}


def draw_recall(rows: Sequence[RetrievalRow], path: Path, pool: int = 500) -> Path:
    """Draw R@1 and R@10 of every row at one pool, with intervals, to a PNG."""
    plt = pyplot()
    shown = [row for row in rows if pool in row.figures]
    figure, axes = plt.subplots(figsize=(9, 0.42 * len(shown) + 1.4), layout="constrained")
    places = np.arange(len(shown))[::-1]
    for offset, name, value in ((0.2, "R@1", "recall_at_1"), (-0.2, "R@10", "recall_at_10")):
        triples = np.array([getattr(row.figures[pool], value) for row in shown]) * 100
        errors = np.abs(triples[:, 1:] - triples[:, :1]).T
        axes.barh(places + offset, triples[:, 0], 0.38, xerr=errors, label=name, error_kw={"elinewidth": 1})
    axes.set_yticks(places, [f"{row.name}{f' · turn {row.turn}' if row.turn else ''}" for row in shown])
    axes.set(xlabel=f"percent of queries, pool of {pool}", xlim=(0, None))
    axes.legend(frameon=False)
    axes.grid(axis="x", alpha=0.3)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    plt.close(figure)
    return path


def format_percent(found: RetrievalFigures) -> tuple[str, str, str, str, str]:
    """Format a row: recalls in percent with half their interval, median rank, mean reciprocal rank."""
    recalls = [
        f"{100 * mean:.1f} ±{50 * (high - low):.1f}"
        for mean, low, high in (found.recall_at_1, found.recall_at_5, found.recall_at_10)
    ]
    return recalls[0], recalls[1], recalls[2], f"{found.median_rank[0]:.0f}", f"{found.mean_reciprocal_rank[0]:.3f}"
