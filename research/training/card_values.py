"""Values that sections of the model card share."""

from __future__ import annotations

from pathlib import Path


def count_parameters(path: Path) -> float:
    """Millions of parameters in a weights file."""
    # Two bytes a parameter: the file is fp16, and its header is negligible.
    return path.stat().st_size / 2 / 1e6


def format_counts(counts: dict[str, int]) -> str:
    """A list of names with their counts, as Markdown."""
    return "\n".join(f"  - {name}: {count}" for name, count in counts.items()) or "  - none"
