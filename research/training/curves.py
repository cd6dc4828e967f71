"""Plot of the fusion training's loss and validation recall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from research.plotting import pyplot


def draw_curves(history: Mapping[str, Sequence[Mapping[str, float]]], path: Path) -> Path:
    """Draw loss and validation recall of each network over its epochs.

    Args:
        history: the trainer's log of each network.
        path: a PNG file; its folder is created.

    """
    plt = pyplot()
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
    for name, log in history.items():
        losses = [(entry["epoch"], entry["loss"]) for entry in log if "loss" in entry]
        left.plot(*zip(*losses, strict=True) if losses else ([], []), marker=".", label=name)
        for k, style in ((10, "-"), (1, ":")):
            recalls = [(entry["epoch"], entry[f"eval_R@{k}"]) for entry in log if f"eval_R@{k}" in entry]
            right.plot(*zip(*recalls, strict=True) if recalls else ([], []), style, marker=".", label=f"{name} R@{k}")
    left.set(title="training loss (InfoNCE)", xlabel="epoch")
    right.set(title="recall on the validation split, full pool", xlabel="epoch", ylim=(0, None))
    for axes in (left, right):
        axes.grid(alpha=0.3)
        axes.legend(frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    plt.close(figure)
    return path
