"""What can go wrong with a source of music, in one line each."""

from __future__ import annotations

from musechat.errors import BadInput, Retryable
from musechat.source_track import SourceTrack


class SourceRefused(BadInput):
    """The source does not let us in: a wrong or expired key, or an address that is no such source."""


class SourceUnavailable(Retryable):
    """The source cannot be used now, and may be later: gone, busy, or its quota is used up.

    ``wait_s`` is how long it is to be left alone, in seconds; 0 where nobody said.
    """

    wait_s = 0.0


class TrackWithdrawn(BadInput):
    """The source has the track no longer, or no longer gives its sound.

    ``track`` is what it still says of it, where it may not be used any more.
    """

    def __init__(self, source: str, ref: str, track: SourceTrack | None = None) -> None:
        super().__init__("track-withdrawn", f"{source} no longer has the track {ref}")
        self.track = track


class AudioRefused(BadInput):
    """What the source sent as a track's sound is not what it said; trying again will not help."""


def make_key_error(source: str, setting: str) -> SourceRefused:
    """The key is wrong or has expired."""
    return SourceRefused("source-key", f"{source} does not take the key", f"Set {setting} to one that is valid")


def make_protocol_error(source: str) -> SourceRefused:
    """Whatever answers there speaks another language."""
    return SourceRefused(
        "source-protocol", f"What answers at the address of {source} is no such server", "Check its address"
    )


def make_busy_error(source: str, status: int) -> SourceUnavailable:
    """The source answers, but not with what was asked for."""
    return SourceUnavailable("source-busy", f"{source} answered {status}", "It is tried again at the next sync")


def make_gone_error(source: str) -> SourceUnavailable:
    """Nothing answers."""
    return SourceUnavailable(
        "source-unreachable", f"{source} cannot be reached", "Check that it runs; it is tried again at the next sync"
    )
