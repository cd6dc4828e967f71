"""How well a part of an installation is."""

from __future__ import annotations

from enum import StrEnum


class HealthLevel(StrEnum):
    """The state of a checked part."""

    FINE = "fine"
    NOTE = "note"  # works, with something to know
    BROKEN = "broken"
