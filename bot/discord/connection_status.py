"""Whether one connection to Discord is being closed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class ConnectionStatus:
    """Shared by the client, which sets ``ending`` when it closes, and the handlers, which check it before they answer.

    An object of its own, so that handlers need not hold the client.
    """

    ending: bool = False
