"""A clip that a mix is made of, as its packets describe it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from av.container import InputContainer

from media.watch.container_check import Container, detect_container
from media.watch.limits import WatchLimits
from media.watch.opening import open_clip
from media.watch.probe import ProbedClip, probe_clip
from musechat.errors import BadInput


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


def open_for_mix(path: Path, max_seconds: float) -> OpenedClip:
    """Look at a clip that is to be mixed.

    Raises:
        BadInput: ``mix-picture``; its kind cannot be mixed.
        ClipRefusedError: it is no clip, or longer than ``max_seconds``.

    """
    limits = WatchLimits(max_seconds=max_seconds)
    found = detect_container(path, limits)
    if found.demuxer == "webp":
        raise BadInput("mix-picture", "An animated WebP cannot be mixed with music", "Export it as a video")
    return OpenedClip(path, found, limits, probe_clip(path, found.demuxer, limits))
