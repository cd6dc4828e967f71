"""What a client may ask a worker to make of a pick, beside the turns: its mix, its fit card."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OrderKind(StrEnum):
    """What is to be made; the names are those of stored rows."""

    MIX = "mix"  # the clip with the music, the music alone, the files for editors
    FIT = "fit"  # how clip and music meet, as data and as a picture


class OrderState(StrEnum):
    """How far an order is."""

    WANTED = "wanted"
    TAKEN = "taken"  # by a worker
    DONE = "done"
    FAILED = "failed"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self in (OrderState.WANTED, OrderState.TAKEN)


@dataclass(frozen=True, slots=True)
class OrderStatus:
    """An order as its client sees it; ``error``: the code of what went wrong, or in older rows a line of English."""

    state: OrderState
    error: str = ""


@dataclass(frozen=True, slots=True)
class TakenOrder:
    """An order as the worker that took it knows it; ``taken`` is the fence of what it writes."""

    pick_id: int
    kind: OrderKind
    taken: int
