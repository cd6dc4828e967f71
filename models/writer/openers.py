"""Which way of opening a reason comes next in a thread: none that it has read lately."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from models.writer.interface import ReasonFacts


def choose_opener(heads: Sequence[str], facts: ReasonFacts) -> int:
    """Choose the way of opening that the thread has not read, or read longest ago.

    Args:
        heads: the first words of each way; no two begin alike.
        facts: of the reason. Picks of one turn get different ways, since any of them may be shown next.

    Returns:
        The number of the way. The same facts always give the same.

    """
    last_read = dict.fromkeys(range(len(heads)), -1)
    for place, text in enumerate(facts.shown):
        opened = find_opener(text, heads)
        if opened is not None:
            last_read[opened] = place
    first = int.from_bytes(hashlib.sha256(str(facts.thread_id).encode()).digest()[:4])
    order = sorted(last_read, key=lambda number: (last_read[number], (number - first) % len(heads)))
    return order[facts.rank % len(order)]


def find_opener(text: str, heads: Sequence[str]) -> int | None:
    """Find which of ``heads`` a text begins with; None where it begins in another way."""
    fitting = [number for number, head in enumerate(heads) if text.startswith(head)]
    return max(fitting, key=lambda number: len(heads[number]), default=None)
