"""A clip that a mix is made of, as its packets describe it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from av.container import InputContainer

from media.watch.container_check import Container
from media.watch.limits import WatchLimits
from media.watch.opening import open_clip
from media.watch.probe import ProbedClip


@dataclass(frozen=True, slots=True)
class OpenedClip:
    """A clip that was looked at: its file, its container, its best picture."""

    path: Path
    container: Container
    limits: WatchLimits
    probed: ProbedClip

    def open(self) -> InputContainer:
        """Open its file; the caller closes it."""
        return open_clip(self.path, self.container.demuxer, self.limits)
