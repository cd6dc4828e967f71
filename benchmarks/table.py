"""One row of the table that ``make bench`` prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A figure beside what it is measured against in the same run: a peer, a floor, or a stated ceiling."""

    what: str
    ours: float
    reference: float
    against: str
    target: str = ""  # "<= 1.5"; empty where the figure only informs
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Ours over the reference."""
        return self.ours / self.reference if self.reference else float("nan")

    @property
    def met(self) -> bool | None:
        """Whether the ratio keeps the target; None without one."""
        if not self.target:
            return None
        sign, bound = self.target.split()
        return self.ratio <= float(bound) if sign == "<=" else self.ratio >= float(bound)
