"""Plot of a writer's training and validation loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from research.plotting import pyplot


def draw_losses(name: str, log: Sequence[Mapping[str, float]], path: Path) -> Path:
    """Draw the loss on the answers' tokens, in training and validation, over the steps.

    Args:
        name: of the trained model.
        log: the trainer's log.
        path: a PNG file; its folder is created.

    """
    plt = pyplot()
    figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
    for key, label in (("loss", "training"), ("eval_loss", "validation")):
        points = [(entry["step"], entry[key]) for entry in log if key in entry]
        axes.plot(*zip(*points, strict=True) if points else ([], []), marker=".", label=label)
    axes.set(title=f"{name}: loss per token of the answers (nats)", xlabel="step", yscale="log")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    plt.close(figure)
    return path
