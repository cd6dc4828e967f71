"""Whether one connection to Discord is about to end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class ConnectionStatus:
    """Set by the client when it closes; who would answer on its connection looks here first."""

    ending: bool = False
