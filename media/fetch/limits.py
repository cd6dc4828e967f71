"""What a download may cost, and what comes of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from musechat.errors import BadInput

Check = Callable[[], None]  # raises Cancelled when the turn is no longer wanted


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Caps that hold whatever a server claims."""

    max_bytes: int
    max_seconds: float  # wall clock of the whole download, redirects included
    max_clip_seconds: float  # length that a site may state for a clip
    stall_seconds: float = 15.0  # without a single byte
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class FetchedClip:
    """A clip on this machine."""

    path: Path
    name: str  # for people: the file's name at its source
    size: int  # bytes


@dataclass(slots=True)
class Budget:
    """What is left of the limits while a download runs."""

    limits: FetchLimits
    received: int = 0
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.limits.max_seconds

    @property
    def seconds_left(self) -> float:
        """Seconds until the deadline, never negative."""
        return max(0.0, self.deadline - time.monotonic())

    def count_bytes(self, count: int) -> None:
        """Note received bytes.

        Raises:
            BadInput: the byte cap or the deadline is passed.

        """
        self.received += count
        if self.received > self.limits.max_bytes:
            raise make_too_large_error(self.limits)
        if not self.seconds_left:
            raise make_too_slow_error(self.limits)


def make_too_large_error(limits: FetchLimits) -> BadInput:
    """The clip is larger than the cap."""
    return BadInput(
        "clip-too-large",
        f"The clip is larger than the {limits.max_bytes / 1e6:.0f} MB allowed",
        "Post a shorter or smaller clip",
    )


def make_too_slow_error(limits: FetchLimits) -> BadInput:
    """The download did not end in time."""
    return BadInput(
        "fetch-too-slow",
        f"The download did not end within {limits.max_seconds:.0f} s",
        "Post the clip as an attachment instead",
    )
