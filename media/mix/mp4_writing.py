"""Write a mix as an MP4 with nothing in it but its streams: no names, no times, no maker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer
from av.packet import Packet

from media.mix.filter_graph import iter_frames
from media.preview.excerpt import RATE, Floats

_AAC = {"aac_coder": "fast"}  # half the time of the default coder, which is for lower rates than ours


def open_bare_mp4(path: Path) -> OutputContainer:
    """Open an MP4 to write; its index comes in front."""
    return av.open(f"file:{path}", "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"})


def mux_sound(out: OutputContainer, pictures: Iterator[tuple[float, Packet[Any]]], sound: Floats, rate: int) -> None:
    """Write pictures, each packet with its time (s), and sound (2, n) at ``RATE``, each about where the other is."""
    voice: Any = out.add_stream("aac", rate=RATE, layout="stereo", bit_rate=rate, options=_AAC)
    frames = iter_frames(sound, chunk=RATE // 2)
    heard = 0.0
    for at, packet in pictures:
        while heard <= at and (frame := next(frames, None)) is not None:
            heard = (frame.pts or 0) / RATE + 0.5
            out.mux(voice.encode(frame))
        out.mux(packet)
    for frame in frames:
        out.mux(voice.encode(frame))
    out.mux(voice.encode(None))
