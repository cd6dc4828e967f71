"""Walk a clip's packets without decoding: headers lie and may be missing, packets tell times, sizes and key flags.

Every track is walked, since which picture moves and which sound is there is only known afterwards (60 ms for 180 s of
1080p).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from numpy.typing import NDArray

from media.watch.limits import WatchLimits
from media.watch.refusal import ClipRefusedError

GRACE_SECONDS = 0.5  # a clip may pass its limit by this much: sound often ends a little after the picture
_MAX_PACKETS = 2_000_000


@dataclass
class TrackWalk:
    """What the packets of one track say. Times in seconds, in the container's own time."""

    rows: list[tuple[float, float, int, bool]] = field(default_factory=list)  # visible: time, length, bytes, key
    count: int = 0  # all packets, hidden ones too

    @property
    def end_s(self) -> float:
        """Where the last visible packet ends; minus infinity without one."""
        return max((row[0] + row[1] for row in self.rows), default=-np.inf)

    def to_table(self) -> NDArray[np.float64]:
        """(P, 4) visible packets by time: time, length, bytes, key."""
        return np.array(sorted(self.rows), dtype=np.float64).reshape(-1, 4)


@dataclass(frozen=True, slots=True)
class ClipWalk:
    """Every track that was walked, by its index in the container."""

    tracks: dict[int, TrackWalk]
    broken_off: bool  # the file ended, or turned to nonsense, before its end
    late_tracks: bool  # tracks showed themselves that were not there when the file was opened


def walk_packets(container: InputContainer, limits: WatchLimits) -> ClipWalk:
    """Walk all tracks.

    Packets marked *discard* (before and behind an edit list's cut) are decoded for the sake of others and never
    shown or heard, so they count for nothing here.

    Raises:
        ClipRefusedError: ``clip-too-long``: a moving picture is longer than the limit.

    """
    tracks: dict[int, TrackWalk] = {}
    reader = PacketReader(container)
    pictures = {s.index for s in container.streams.video}
    bases = [float(s.time_base or 0) for s in container.streams]  # fractions are slow, packets many
    for count, packet in enumerate(reader.read_packets(range(len(bases)))):
        track = tracks.setdefault(packet.stream_index, TrackWalk())
        track.count += 1
        stamp, base = packet.dts if packet.pts is None else packet.pts, bases[packet.stream_index]
        if stamp is None or packet.is_discard:
            continue
        at, length = stamp * base, (packet.duration or 0) * base
        track.rows.append((at, length, packet.size, packet.is_keyframe))
        if packet.stream_index in pictures and len(track.rows) > 1:
            _refuse_length(at + length - track.rows[0][0], container, limits)
        if count > _MAX_PACKETS:
            _refuse_length(np.inf, container, limits)
    return ClipWalk(tracks, reader.broken_off, reader.late_tracks)


def _refuse_length(seconds: float, container: InputContainer, limits: WatchLimits) -> None:
    if seconds > limits.max_seconds + GRACE_SECONDS:
        header = (container.duration or 0) / av.time_base
        length = max(seconds, header) if np.isfinite(seconds) else header
        raise ClipRefusedError("clip-too-long", {"length": length, "limit": limits.max_seconds})


class PacketReader:
    """Reads packets up to the end of the file, or to where a truncated file breaks off."""

    def __init__(self, container: InputContainer) -> None:
        self._container = container
        self.broken_off = False
        self.late_tracks = False

    def read_packets(self, streams: Sequence[int]) -> Iterator[Packet[Any]]:
        """The packets of ``streams``."""
        try:
            for packet in self._container.demux([self._container.streams[i] for i in streams]):
                if packet.size:
                    yield packet
        except (av.error.InvalidDataError, av.error.EOFError, av.error.OSError):
            self.broken_off = True
        except IndexError:  # PyAV's own, at the end: a track has come that was not there at the start
            self.late_tracks = True
